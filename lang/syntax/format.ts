// A whole source file printed canonically: only the rules change, the official text and the commentary stay as they are.
import { collector, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { readLiterate } from './literate.ts'
import { parse, type SourceFile } from './parse.ts'
import { printRules } from './print.ts'

export type Formatted = { readonly text: string; readonly diagnostics: readonly Diagnostic[] }

/** Prints the rules of a file. With a syntax error the text comes back unchanged, so that nothing is lost. */
export function format(source: SourceFile, names: Iterable<string>, units: ReadonlySet<string>): Formatted {
  const { report, all } = collector()
  const tree = parse(source, names, units, report)
  if (all.length > 0) return { text: source.text, diagnostics: all }
  const { regions } = readLiterate(source.file, source.text, () => undefined)
  let text = ''
  let offset = 0
  for (const [i, region] of regions.entries()) {
    text += source.text.slice(offset, region.start) + printRules(tree.blocks[i]?.clauses ?? [])
    offset = region.end
  }
  return { text: text + source.text.slice(offset), diagnostics: [] }
}
