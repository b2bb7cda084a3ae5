// Reading the clauses of one declaration: what is there once, many times, or missing.
import type { Report, Span } from '../diagnostics/diagnostic.ts'
import type { ClauseWord } from '../syntax/clauses.ts'
import type { Argument, Clause } from '../syntax/tree.ts'

type ArgumentOf<K extends Argument['kind']> = Extract<Argument, { readonly kind: K }>

export function all(clause: Clause, word: ClauseWord): readonly Clause[] {
  return clause.children.filter((each) => each.word === word)
}

/** The one clause that opens with this word; a second one is reported. */
export function one(clause: Clause, word: ClauseWord, report: Report): Clause | undefined {
  const [first, second] = all(clause, word)
  if (second) report('E0502', second.at, { word })
  return first
}

/** The argument of a clause when it has the expected form; the parser has reported it when it has not. */
export function argument<K extends Argument['kind']>(
  clause: Clause | undefined,
  kind: K,
): ArgumentOf<K> | undefined {
  return clause?.argument.kind === kind ? (clause.argument as ArgumentOf<K>) : undefined
}

export function rawText(clause: Clause, word: ClauseWord, report: Report): string | undefined {
  return argument(one(clause, word, report), 'raw')?.text
}

/** Like rawText, but a missing clause is an error at the declaration's head. */
export function requiredText(clause: Clause, word: ClauseWord, report: Report): string {
  const found = one(clause, word, report)
  if (!found) report('E0501', headOf(clause), { word, of: clause.word })
  return argument(found, 'raw')?.text ?? ''
}

/** The first line of a declaration, without what stands under it. */
export function headOf(clause: Clause): Span {
  return clause.at
}

/** A、B、C as a list. */
export function listed(text: string | undefined): string[] {
  return (text ?? '')
    .split(/[、，,]/)
    .map((each) => each.trim())
    .filter((each) => each !== '')
}

/** 注 and 说明 of a declaration, in their order. */
export function notesOf(clause: Clause): string[] {
  return clause.children
    .filter((each) => each.word === '注' || each.word === '说明')
    .flatMap((each) => argument(each, 'raw')?.text ?? [])
}
