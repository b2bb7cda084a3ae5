// The syntax pass: file text + the names of the dictionary → Tree.
import type { Report } from '../diagnostics/diagnostic.ts'
import { readLiterate } from './literate.ts'
import { declaredNames, nameTable } from './names.ts'
import { parseRules } from './parser.ts'
import type { Block, Tree } from './tree.ts'

export type SourceFile = { readonly file: string; readonly text: string }

/** What a file declares for the lexer: names, and the counting words of 单位. */
export function declarations(source: SourceFile): {
  readonly names: readonly string[]
  readonly units: readonly string[]
} {
  const regions = readLiterate(source.file, source.text, () => undefined).regions
  const rules = regions.map((each) => source.text.slice(each.start, each.end)).join('\n')
  const units = [...rules.matchAll(/^\s*单位\s+(\S+)/gm)].map((match) => match[1] ?? '')
  return { names: declaredNames(rules), units }
}

/** Parses one file against the names that all files together declare. Never throws. */
export function parse(
  source: SourceFile,
  names: Iterable<string>,
  units: ReadonlySet<string>,
  report: Report,
): Tree {
  const literate = readLiterate(source.file, source.text, report)
  const lexicon = { names: nameTable(names), units }
  const blocks = literate.regions.map((region): Block => {
    const clauses = parseRules({ ...source, lexicon, report }, region.start, region.end)
    const at = { file: source.file, start: region.start, end: region.end }
    return region.article === undefined ? { clauses, at } : { article: region.article, clauses, at }
  })
  return { file: source.file, articles: literate.articles, blocks }
}
