// A row of a table of acts → what comes with its act for decisions and money, as the screen would send it: only what the
// act asks for. What is written beside an act that does not ask for it is told, not dropped.
import { FREEZING_COLUMNS, RESERVING_COLUMNS } from './actTable.ts'
import { freezingOfRow, tryFreezingOfRow } from './freezingOfRow.ts'
import { type Reserving, reservingOfRow, tryReservingOfRow } from './reservingOfRow.ts'
import type { RowOfActs } from './rowOfActs.ts'

type RowPayload = {
  /** undefined where nothing is to be sent. */
  readonly payload: Readonly<Record<string, unknown>> | undefined
  /**
   * What it would come to, in words; what would be refused is told. `taken`: 分 that the rows before take, by envelope.
   */
  readonly attempt: (taken: Map<number, number>) => Promise<string[]>
}

export async function payloadOfRow(row: RowOfActs): Promise<RowPayload> {
  const { act } = row
  superfluous({ ...row, act: act.name, does: act.does })
  const freezing = act.does.includes('freeze') ? freezingOfRow(row) : undefined
  const reserving: Reserving | undefined = act.does.includes('reserve')
    ? await reservingOfRow(row)
    : undefined
  const { readings = [], ...award } = freezing ?? {}
  const payload = { ...(readings.length > 0 && { readings }), ...award, ...reserving }
  return {
    payload: Object.keys(payload).length > 0 ? payload : undefined,
    attempt: async (taken) => [
      ...(freezing ? await tryFreezingOfRow(row, freezing) : []),
      ...(reserving ? await tryReservingOfRow(row, reserving, taken) : []),
    ],
  }
}

type Beside = Pick<RowOfActs, 'value' | 'followed' | 'wrong' | 'wrongReading'> & {
  readonly act: string
  readonly does: readonly string[]
}

/** Tells every cell that an act of this name does not ask for. */
export function superfluous({ act, does, value, followed, wrong, wrongReading }: Beside): void {
  const clear = `操作「${act}」不用写这一格，请清空`
  if (!does.includes('freeze')) {
    for (const column of FREEZING_COLUMNS) if (value(column) !== '') wrong(column, clear)
    for (const { number } of followed) wrongReading(number, 'alternative', clear)
  }
  if (!does.includes('reserve'))
    for (const column of RESERVING_COLUMNS) if (value(column) !== '') wrong(column, clear)
}
