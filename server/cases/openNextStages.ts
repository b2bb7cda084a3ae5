// Stages that were paid → the case of the next stage, from its date or as soon as its fact is known (34号 5, 7).
import { and, desc, eq, isNotNull, ne, sql } from 'drizzle-orm'
import { record } from '../audit/record.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import type { Database } from '../db/openDatabase.ts'
import { fact, itemSetting, supportCase } from '../db/tables.ts'
import { JOB, type Transaction, transact } from '../db/transact.ts'
import { enterCase } from './enterCase.ts'
import { itemSettingOn } from './itemSettingOn.ts'
import type { CaseRow } from './loadCase.ts'
import { CaseError } from './problem.ts'
import { type Stage, stagesSchema } from './stages.ts'

export type NextStages = {
  readonly opened: readonly number[]
  /** Cases whose next stage has come but could not be opened, such as where the item is no longer set up. */
  readonly failed: readonly { readonly caseId: number; readonly why: string }[]
}

export async function openNextStages(database: Database, now: Date): Promise<NextStages> {
  const waiting = await transact(database, { actor: JOB, now }, paidStages)
  const opened: number[] = []
  const failed: { caseId: number; why: string }[] = []
  for (const { row, next } of waiting) {
    try {
      const id = await transact(database, { actor: JOB, now }, (tx) => openNext(tx, row, next, now))
      if (id !== undefined) opened.push(id)
    } catch (error) {
      if (!(error instanceof CaseError)) throw error
      failed.push({ caseId: row.id, why: error.message })
    }
  }
  return { opened, failed }
}

type Waiting = { readonly row: CaseRow; readonly next: Stage }

async function paidStages(tx: Transaction): Promise<Waiting[]> {
  const paid = await tx
    .select({ row: supportCase, stages: itemSetting.stages })
    .from(supportCase)
    .innerJoin(itemSetting, eq(itemSetting.id, supportCase.settingId))
    .where(
      and(
        ...[eq(supportCase.state, 'paid'), ne(supportCase.stage, '')],
        sql`NOT EXISTS (SELECT 1 FROM support_case AS later WHERE later.previous_case = ${supportCase.id})`,
      ),
    )
  return paid.flatMap(({ row, stages }) => {
    const all = stagesSchema.parse(stages)
    const next = all[all.findIndex((each) => each.stage === row.stage) + 1]
    return next === undefined ? [] : [{ row, next }]
  })
}

async function openNext(tx: Transaction, row: CaseRow, next: Stage, now: Date): Promise<number | undefined> {
  if (!(await hasCome(tx, row, next, dayInChina(now)))) return undefined
  const setting = await itemSettingOn(tx, row, dayInChina(now))
  const { subjectId: subject, year, element, firstDepartment } = row
  const following = { subject, year, element, stage: next.stage, previousCase: row.id }
  const opened = await enterCase(
    tx,
    setting,
    { ...following, firstDepartment: firstDepartment ?? undefined },
    now,
  )
  const content = { number: opened.number, after: row.number, stage: next.stage }
  await record(tx, { act: 'case.next-stage', object: `case ${opened.id}`, content })
  return opened.id
}

async function hasCome(tx: Transaction, row: CaseRow, { after }: Stage, today: string): Promise<boolean> {
  switch (after?.kind) {
    case undefined:
      return true
    case 'date':
      return `${row.year + 1}-${after.monthDay}` <= today
    case 'months': {
      const { rows } = await tx.execute<{ come: boolean }>(sql`
        SELECT (max(at) AT TIME ZONE 'Asia/Shanghai' + make_interval(months => ${after.months}))::date <= act_date()
          AS come FROM case_act WHERE case_id = ${row.id} AND to_state = 'paid'`)
      return rows[0]?.come === true
    }
    case 'fact': {
      const [last] = await tx
        .select({ value: fact.value })
        .from(fact)
        .where(and(eq(fact.subjectId, row.subjectId), eq(fact.name, after.fact), isNotNull(fact.value)))
        .orderBy(desc(fact.id))
        .limit(1)
      return last !== undefined && last.value !== null && last.value !== false
    }
  }
}
