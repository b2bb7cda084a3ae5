// Rules, facts, an item, a day and the readings followed → the finding, the package and what may lawfully be awarded.
// Pure: freezing, replaying and a stranger's verification all go through here.
import {
  bestPackage,
  evaluate,
  type Finding,
  type Package,
  type Program,
  parseDate,
  readSubject,
  type Subject,
} from '#lang'
import type { SubjectInput } from '../subjects/factsAsKnown.ts'
import { type Followed, followReadings } from './followReadings.ts'
import { type Lawful, lawfulAward } from './lawfulAward.ts'
import { DecisionError } from './problem.ts'

export type Question = {
  readonly policy: string
  readonly item: string
  /** The day for which the law is asked (ISO). */
  readonly on: string
  readonly input: SubjectInput
  readonly readings: readonly Followed[]
}

export type Judged = {
  readonly finding: Finding
  /** Only where other items or what was received before touch this one. */
  readonly package: Package | null
  readonly lawful: Lawful
}

/** Throws DecisionError when the question cannot be asked: no such item, facts that cannot be read, a wrong reading. */
export function judge(program: Program, question: Question): Judged {
  const { finding, lawful, followed, subject, at } = asked(program, question)
  return { finding, lawful, package: packageOf(followed, subject, finding, at) }
}

/** The same without the package, which costs a look at every other item; for whoever only tries. */
export function tryOut(program: Program, question: Question): Omit<Judged, 'package'> {
  const { finding, lawful } = asked(program, question)
  return { finding, lawful }
}

function asked(program: Program, question: Question) {
  const { policy, item, on, input } = question
  const at = parseDate(on)
  if (at === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(on))
    throw new DecisionError('date', `评估日「${on}」不是日历上的日期，应写成 2025-06-01`)
  const found = program.policies.find((each) => each.document.id === policy)
  if (!found?.items.some((each) => each.id === item))
    throw new DecisionError('item', `规则里没有文件 ${policy} 的事项 ${item}`)
  const followed = followReadings(program, question.readings)
  const subject = subjectOf(program, input)
  const [finding] = evaluate(followed, subject, { at, policies: [policy], items: [item], trace: true })
  if (!finding) throw new DecisionError('item', `规则里没有文件 ${policy} 的事项 ${item}`)
  return { finding, lawful: lawfulAward(followed, subject, finding, at), followed, subject, at }
}

function subjectOf({ vocabulary }: Program, input: SubjectInput): Subject {
  const { subject, problems } = readSubject(input, vocabulary)
  if (subject) return subject
  const words = problems.map(({ path, message }) => (path === '' ? message : `${path}：${message}`))
  throw new DecisionError('facts', `事实不能按这一版规则的字典读出：${words.join('；')}`)
}

/** The whole package, where it says anything of this item beyond that it is paid in full. */
function packageOf(program: Program, subject: Subject, finding: Finding, at: number): Package | null {
  const whole = bestPackage(program, subject, evaluate(program, subject, { at }), { at })
  const isOwn = (each: { readonly policy: string; readonly item: string }): boolean =>
    each.policy === finding.policy && each.item === finding.item
  const touched = whole.variants.some(
    (variant) =>
      [variant.certain, variant.possible].some(({ shares }) =>
        shares.some((each) => isOwn(each) && (each.kind !== 'paid' || each.steps.length > 0)),
      ) ||
      variant.silent.some((each) => each.items.some(isOwn)) ||
      variant.beside.some((each) => isOwn(each) && (each.steps.length > 0 || each.competes.length > 0)),
  )
  return touched || whole.received?.some((each) => each.matches.some(isOwn)) ? whole : null
}
