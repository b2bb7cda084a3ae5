// What is wrong with the words of a document, or with rules and words together, though the rules compile.
import { collector, type Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Program } from '../ir/ir.ts'
import type { SourceFile } from '../syntax/parse.ts'
import type { Tree } from '../syntax/tree.ts'
import { RULE_CHECKS } from './rules/all.ts'
import { paragraphsOf, paragraphsOfText } from './text.ts'
import { WORDS_CHECKS } from './words/all.ts'
import type { Words } from './words/words.ts'

export type LintOptions = {
  /** The day for which it is asked what still exists and what is over, counted from 1970-01-01. */
  readonly day: number
}

/**
 * Warnings about a compiled library: its official words, then its rules against them, in the order of the files.
 * In: what `compile` gave. Never throws; a document with errors is linted as far as it was understood.
 */
export function lint(program: Program, trees: readonly Tree[], options: LintOptions): Diagnostic[] {
  const { report, all } = collector()
  for (const tree of trees.filter((each) => each.articles.length > 0)) {
    const policy = program.policies.find((each) => idOf(tree) === each.document.id)
    const words: Words = {
      paragraphs: paragraphsOf(tree.file, tree.articles),
      day: options.day,
      ...(policy ? { document: policy.document } : {}),
      library: program.policies.filter((each) => each !== policy).map((each) => each.document),
    }
    for (const check of WORDS_CHECKS) check(words, report)
    if (policy) for (const check of RULE_CHECKS) check({ policy, program, tree, words }, report, all)
  }
  return ordered(all)
}

/** Warnings about a plain text, such as a draft that nobody has written rules for yet. */
export function lintText(source: SourceFile, program: Program, options: LintOptions): Diagnostic[] {
  const { report, all } = collector()
  const words: Words = {
    paragraphs: paragraphsOfText(source.file, source.text),
    day: options.day,
    library: program.policies.map((each) => each.document),
  }
  for (const check of WORDS_CHECKS) check(words, report)
  return ordered(all)
}

/** The id of the document that a file holds. */
export function idOf(tree: Tree): string | undefined {
  const head = tree.blocks.flatMap((each) => each.clauses).find((each) => each.word === '文件')
  return head?.argument.kind === 'raw' ? head.argument.text : undefined
}

function ordered(all: readonly Diagnostic[]): Diagnostic[] {
  const files = [...new Set(all.map((each) => each.at.file))]
  return all.toSorted(
    (a, b) => files.indexOf(a.at.file) - files.indexOf(b.at.file) || a.at.start - b.at.start,
  )
}
