// A path → everything that is wrong with it, each with the shortest way that leads there. All situations that any people
// and any circumstances can bring about are explored.
import {
  type Effect,
  HANDS,
  type Need,
  PARTIES,
  PAYING_HANDS,
  type Party,
  type Path,
  type PathAct,
  stepOf,
} from './path.ts'
import { type Circumstances, type Situation, startOf } from './situation.ts'
import { CASE_STATES, NEGATIVE } from './states.ts'
import { take } from './take.ts'

export type PathFault = {
  readonly kind:
    | 'unknown_step'
    | 'paid_without_publicity'
    | 'paid_with_objection'
    | 'paid_without_budget'
    | 'paid_without_basis'
    | 'paid_without_veto_check'
    | 'paid_by_few'
    | 'paid_with_appeal'
    | 'unanswered_appeal'
    | 'own_judge'
    | 'not_the_bank'
    | 'kept_money'
    | 'dead_end'
    | 'never_reached'
    | 'never_possible'
    | 'no_reason_asked'
  readonly what: string
  /** The acts that lead there, by name. */
  readonly way: readonly string[]
}

/** The fewest people a payment must pass through. */
const FEWEST = 4
const ENOUGH = Number.POSITIVE_INFINITY

type Reached = { readonly situation: Situation; readonly way: readonly string[] }

type Explored = {
  readonly reached: ReadonlyMap<string, Reached>
  /** Situation → those from which one act leads to it. */
  readonly before: ReadonlyMap<string, readonly string[]>
  readonly sent: readonly Reached[]
  readonly possible: ReadonlySet<string>
}

export function checkPath(path: Path): PathFault[] {
  const missing = missingSteps(path)
  if (missing.length > 0) return missing
  const all = explore(path, ENOUGH)
  const few = explore(path, FEWEST - 1)
  return [
    ...all.sent.flatMap((each) => faultsOfSending(each)),
    ...few.sent.slice(0, 1).map(({ way }) => ({
      ...{ kind: 'paid_by_few' as const, way },
      what: `${FEWEST - 1}个人就能把钱付出去，至少要经过${FEWEST}个人的手`,
    })),
    ...saidByOthers(path),
    ...judgesOfOwn(path),
    ...deadEnds(path, all),
    ...unused(path, all),
    ...withoutReason(path),
  ]
}

function missingSteps(path: Path): PathFault[] {
  const known = new Set(path.steps.map((each) => each.id))
  const named = [path.start, ...path.steps.flatMap((each) => each.acts.map((act) => act.to))]
  return [...new Set(named.filter((each) => !known.has(each)))].map((each) => ({
    ...{ kind: 'unknown_step' as const, what: `没有环节「${each}」`, way: [] },
  }))
}

const NEVER: Circumstances = {
  ...{ publicityOver: false, budgetSuffices: false, vetoFound: false },
  ...{ opinionsComplete: false, upperLevelPaid: false, placeLeft: false },
}

/** What the moment decides for an act; nothing else can make a difference to it. */
const DECIDES: Partial<Record<Need | Effect, keyof Circumstances>> = {
  publicity_over: 'publicityOver',
  opinions_complete: 'opinionsComplete',
  upper_level_paid: 'upperLevelPaid',
  place_left: 'placeLeft',
  reserve: 'budgetSuffices',
  check_veto: 'vetoFound',
}

function circumstancesOf(act: PathAct): Circumstances[] {
  let all = [NEVER]
  for (const each of [...act.needs, ...act.does]) {
    const flag = DECIDES[each]
    if (flag !== undefined) all = all.flatMap((one) => [one, { ...one, [flag]: true }])
  }
  return all
}

const keyOf = (situation: Situation): string => JSON.stringify(situation)

/**
 * Every situation that people can bring about of whom each has every duty: `people` of them, or as many as it takes.
 * People are alike, so only how many stand behind each hand is told apart; where there are always more, one will do.
 */
function explore(path: Path, people: number): Explored {
  const start: Reached = { situation: startOf(path), way: [] }
  const reached = new Map([[keyOf(start.situation), start]])
  const before = new Map<string, string[]>()
  const sent: Reached[] = []
  const possible = new Set<string>()
  // The map grows while it is walked: breadth first, so the first way to a situation is a shortest one.
  for (const [key, { situation, way }] of reached) {
    const step = stepOf(path, situation.step)
    for (const act of step.acts) {
      for (const person of personsFor(act, situation, people)) {
        for (const each of circumstancesOf(act)) {
          const taken = take(path, situation, act.id, { party: act.by, person }, each, true)
          if (taken.kind === 'refused') continue
          possible.add(`${step.id} ${act.id}`)
          const next = { situation: alike(taken.situation, people), way: [...way, act.name] }
          const nextKey = keyOf(next.situation)
          before.set(nextKey, [...(before.get(nextKey) ?? []), key])
          if (reached.has(nextKey)) continue
          reached.set(nextKey, next)
          if (act.does.includes('send_order')) sent.push(next)
        }
      }
    }
  }
  return { reached, before, sent, possible }
}

function personsFor(act: PathAct, { hands }: Situation, people: number): number[] {
  if (act.hand === undefined) return [1]
  const known = HANDS.flatMap((each) => hands[each])
  const fresh = known.length + 1
  return fresh <= people ? [...known, fresh] : known
}

