// A standing decision → every ceiling that the rules set on granting it, as money counts them.
import {
  type Citation,
  ceilingsOf,
  type Granted,
  mostOf,
  type Program,
  parseDate,
  type Ceiling as RuledCeiling,
  readSubject,
} from '#lang'
import type { CaseRow } from '../cases/loadCase.ts'
import type { Decision } from '../decisions/decision.ts'
import { followReadings } from '../decisions/followReadings.ts'
import type { Ceiling } from '../payments/requireWithinCeilings.ts'
import { itemOf } from './itemOf.ts'
import { GrantingError } from './problem.ts'

/**
 * `program` holds the rules of the decision. `arrivedFen`: what of earlier awards for the item has arrived. Years are
 * the case's: what is granted counts toward the year for which it was applied.
 */
export function ceilingsFor(
  program: Program,
  { frozen }: Decision,
  { year }: Pick<CaseRow, 'year'>,
  arrivedFen: number,
): Ceiling[] {
  const followed = followReadings(program, frozen.readings)
  const { subject, problems } = readSubject(frozen.facts.input, followed.vocabulary)
  if (!subject) throw new GrantingError('not_decided', problems.map((each) => each.message).join('；'))
  const asked = { policy: frozen.policy, item: frozen.item, at: parseDate(frozen.on) ?? 0 }
  const ruled = ceilingsOf(followed, subject, asked).map((each) => counted(program, frozen, each, year))
  return [...worthOf(program, frozen, year, arrivedFen), ...ruled]
}

/**
 * What the rules give for the item is given once, however many cases there are: over all years where it is given once
 * in all or once for each element, else in a year. Elements that were paid no longer stand in a finding, so what
 * arrived for them is added.
 */
function worthOf(program: Program, frozen: Decision['frozen'], year: number, arrivedFen: number): Ceiling[] {
  const { document, item } = itemOf(program, frozen)
  const most = mostOf(frozen.finding.amount)
  if (most === undefined) return []
  const often = item.frequency?.kind
  const fen = Number(most) + (often === 'perElement' ? arrivedFen : 0)
  const within = often === 'once' || often === 'perElement' ? {} : { year }
  const clause = `「${item.title}」按规则应得的金额`
  return [{ kind: 'item', clause, item: { policy: document.number, item: item.title }, ...within, fen }]
}

function counted(program: Program, frozen: Decision['frozen'], ceiling: RuledCeiling, year: number): Ceiling {
  const said = {
    clause: clauseOf(ceiling.title, ceiling.citations, ceiling.sure),
    ...(ceiling.year === undefined ? {} : { year }),
  }
  switch (ceiling.kind) {
    case 'own': {
      const { document, item } = itemOf(program, frozen)
      const key = { policy: document.number, item: item.title }
      return { kind: 'item', ...said, item: key, fen: Number(ceiling.fen) }
    }
    case 'shared':
      return { kind: 'enterprise', ...said, items: ceiling.items.map(keyOf), fen: Number(ceiling.fen) }
    case 'highest':
      return {
        ...{ kind: 'group', ...said },
        items: ceiling.items.map((each) => ({ ...keyOf(each), fen: Number(each.fen) })),
      }
    case 'exclusive':
      return { kind: 'beside', ...said, items: ceiling.others.map(keyOf) }
  }
}

const keyOf = ({ number, title }: Granted) => ({ policy: number, item: title })

function clauseOf(title: string, citations: readonly Citation[], sure: boolean): string {
  const quotes = [...new Set(citations.map((each) => `「${each.quote}」`))].join('')
  return `${title}${quotes}${sure ? '' : '，口径未明确，从严计算'}`
}
