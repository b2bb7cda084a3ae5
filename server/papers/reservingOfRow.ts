// A row with the approver's decision → the envelope and the planned days it names, each cell checked; then what reserving
// would refuse, by its cell. Rows before it take from the same envelopes.
import { z } from 'zod'
import { type ActNeeds, actNeeds } from '../granting/actNeeds.ts'
import { envelopeName } from '../granting/envelopeFor.ts'
import { awardFenOf } from '../granting/freeze.ts'
import { GrantingError } from '../granting/problem.ts'
import { reservingOf } from '../granting/reserve.ts'
import { yuanDigits } from '../office/moneyWords.ts'
import { listed, quoted, type RowOfActs } from './rowOfActs.ts'

export type Reserving = { readonly envelope?: number; readonly dueOn?: readonly string[] }

const MOST_DAYS = 60

/** What the cells say; where no envelope is named and only one holds enough, that one, as on the screen. */
export async function reservingOfRow(row: RowOfActs): Promise<Reserving> {
  const envelope = envelopeOf(row, await choicesFor(row))
  const dueOn = daysOf(row)
  return { ...(envelope !== undefined && { envelope }), ...(dueOn.length > 0 && { dueOn }) }
}

/** Nothing is offered where nothing can be reserved; that stands against the act itself. */
async function choicesFor({ tx, program, case: row }: RowOfActs): Promise<ActNeeds['envelopes']> {
  try {
    return (await actNeeds(tx, program, row, ['reserve'])).envelopes
  } catch (error) {
    if (error instanceof GrantingError) return undefined
    throw error
  }
}

function envelopeOf({ value, wrong }: RowOfActs, offered: ActNeeds['envelopes']): number | undefined {
  const text = value('envelope')
  const { awardFen = 0, choices = [] } = offered ?? {}
  const fitting = choices.filter((each) => each.availableFen >= awardFen)
  const [only, second] = fitting
  const instead = `可以写${listed(fitting.map(envelopeName))}`
  if (text === '') {
    if (second) wrong('envelope', `够用的资金盘子不止一个，请选定，${instead}`)
    return second ? undefined : only?.id
  }
  const found = choices.find((each) => text === String(each.id) || text === envelopeName(each))
  if (found && fitting.includes(found)) return found.id
  const why = found
    ? `只有${yuanDigits(found.availableFen)}元可用，不够核定的${yuanDigits(awardFen)}元`
    : '不是这个办件可用的资金盘子'
  wrong('envelope', `${quoted(text)}${why}，${only ? instead : '请清空这一格'}`)
  return undefined
}

/** The days in the order of the stages. */
function daysOf({ value, wrong }: RowOfActs): string[] {
  const days = value('dueOn')
    .split(/[、,，;；\s]+/)
    .filter((each) => each !== '')
  const bad = days.find((each) => !z.iso.date().safeParse(each).success)
  if (bad !== undefined) wrong('dueOn', `${quoted(bad)}不是日期，请写成 2026-12-31，分期的用顿号隔开`)
  if (days.length > MOST_DAYS) wrong('dueOn', `最多 ${MOST_DAYS} 个日期，这里有 ${days.length} 个，请核对`)
  return days
}

/**
 * What would be reserved, in words; where reserving would refuse it, that is told. `taken`: 分 that the rows before take,
 * by envelope.
 */
export async function tryReservingOfRow(
  { tx, program, case: row, wrong }: RowOfActs,
  said: Reserving,
  taken: Map<number, number>,
): Promise<string[]> {
  try {
    const { decision, envelope, stages } = await reservingOf(tx, program, row, said)
    const [award, before] = [awardFenOf(decision), taken.get(envelope.id) ?? 0]
    const left = envelope.availableFen - before
    if (left < award) {
      wrong('envelope', tooLittle(envelopeName(envelope), { award, before, left }))
      return []
    }
    taken.set(envelope.id, before + award)
    const days = stages.flatMap(({ dueOn }) => (dueOn === undefined ? [] : [dueOn]))
    return [
      `从「${envelopeName(envelope)}」预留${yuanDigits(award)}元`,
      ...(days.length > 0 ? [`计划支付日 ${days.join('、')}`] : []),
    ]
  } catch (error) {
    if (!(error instanceof GrantingError)) throw error
    wrong(columnOf(error), error.message)
    return []
  }
}

type Sums = { readonly award: number; readonly before: number; readonly left: number }

function tooLittle(name: string, { award, before, left }: Sums): string {
  const used = `前面的行已经用去${yuanDigits(before)}元`
  return `${used}，「${name}」还剩${yuanDigits(left)}元，不够核定的${yuanDigits(award)}元，请换一个或留到以后办`
}

function columnOf({ kind }: GrantingError): 'envelope' | 'dueOn' | 'act' {
  if (kind === 'several_envelopes' || kind === 'no_envelope') return 'envelope'
  return kind === 'payload' ? 'dueOn' : 'act'
}
