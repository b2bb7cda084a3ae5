// The act that every case has and no path: handing it to another department, which leads it from then on (转办).

type Step = { readonly acts: readonly { readonly id: string; readonly name: string }[] }

/** Reserved: the database takes it in its own way (take_transfer in migrations/0022-transfer.sql). */
export const TRANSFER = 'transfer'
const TRANSFER_NAME = '转办'

/** What an act that was done in a step is called; its own id where the step has no such act. */
export function actName(step: Step, act: string): string {
  return act === TRANSFER ? TRANSFER_NAME : (step.acts.find(({ id }) => id === act)?.name ?? act)
}
