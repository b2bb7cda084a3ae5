// A filled-in workbook → proposals, all of them or none. What changed since it was downloaded is never overwritten
// unseen: each such cell is shown with its three values, and imported only as somebody chose.
import { sql } from 'drizzle-orm'
import type { Program } from '#lang'
import { dayInChina } from '../../clock/dayInChina.ts'
import type { Database } from '../../db/openDatabase.ts'
import { type Transaction, transact } from '../../db/transact.ts'
import { PlanError, type PlanFault } from '../problem.ts'
import { cellName } from '../sheet.ts'
import { checkPeriod, checkValue } from './checkValue.ts'
import { keyOf } from './indicator.ts'
import { ALL_OF_IT, type Loaded, loadPlan, type ReportRow } from './loadPlan.ts'
import { mergeCell } from './mergeCell.ts'
import { type Filled, type Line, readWorkbook } from './readWorkbook.ts'
import { propose, type Reporter, requireOwner } from './reportValue.ts'
import { COLUMN, codeOf, type Known, knownOf } from './workbook.ts'

/** A cell where two people said different things. */
type Conflict = {
  readonly cell: string
  readonly indicator: string
  readonly base: Known
  readonly now: Known
  readonly mine: string
}

/** What to do with a conflict: by the name of its cell. */
export type Choices = Readonly<Record<string, 'mine' | 'theirs'>>

export type Imported =
  | { readonly kind: 'imported'; readonly rows: readonly ReportRow[]; readonly unchanged: number }
  | { readonly kind: 'conflicts'; readonly conflicts: readonly Conflict[] }

/** Throws PlanError `wrong_workbook`, with a fault for each cell that is wrong; nothing of it has been saved then. */
export async function importWorkbook(
  database: Database,
  { person, now }: { readonly person: number; readonly now: Date },
  program: Program,
  bytes: Buffer,
  choices: Choices = {},
): Promise<Imported> {
  const filled = await readWorkbook(bytes)
  return transact(database, { actor: { kind: 'person', person }, now }, async (tx) => {
    await holdIndicators(tx, filled)
    const { district } = filled
    const plan = await loadPlan(tx, program, { ...ALL_OF_IT, district })
    const lines = new Map(plan.map((each) => [codeOf(each), each]))
    const looked = filled.lines.map((line) =>
      look(filled, line, lines.get(line.code), dayInChina(now), choices),
    )
    const faults = [
      ...filled.faults,
      ...looked.flatMap((each) => (each.kind === 'faults' ? each.faults : [])),
    ]
    if (faults.length > 0) throw wrong(faults)
    const conflicts = looked.flatMap((each) => (each.kind === 'conflict' ? [each.conflict] : []))
    if (conflicts.length > 0) return { kind: 'conflicts', conflicts }
    return importAll(tx, looked, { person })
  })
}

/** In one order for everybody, so that two imports wait for each other instead of for themselves. */
async function holdIndicators(tx: Transaction, { district, lines }: Filled): Promise<void> {
  const keys = lines.map(({ code }) => {
    const [policy = '', target = ''] = code.split('/')
    return keyOf({ district, policy, target })
  })
  for (const key of [...new Set(keys)].sort())
    await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('plan'), hashtext(${key}))`)
}

type Looked =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'faults'; readonly faults: readonly PlanFault[] }
  | { readonly kind: 'conflict'; readonly conflict: Conflict }
  | {
      readonly kind: 'take'
      readonly loaded: Loaded
      readonly period: string
      readonly value: string
      readonly reason: string
      readonly follows?: number
    }

function look(
  filled: Filled,
  line: Line,
  loaded: Loaded | undefined,
  today: string,
  choices: Choices,
): Looked {
  const base = filled.base.get(line.code)
  // Said already, at its code.
  if (!base) return { kind: 'nothing' }
  const cell = cellName(COLUMN.value, line.row)
  const fault = (column: number, message: string): Looked => ({
    kind: 'faults',
    faults: [{ path: cellName(column, line.row), message }],
  })
  if (!loaded || loaded.indicator.setting.departmentId !== filled.department)
    return fault(COLUMN.code, '这项指标已不由这个部门填报，请重新下载填报表')
  const { indicator } = loaded
  if (indicator.setting.id !== base.setting)
    return fault(
      COLUMN.code,
      `表格已过期：下载以后指标设置改过（现在按${indicator.unit.text}填报），请重新下载`,
    )
  if (line.unit !== indicator.unit.text)
    return fault(
      COLUMN.unit,
      `单位应是${indicator.unit.text}，表里写的是${line.unit || '空'}；请换算成${indicator.unit.text}填写，不要改单位列`,
    )
  if (line.period !== filled.period)
    return fault(COLUMN.period, `期间应是${filled.period}，请不要改；报别的期间请另下载一张`)
  if (line.value === '')
    return base.known.kind === 'none'
      ? { kind: 'nothing' }
      : fault(COLUMN.value, '已报的值不能清空；报错了的，填正确的值并写明理由')
  const period = checkPeriod(indicator, line.period, today)
  if (period.kind === 'fault') return fault(COLUMN.period, period.message)
  const others = loaded.readings.filter((each) => each.period.index !== period.period.index)
  const checked = checkValue(indicator, period.period, line.value, undefined, others)
  if (checked.kind === 'fault') return fault(COLUMN.value, checked.message)
  const now = knownOf(loaded, line.period)
  const merge = mergeCell(base.known, now, checked.text)
  const chosen = choices[cell]
  if (merge === 'nothing' || (merge === 'conflict' && chosen === 'theirs')) return { kind: 'nothing' }
  if (merge === 'conflict' && chosen !== 'mine') {
    const mine = checked.text
    return {
      kind: 'conflict',
      conflict: { cell, indicator: indicator.target.indicator, base: base.known, now, mine },
    }
  }
  const official = loaded.official.find((each) => each.period === line.period)
  if (official && line.reason === '')
    return fault(COLUMN.reason, '这一期已有正式值，改动就是更正，请在这里写明理由')
  const take = { loaded, period: line.period, value: checked.text, reason: line.reason }
  return { kind: 'take', ...take, ...(official && { follows: official.id }) }
}

async function importAll(tx: Transaction, looked: readonly Looked[], by: Reporter): Promise<Imported> {
  const rows: ReportRow[] = []
  for (const each of looked) {
    if (each.kind !== 'take') continue
    requireOwner(each.loaded, by)
    rows.push(await propose(tx, each.loaded, by, each, each.follows))
  }
  return { kind: 'imported', rows, unchanged: looked.length - rows.length }
}

function wrong(faults: readonly PlanFault[]): PlanError {
  const words = `表里有 ${faults.length} 处要改，一格也没有导入；改好后重新上传`
  return new PlanError(
    'wrong_workbook',
    words,
    faults.map(({ path, message }) => ({ path, message: `${path} 格：${message}` })),
  )
}
