// A case and a person → everything that stands against handing the case on, and the departments to which it can go.
import { sql } from 'drizzle-orm'
import type { Transaction } from '../db/transact.ts'
import type { CaseRow, LoadedCase } from './loadCase.ts'
import { type CaseRefusal, REFUSALS } from './refusals.ts'
import { staleness } from './staleness.ts'
import { type Ties, tiesOf } from './standing.ts'

/** Who answers for what a department leads. */
const ROLES: readonly string[] = ['reviewer', 'approver', 'leader']
const LONGEST_REASON = 2000
const NOT_RUNNING = 'transfer_not_running'

/** By the names of the rules in migrations/0022-transfer.sql. */
export const TRANSFER_RULES: Readonly<Record<string, CaseRefusal>> = {
  [NOT_RUNNING]: {
    kind: 'not_running',
    text: '只有正在办理的办件能转办：草稿还没有提交，已经办结的不再转，请从工作台选择正在办理的办件',
  },
  transfer_money: {
    kind: 'money_reserved',
    text: '资金已经预留或在支付，办件不能换部门；请由原部门办完，或者先终止并释放预留资金',
  },
  transfer_publicity: {
    kind: 'open_publicity',
    text: '正在公示，公示写明了牵头部门，异议也向它提出；请等公示结束、异议处理完再转办',
  },
  transfer_unknown: { kind: 'wrong_department', text: '没有这个部门，请从列表中选择' },
  transfer_same: { kind: 'wrong_department', text: '这件本来就由这个部门牵头，请选择另一个部门' },
  department_closed: { kind: 'wrong_department', text: '这个部门已经撤销，请选择接替它的部门' },
  transfer_elsewhere: {
    kind: 'wrong_department',
    text: '只能转给本区县的部门或市级部门，镇街和平台公司不牵头，请从列表中选择',
  },
  transfer_empty: {
    kind: 'nobody_there',
    text: '这个部门现在没有能接手的在岗人员（经办岗或本环节的岗位），请先由安全管理员授予岗位，或选择另一个部门',
  },
}

const WRONG_PARTY: CaseRefusal = {
  kind: 'wrong_party',
  text: '「转办」由牵头部门的复核岗、审批岗或负责人办理，请转交他们',
}
const NO_REASON: CaseRefusal = {
  kind: 'no_reason',
  text: `「转办」要说明理由，企业看得到；请用不超过 ${LONGEST_REASON} 个字写明为什么由另一个部门办理`,
}

type Wanted = { readonly version: number; readonly department: string; readonly reason: string }

/** Empty where it can be done. */
export async function againstTransfer(
  tx: Transaction,
  person: number,
  loaded: LoadedCase,
  { version, department, reason }: Wanted,
): Promise<CaseRefusal[]> {
  const { row } = loaded
  const ties = await tiesOf(tx, { kind: 'person', person }, row)
  const { rows } = await tx.execute<{ stopped: string | null; refused: string | null }>(sql`
    SELECT transfer_stopped(held) AS stopped, transfer_refused(held, ${department}) AS refused
    FROM support_case AS held WHERE id = ${row.id}`)
  const text = reason.trim()
  return [
    ...(await staleness(tx, loaded, { version })),
    ...(answers(ties, row) ? [] : [WRONG_PARTY]),
    ...(ties.recused ? [REFUSALS.recused] : []),
    ...(text === '' || text.length > LONGEST_REASON ? [NO_REASON] : []),
    ...rows.flatMap(({ stopped, refused }) => [...ofRule(stopped), ...ofRule(refused)]),
  ]
}

export type PossibleTransfer = {
  /** Empty where it can be done. */
  readonly against: readonly CaseRefusal[]
  /** Who could lead it, by name. */
  readonly departments: readonly { readonly id: string; readonly name: string }[]
}

/** Undefined for whoever does not answer for what the department leads, and where there is nothing left to lead. */
export async function possibleTransfer(
  tx: Transaction,
  person: number,
  { row }: LoadedCase,
): Promise<PossibleTransfer | undefined> {
  const ties = await tiesOf(tx, { kind: 'person', person }, row)
  if (!answers(ties, row)) return undefined
  const stopped = await tx.execute<{ stopped: string | null }>(
    sql`SELECT transfer_stopped(held) AS stopped FROM support_case AS held WHERE id = ${row.id}`,
  )
  const rule = stopped.rows[0]?.stopped ?? null
  if (rule === NOT_RUNNING) return undefined
  const against = [...(ties.recused ? [REFUSALS.recused] : []), ...ofRule(rule)]
  if (against.length > 0) return { against, departments: [] }
  const { rows } = await tx.execute<{ id: string; name: string }>(sql`
    SELECT department.id, department.name FROM department JOIN support_case AS held ON held.id = ${row.id}
    WHERE transfer_refused(held, department.id) IS NULL ORDER BY department.name`)
  return { against, departments: rows }
}

function answers({ duties }: Ties, { leadDepartment }: CaseRow): boolean {
  return duties.some(({ role, department }) => ROLES.includes(role) && department === leadDepartment)
}

function ofRule(rule: string | null): CaseRefusal[] {
  const known = rule === null ? undefined : TRANSFER_RULES[rule]
  return known ? [known] : []
}
