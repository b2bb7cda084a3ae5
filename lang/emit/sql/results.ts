// The outcome, amounts and reasons of a plan → the columns of the SELECT that ends a statement.
import { type Node, rangeOf } from '../nodes.ts'
import { type ItemPlan, OUTCOME_CODES } from '../plan.ts'
import { AMOUNT_KINDS } from '../worth.ts'
import { type Dialect, quoted } from './dialects.ts'
import type { Printer } from './print.ts'

export function resultColumns(plan: ItemPlan, why: boolean, printer: Printer, dialect: Dialect): string[] {
  const { text } = printer
  const columns = [
    `${codeText(plan.outcome, OUTCOME_CODES, printer)} AS outcome`,
    `${codeText(plan.amountKind, AMOUNT_KINDS, printer)} AS amount_kind`,
    `${text(plan.low)} AS low_fen`,
    // NULL: nothing bounds it.
    plan.highOpen.kind === 'bool' && !plan.highOpen.value
      ? `${text(plan.high)} AS high_fen`
      : `CASE WHEN ${text(plan.highOpen)} THEN NULL ELSE ${text(plan.high)} END AS high_fen`,
  ]
  if (plan.candidates.length > 0) {
    const parts = plan.candidates.map(({ when, value }) => ({
      when: text(when),
      text: `CAST(${text(value)} AS ${dialect.text})`,
    }))
    columns.push(`${dialect.joined(parts)} AS candidates_fen`)
  } else columns.push("'' AS candidates_fen")
  if (!why) return columns
  const listed = (all: ItemPlan['needs'], name: string): string => {
    const parts = all
      .filter((each) => each.when.kind !== 'bool' || each.when.value)
      .map(({ key, when }) => ({ when: text(when), text: quoted(key.replace('\u0000', ' ')) }))
    return `${parts.length > 0 ? dialect.joined(parts) : "''"} AS ${name}`
  }
  return [
    ...columns,
    listed(plan.causes, 'causes'),
    listed(plan.needs, 'missing'),
    listed(plan.readings, 'readings'),
    listed(plan.reasons, 'reasons'),
  ]
}

/** A code as its word: a choice between constants stays a choice. */
function codeText(node: Node, words: readonly string[], printer: Printer): string {
  const word = (code: bigint): string => quoted(words[Number(code)] ?? '')
  const choice = (each: Node): string => {
    if (each.kind === 'int') return word(each.value)
    if (each.kind === 'if')
      return `CASE WHEN ${printer.text(each.when)} THEN ${choice(each.yes)} ELSE ${choice(each.no)} END`
    const { low, high } = rangeOf(each)
    const cases = words.flatMap((_, i) =>
      BigInt(i) >= low && BigInt(i) <= high ? [`WHEN ${i} THEN ${word(BigInt(i))}`] : [],
    )
    return `CASE ${printer.text(each)} ${cases.join(' ')} END`
  }
  return node.kind === 'if' && printer.text(node) === printer.nameOf(node) ? namedChoice() : choice(node)

  function namedChoice(): string {
    const cases = words.map((_, i) => `WHEN ${i} THEN ${word(BigInt(i))}`)
    return `CASE ${printer.nameOf(node)} ${cases.join(' ')} END`
  }
}
