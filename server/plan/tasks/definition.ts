// The compiled library → the tasks that its documents set, which are tracked under their document's and their own name.
import { documentName, type Policy, type Program, type Task } from '#lang'

export type TaskDefinition = { readonly policy: Policy; readonly task: Task }

/** Where a document of the municipality as a whole is tracked. */
export const MUNICIPALITY = '重庆市'

export function definitionsOf(program: Program): TaskDefinition[] {
  return program.policies.flatMap((policy) => policy.tasks.map((task) => ({ policy, task })))
}

/** Undefined where the library no longer has it: its acts stay, its words are gone. */
export function definitionOf(program: Program, policyId: string, taskId: string): TaskDefinition | undefined {
  const policy = program.policies.find((each) => each.document.id === policyId)
  const task = policy?.tasks.find((each) => each.id === taskId)
  return policy && task && { policy, task }
}

export function districtOf({ document }: Policy): string {
  return document.level === '区县' ? document.jurisdiction : MUNICIPALITY
}

export const documentNameOf = (program: Program, policyId: string): string => {
  const policy = program.policies.find((each) => each.document.id === policyId)
  return policy ? documentName(policy.document) : policyId
}

/** "2027年" → its last day; null where the document gives no day. */
export function statedDue({ deadline }: Task): string | null {
  const year = /^(\d{4})年(?:底|末)?$/.exec(deadline ?? '')?.[1]
  if (year !== undefined) return `${year}-12-31`
  const month = /^(\d{4})年(\d{1,2})月(?:底|末)?$/.exec(deadline ?? '')
  if (!month) return null
  const last = new Date(Date.UTC(Number(month[1]), Number(month[2]), 0))
  return last.toISOString().slice(0, 10)
}

/** Every name of an owner in the text, the lead first. */
export function ownerNamesOf({ departments }: Task): string[] {
  return [...new Set([...departments.lead, ...departments.responsible])]
}
