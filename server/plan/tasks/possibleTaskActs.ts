// A task and a person → the acts that the person's duties allow here, each with the departments for which it can be done
// and what stands against it.
import { sql } from 'drizzle-orm'
import type { Transaction } from '../../db/transact.ts'
import type { TaskLine } from './listTasks.ts'
import { ruleOf, TASK_ACT_NAMES, type TaskAct, type TaskParty } from './steps.ts'

export type PossibleTaskAct = {
  readonly act: TaskAct
  readonly name: string
  /** Whether something must be said. */
  readonly says: boolean
  /** For which of my departments; empty: for the plan office. */
  readonly departments: readonly string[]
  readonly against: readonly string[]
}

type Mine = {
  readonly office: boolean
  readonly handling: readonly string[]
  readonly reviewing: readonly string[]
}
type Done = { readonly act: string; readonly personId: number | null }

const DOING = ['report', 'finish']
const CLOSING = ['review', 'return', 'strike']

export async function possibleTaskActs(
  tx: Transaction,
  line: TaskLine,
  acts: readonly Done[],
): Promise<PossibleTaskAct[]> {
  const { me, ...mine } = await dutiesFor(tx, line)
  const did = (wanted: readonly string[]): boolean =>
    acts.some(({ act, personId }) => personId === me && wanted.includes(act))
  const open = await openWork(tx, line.id)
  return TASK_ACT_NAMES.flatMap((act) => {
    const rule = ruleOf(act)
    if (!rule.from.includes(line.step) || (act === 'answer' && line.openQuestion === null)) return []
    const places = placesFor(rule.party, line, mine)
    if (!places) return []
    const against = [
      DOING.includes(act) && did(CLOSING) && '您复核或退回过这项任务，不能再反馈完成或办结，请由另一人办理',
      CLOSING.includes(act) &&
        did(DOING) &&
        '您反馈完成或办结过这项任务，不能复核、退回或销号，请由另一人办理',
      act === 'report' && open.nodes > 0 && `还有 ${open.nodes} 个节点没有完成，请先办完节点`,
      act === 'report' && open.evidence === 0 && '还没有佐证材料，请先上传',
      act === 'assign' && line.departments.length === 0 && '责任单位还没有对应到部门，请先补全责任单位',
      act === 'node_done' && open.nodes === 0 && '没有未完成的节点',
      act === 'replan' && open.nodes === 0 && '没有未完成的节点',
    ]
    return [
      {
        ...{ act, name: rule.name, says: rule.says, departments: places },
        against: against.filter((each) => each !== false),
      },
    ]
  })
}

async function dutiesFor(tx: Transaction, line: TaskLine): Promise<Mine & { readonly me: number | null }> {
  const { rows } = await tx.execute<{
    me: bigint | null
    office: boolean
    handling: string[]
    reviewing: string[]
  }>(sql`SELECT acting_person() AS me, plans_tasks_of(${line.district}) AS office,
    ARRAY(SELECT id FROM department WHERE has_duty_in(ARRAY['handler', 'reviewer'], ARRAY[id])) AS handling,
    ARRAY(SELECT id FROM department WHERE has_duty_in(ARRAY['reviewer'], ARRAY[id])) AS reviewing`)
  const [row] = rows
  return {
    ...{ me: row?.me === null || row === undefined ? null : Number(row.me), office: row?.office ?? false },
    ...{ handling: row?.handling ?? [], reviewing: row?.reviewing ?? [] },
  }
}

async function openWork(tx: Transaction, taskId: number): Promise<{ nodes: number; evidence: number }> {
  const { rows } = await tx.execute<{ nodes: bigint; evidence: bigint }>(sql`SELECT
    (SELECT count(*) FROM (SELECT DISTINCT ON (node) actual_on FROM plan_task_node WHERE task_id = ${taskId}
      ORDER BY node, act_number DESC) AS last WHERE actual_on IS NULL) AS nodes,
    (SELECT count(*) FROM plan_task_evidence WHERE task_id = ${taskId}) AS evidence`)
  return { nodes: Number(rows[0]?.nodes ?? 0), evidence: Number(rows[0]?.evidence ?? 0) }
}

/** Undefined: not mine to do. As `task_party` in 0013-tasks.sql has it. */
function placesFor(party: TaskParty, line: TaskLine, mine: Mine): readonly string[] | undefined {
  const some = (places: readonly string[]): readonly string[] | undefined =>
    places.length > 0 ? places : undefined
  const lead = (own: readonly string[]): string[] => own.filter((each) => each === line.lead)
  const office = mine.office ? [] : undefined
  switch (party) {
    case 'office':
      return office
    case 'lead':
      return some(lead(mine.handling))
    case 'owner':
      return some(mine.handling.filter((each) => line.departments.includes(each)))
    case 'checker':
      return office ?? some(lead(mine.reviewing))
    case 'planning':
      return office ?? some(lead(mine.handling))
    case 'clock':
      return undefined
  }
}
