// All source files together → Program. The dictionary is read first, because the lexer needs its names.
import { BUILTINS } from '../builtins/all.ts'
import { collector, type Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Policy, Program } from '../ir/ir.ts'
import { type Formatted, format } from '../syntax/format.ts'
import { declarations, parse, type SourceFile } from '../syntax/parse.ts'
import type { Tree } from '../syntax/tree.ts'
import { argument } from './clauses.ts'
import { reportDerivationCycles, reportItemCycles } from './cycles.ts'
import { checkPolicy } from './policy.ts'
import { mattersOf, reportUnknownMembers } from './relations.ts'
import { CLOCK } from './scope.ts'
import { checkVocabulary } from './vocabulary.ts'

export type Compiled = {
  readonly program: Program
  readonly diagnostics: readonly Diagnostic[]
  readonly trees: readonly Tree[]
}

/** The names and counting words that the files declare together: what the lexer must know to read any of them. */
function lexiconOf(files: readonly SourceFile[]): {
  namesFor(file: SourceFile): readonly string[]
  readonly units: ReadonlySet<string>
} {
  const declared = new Map(files.map((each) => [each, declarations(each)]))
  const dictionaries = files.filter((each) => each.file.endsWith('.rule'))
  const global = [
    ...BUILTINS.map((each) => each.name),
    ...CLOCK.keys(),
    ...dictionaries.flatMap((each) => declared.get(each)?.names ?? []),
  ]
  return {
    namesFor: (file) => [...global, ...(declared.get(file)?.names ?? [])],
    units: new Set([...declared.values()].flatMap((each) => each.units)),
  }
}

/** Prints one of the files canonically; the others give it its names. */
export function formatFile(file: SourceFile, files: readonly SourceFile[]): Formatted {
  const lexicon = lexiconOf(files)
  return format(file, lexicon.namesFor(file), lexicon.units)
}

const DICTIONARY_WORDS = new Set(['事实', '集合', '枚举', '单位', '同类', '注'])

/**
 * Compiles dictionary files (*.rule) and documents (*.md) into one program. Never throws: the program holds what could
 * be understood, and the diagnostics say what could not. A program with an error must not be evaluated.
 */
export function compile(files: readonly SourceFile[]): Compiled {
  const { report, all } = collector()
  const lexicon = lexiconOf(files)
  const trees = files.map((file) => parse(file, lexicon.namesFor(file), lexicon.units, report))

  const rules = trees
    .filter((each) => each.file.endsWith('.rule'))
    .flatMap((tree) => tree.blocks.flatMap((each) => each.clauses))
  for (const clause of rules) {
    if (!DICTIONARY_WORDS.has(clause.word)) report('E0517', clause.at, { word: clause.word })
  }
  const vocabulary = checkVocabulary(rules, report)
  reportDerivationCycles(vocabulary, rules, report)

  const policies: Policy[] = []
  const ids = new Set<string>()
  for (const tree of trees.filter((each) => !each.file.endsWith('.rule'))) {
    const clauses = tree.blocks.flatMap((each) => each.clauses)
    const policy = checkPolicy(tree, vocabulary, report)
    for (const clause of clauses) {
      if (['事实', '集合', '枚举', '单位', '同类'].includes(clause.word))
        report('E0518', clause.at, { word: clause.word })
    }
    if (!policy) continue
    reportItemCycles(policy, clauses, report)
    if (ids.has(policy.document.id)) {
      const head = clauses.find((each) => argument(each, 'raw')?.text === policy.document.id)
      if (head) report('E0508', head.at, { id: policy.document.id })
    }
    ids.add(policy.document.id)
    policies.push(policy)
  }
  const matters = mattersOf(rules, report)
  reportUnknownMembers(
    policies,
    trees.flatMap((tree) => tree.blocks.flatMap((each) => each.clauses)),
    report,
  )
  const order = new Map(files.map((each, i) => [each.file, i]))
  const diagnostics = all.toSorted(
    (a, b) => (order.get(a.at.file) ?? 0) - (order.get(b.at.file) ?? 0) || a.at.start - b.at.start,
  )
  return { program: { version: 1, vocabulary, policies, matters }, diagnostics, trees }
}