/** The same situation with its people numbered by hand. */
function alike(situation: Situation, people: number): Situation {
  let number = 0
  const renumbered = HANDS.map((hand) => {
    const all = situation.hands[hand]
    const told = people === ENOUGH ? all.slice(0, 1) : all
    return [hand, told.map(() => ++number)] as const
  })
  return { ...situation, hands: { ...situation.hands, ...Object.fromEntries(renumbered) } }
}

function faultsOfSending({ situation, way }: Reached): PathFault[] {
  const faults: PathFault[] = []
  const fault = (kind: PathFault['kind'], what: string): void => {
    faults.push({ kind, what, way })
  }
  if (situation.publicity !== 'closed') fault('paid_without_publicity', '公示没有结束就能拨付')
  if (situation.objection === 'open') fault('paid_with_objection', '异议没有处理就能拨付')
  if (!situation.reserved) fault('paid_without_budget', '没有预留资金就能拨付')
  if (!situation.frozen) fault('paid_without_basis', '没有固定核定依据就能拨付')
  if (situation.veto !== 'clear') fault('paid_without_veto_check', '拨付前没有复查一票否决情形')
  if (situation.appeal === 'open') fault('paid_with_appeal', '申诉没有答复就能拨付')
  const people = new Set(PAYING_HANDS.flatMap((each) => situation.hands[each]))
  if (people.size < FEWEST) fault('paid_by_few', `只经过${people.size}个人的手就能拨付`)
  return faults
}

const BANK_SAYS: ReadonlySet<Effect> = new Set(['order_paid', 'order_returned', 'order_unknown'])

/** Whoever else could say that money came back could have it paid a second time. */
function saidByOthers(path: Path): PathFault[] {
  return path.steps.flatMap((step) =>
    step.acts
      .filter((act) => act.by !== 'bank' && act.does.some((each) => BANK_SAYS.has(each)))
      .map((act) => ({
        ...{ kind: 'not_the_bank' as const, way: [] },
        what: `「${step.name}」里的「${act.name}」替银行说支付结果，只有银行的回执才算`,
      })),
  )
}

const ANSWERS: ReadonlySet<Effect> = new Set(['close_appeal', 'uphold_appeal'])

/** An officer who answers an appeal must be none of those whose work is appealed against: a hand of its own says so. */
function judgesOfOwn(path: Path): PathFault[] {
  return path.steps.flatMap((step) =>
    step.acts
      .filter((act) => OFFICERS.has(act.by) && act.hand !== 'appeal')
      .filter((act) => act.does.some((each) => ANSWERS.has(each)))
      .map((act) => ({
        ...{ kind: 'own_judge' as const, way: [] },
        what: `「${step.name}」里的「${act.name}」可以由办过这件的人来办，答复申诉要另有其人（经手：申诉）`,
      })),
  )
}

/** Steps with nothing to do are ends. From everywhere an end must be in reach, and no end may keep money. */
function deadEnds(path: Path, { reached, before }: Explored): PathFault[] {
  const ends = [...reached].filter(([, { situation }]) => stepOf(path, situation.step).acts.length === 0)
  const faults: PathFault[] = []
  for (const [, { situation, way }] of ends) {
    if (situation.appeal === 'open') {
      const what = `办结于「${stepOf(path, situation.step).name}」时申诉还没有答复`
      faults.push({ kind: 'unanswered_appeal', what, way })
    }
    if (situation.reserved && situation.order !== 'paid') {
      const what = `办结于「${stepOf(path, situation.step).name}」时仍占用预留资金`
      faults.push({ kind: 'kept_money', what, way })
    }
  }
  const fine = new Set<string>()
  const settled = ([, { situation }]: [string, Reached]): boolean => situation.order === 'paid'
  const todo = [...ends, ...[...reached].filter(settled)].map(([key]) => key)
  for (let key = todo.pop(); key !== undefined; key = todo.pop()) {
    if (fine.has(key)) continue
    fine.add(key)
    todo.push(...(before.get(key) ?? []))
  }
  for (const [key, { situation, way }] of reached) {
    if (fine.has(key)) continue
    const what = `从「${stepOf(path, situation.step).name}」再也走不到办结`
    faults.push({ kind: 'dead_end', what, way })
    break
  }
  return faults
}

function unused(path: Path, { reached, possible }: Explored): PathFault[] {
  const steps = new Set([...reached.values()].map(({ situation }) => situation.step))
  return path.steps.flatMap((step): PathFault[] => {
    if (!steps.has(step.id)) return [{ kind: 'never_reached', what: `环节「${step.name}」到不了`, way: [] }]
    return step.acts
      .filter((act) => !possible.has(`${step.id} ${act.id}`))
      .map((act) => ({
        ...{ kind: 'never_possible' as const, way: [] },
        what: `环节「${step.name}」里的「${act.name}」永远做不了`,
      }))
  })
}

const OFFICERS: ReadonlySet<Party> = new Set(
  PARTIES.filter((each) => !['applicant', 'clock', 'bank'].includes(each)),
)

function withoutReason(path: Path): PathFault[] {
  return path.steps.flatMap((step) =>
    step.acts
      .filter((act) => OFFICERS.has(act.by) && !act.reason && NEGATIVE.has(stepOf(path, act.to).state))
      .filter((act) => stepOf(path, act.to).state !== step.state)
      .map((act) => ({
        ...{ kind: 'no_reason_asked' as const, way: [] },
        what: `「${act.name}」使办件成为${CASE_STATES[stepOf(path, act.to).state]}，却不要求说明理由`,
      })),
  )
}
