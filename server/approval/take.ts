// A path, a situation and an act → the next situation, or everything that stands against it. Pure: the server and the
// model checker take the same steps.
import { type Effect, HANDS, type Need, type Party, type Path, type PathAct, stepOf } from './path.ts'
import type { Circumstances, Situation } from './situation.ts'

export type Actor = { readonly party: Party; readonly person: number }

type Refusal =
  | { readonly kind: 'not_here'; readonly act: string; readonly step: string }
  | { readonly kind: 'wrong_party'; readonly expected: Party }
  | { readonly kind: 'same_person' }
  | { readonly kind: 'need'; readonly need: Need }
  | { readonly kind: 'no_budget' }
  | { readonly kind: 'no_reason' }
  | { readonly kind: 'out_of_order'; readonly effect: Effect }

export type Taken =
  | { readonly kind: 'taken'; readonly situation: Situation; readonly act: PathAct }
  | { readonly kind: 'refused'; readonly why: readonly Refusal[] }

/** Whether the act is possible, and what follows. `reason`: whether the actor gave one. */
export function take(
  path: Path,
  situation: Situation,
  id: string,
  actor: Actor,
  circumstances: Circumstances,
  reason: boolean,
): Taken {
  const act = stepOf(path, situation.step).acts.find((each) => each.id === id)
  if (!act) return { kind: 'refused', why: [{ kind: 'not_here', act: id, step: situation.step }] }
  const why: Refusal[] = []
  if (act.by !== actor.party) why.push({ kind: 'wrong_party', expected: act.by })
  if (act.hand !== undefined && usedOtherHand(situation, act.hand, actor.person))
    why.push({ kind: 'same_person' })
  if (act.reason && !reason) why.push({ kind: 'no_reason' })
  for (const need of act.needs) if (!isMet(need, situation, circumstances)) why.push({ kind: 'need', need })
  if (why.length > 0) return { kind: 'refused', why }
  return carryOut(act, situation, actor, circumstances)
}

/** Nobody is two of the hands of one case, however often it comes back to them (经办、复核、审批、支付分离). */
function usedOtherHand({ hands }: Situation, hand: PathAct['hand'], person: number): boolean {
  return HANDS.some((each) => each !== hand && hands[each].includes(person))
}

function isMet(need: Need, situation: Situation, circumstances: Circumstances): boolean {
  switch (need) {
    case 'correction_unused':
      return !situation.correctionUsed
    case 'publicity_over':
      return situation.publicity === 'open' && circumstances.publicityOver
    case 'publicity_closed':
      return situation.publicity === 'closed'
    case 'no_open_objection':
      return situation.objection === 'none'
    case 'opinions_complete':
      return circumstances.opinionsComplete
    case 'frozen':
      return situation.frozen
    case 'reserved':
      return situation.reserved
    case 'veto_clear':
      return situation.veto === 'clear'
    case 'upper_level_paid':
      return circumstances.upperLevelPaid
    case 'place_left':
      return circumstances.placeLeft
  }
}

function carryOut(act: PathAct, before: Situation, { person }: Actor, circumstances: Circumstances): Taken {
  const { hand } = act
  let situation: Situation = { ...before, step: act.to }
  if (hand !== undefined && !before.hands[hand].includes(person)) {
    const own = [...before.hands[hand], person].sort((a, b) => a - b)
    situation = { ...situation, hands: { ...before.hands, [hand]: own } }
  }
  for (const effect of act.does) {
    const next = after(effect, situation, circumstances)
    if ('kind' in next) return { kind: 'refused', why: [next] }
    situation = next
  }
  return { kind: 'taken', situation, act }
}

/** The refusal no longer stands, nor anything on which it rested: all of it is done again. Money was never in it. */
function anew(now: Situation): Situation | Refusal {
  if (now.reserved || now.order !== 'none') return { kind: 'out_of_order', effect: 'uphold_appeal' }
  return {
    ...now,
    ...{ appeal: 'none', publicity: 'none', objection: 'none', frozen: false, veto: 'unchecked' },
  }
}

function after(effect: Effect, now: Situation, circumstances: Circumstances): Situation | Refusal {
  const outOfOrder: Refusal = { kind: 'out_of_order', effect }
  switch (effect) {
    case 'use_correction':
      return { ...now, correctionUsed: true }
    case 'open_publicity':
      return { ...now, publicity: 'open', objection: 'none' }
    case 'open_objection':
      return now.publicity === 'open' ? { ...now, objection: 'open' } : outOfOrder
    case 'settle_objection':
      return { ...now, objection: 'none' }
    case 'uphold_objection':
      // What was published no longer stands.
      return { ...now, objection: 'none', publicity: 'none', frozen: false }
    case 'open_appeal':
      return now.appeal === 'none' ? { ...now, appeal: 'open' } : outOfOrder
    case 'close_appeal':
      return now.appeal === 'open' ? { ...now, appeal: 'none' } : outOfOrder
    case 'uphold_appeal':
      return now.appeal === 'open' ? anew(now) : outOfOrder
    case 'close_publicity':
      return now.publicity === 'open' ? { ...now, publicity: 'closed' } : outOfOrder
    case 'freeze':
      return { ...now, frozen: true }
    case 'reserve':
      if (now.reserved) return outOfOrder
      return circumstances.budgetSuffices ? { ...now, reserved: true } : { kind: 'no_budget' }
    case 'release':
      return now.order === 'none' || now.order === 'returned' || now.order === 'made'
        ? { ...now, reserved: false, order: 'none' }
        : outOfOrder
    case 'check_veto':
      return { ...now, veto: circumstances.vetoFound ? 'found' : 'clear' }
    case 'make_order':
      return now.order === 'none' || now.order === 'returned' ? { ...now, order: 'made' } : outOfOrder
    case 'cancel_order':
      return now.order === 'made' ? { ...now, order: 'none', veto: 'unchecked' } : outOfOrder
    case 'send_order':
      return now.order === 'made' ? { ...now, order: 'sent' } : outOfOrder
    case 'order_paid':
    case 'order_returned':
    case 'order_unknown': {
      // A bank may send back what it had already reported as arrived; nothing else follows an arrival.
      const sentBack = now.order === 'paid' && effect === 'order_returned'
      if (now.order !== 'sent' && now.order !== 'unknown' && !sentBack) return outOfOrder
      if (effect === 'order_unknown') return { ...now, order: 'unknown' }
      if (effect === 'order_paid') return { ...now, order: 'paid' }
      // What was known before the first attempt may have changed.
      return { ...now, order: 'returned', veto: 'unchecked' }
    }
  }
}
