// A case that is to be decided → the envelopes that its money may come from, and the one that it comes from.
import { and, asc, eq, gte, isNull, lte, or, sql } from 'drizzle-orm'
import type { Program } from '#lang'
import { itemSettingOn } from '../cases/itemSettingOn.ts'
import type { CaseRow } from '../cases/loadCase.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import { envelope, envelopeBalance } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { yuanText } from '../payments/fen.ts'
import { itemOf } from './itemOf.ts'
import { momentOf } from './momentOf.ts'
import { GrantingError } from './problem.ts'

export type Envelope = {
  readonly id: number
  readonly title: string
  readonly source: (typeof envelope.$inferSelect)['source']
  readonly availableFen: number
}

const SOURCES = { central: '中央', municipal: '市级', district: '区级', fund: '基金' } as const

/** As a screen names it, behind its number: two may have the same words. */
export function envelopeName({ id, title, source }: Envelope): string {
  return `${id} ${title}（${SOURCES[source]}）`
}

/**
 * The envelopes of the programme of the item's setting, of the case's year, document and district (or of the whole
 * municipality), within their time today. Throws GrantingError `no_envelope`.
 */
export async function envelopesFor(
  tx: Transaction,
  program: Program,
  row: CaseRow,
): Promise<readonly Envelope[]> {
  const today = dayInChina(await momentOf(tx))
  const { programme } = await itemSettingOn(tx, row, today)
  const { number } = itemOf(program, row).document
  const { id, title, source } = envelope
  const found = await tx
    .select({ id, title, source, availableFen: envelopeBalance.availableFen })
    .from(envelope)
    .innerJoin(envelopeBalance, eq(envelopeBalance.envelopeId, envelope.id))
    .where(
      and(
        ...[eq(envelope.policy, number), eq(envelope.year, row.year)],
        ...[lte(envelope.validFrom, today), gte(envelope.expiresOn, today)],
        or(isNull(envelope.district), eq(envelope.district, row.district)),
        programme === '' ? sql`true` : eq(envelope.programme, programme),
      ),
    )
    .orderBy(asc(envelope.id))
  if (found.length > 0) return found
  const what = `${row.district} ${row.year} 年${programme === '' ? '' : `「${programme}」`}（${number}）`
  throw new GrantingError('no_envelope', `${what}今天没有有效的资金盘子，请先开立并下达资金，或办理延期`)
}

/** The one that was chosen; the only one where none was. Throws GrantingError `several_envelopes` or `no_envelope`. */
export function chosenEnvelope(all: readonly Envelope[], wanted: number | undefined): Envelope {
  const fitting = wanted === undefined ? all : all.filter((each) => each.id === wanted)
  const [first, second] = fitting
  const listed = all.map(
    ({ id, title, source, availableFen }) =>
      `${id}「${title}」（${SOURCES[source]}，可用 ${yuanText(availableFen)} 元）`,
  )
  if (!first)
    throw new GrantingError(
      'no_envelope',
      `资金盘子 ${wanted} 不是这个办件可用的，请从中选择：${listed.join('、')}`,
    )
  if (second)
    throw new GrantingError(
      'several_envelopes',
      `可用的资金盘子不止一个，请写明用哪一个：${listed.join('、')}`,
    )
  return first
}
