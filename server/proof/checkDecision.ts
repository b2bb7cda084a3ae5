// A bundle's rules, facts and decision → whether the same comes out when it is computed again. Pure.

import { z } from 'zod'
import type { Program } from '#lang'
import { canonical, sha256 } from '../audit/canonical.ts'
import { hashOfFrozen } from '../decisions/decision.ts'
import { differences } from '../decisions/differences.ts'
import { type Judged, judge } from '../decisions/judge.ts'
import { isLawful, lawfulText } from '../decisions/lawfulAward.ts'
import { DecisionError } from '../decisions/problem.ts'
import { readProgram } from '../decisions/rules.ts'
import { hashOfStatement, standing } from '../subjects/standing.ts'
import type { BundleProblem, OpenBundle } from './bundle.ts'
import { clausesOf, statementsOf } from './parts.ts'

export function decisionProblems(bundle: OpenBundle): BundleProblem[] {
  const { rules, decision } = bundle
  const { frozen } = decision
  const problems: BundleProblem[] = []
  const report = (where: string, what: string): void => {
    problems.push({ where, what })
  }
  if (sha256(canonical(rules.program)) !== rules.hash) report('rules', '规则的内容与散列不符')
  if (rules.hash !== frozen.rules) report('rules.hash', '所附规则不是核定时的那一版')
  if (hashOfFrozen(frozen) !== decision.hash) report('decision.hash', '核定的内容与散列不符')
  if (frozen.subject !== bundle.subject.id) report('decision.frozen.subject', '核定的主体不是所附主体')
  try {
    const program = readProgram(rules.program)
    return [...problems, ...factProblems(bundle, program), ...resultProblems(bundle, program)]
  } catch (error) {
    if (!(error instanceof DecisionError)) throw error
    return [...problems, { where: 'rules', what: `算不出来：${error.message}` }]
  }
}

function resultProblems(bundle: OpenBundle, program: Program): BundleProblem[] {
  const { frozen } = bundle.decision
  const { policy, item, on, readings } = frozen
  const judged = judge(program, { policy, item, on, readings, input: frozen.facts.input })
  const { finding, package: pack, lawful }: Judged = judged
  const told = (of: string, was: unknown, is: unknown): BundleProblem[] =>
    differences(was, JSON.parse(canonical(is)), `decision.frozen.${of}`).map(({ path, was: a, is: b }) => ({
      where: path,
      what: `重新计算得 ${shown(b)}，所附为 ${shown(a)}`,
    }))
  const award = BigInt(frozen.award)
  return [
    ...told('outcome', frozen.outcome, finding.outcome),
    ...told('finding', frozen.finding, finding),
    ...told('package', frozen.package, pack),
    ...(isLawful(lawful, award)
      ? []
      : [
          {
            where: 'decision.frozen.award',
            what: `重新计算，可以核定的是${lawfulText(lawful)}，所附为 ${award} 分`,
          },
        ]),
    ...(lawful.kind !== 'settled' && frozen.basis === ''
      ? [
          {
            where: 'decision.frozen.basis',
            what: `文件允许${lawfulText(lawful)}，没有写明为什么核定这个金额`,
          },
        ]
      : []),
    ...clauseProblems('clauses', bundle.clauses, clausesOf(program, finding)),
  ]
}

function clauseProblems(of: string, was: unknown, is: unknown): BundleProblem[] {
  return differences(was, JSON.parse(canonical(is)), of).map(({ path }) => ({
    where: path,
    what: '条文与规则里的原文不符',
  }))
}

function shown(value: unknown): string {
  const text = value === undefined ? '无' : canonical(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

/** The facts follow from what was said, nothing was known too late, and the log holds every word. */
function factProblems(bundle: OpenBundle, program: Program): BundleProblem[] {
  const { frozen } = bundle.decision
  const said = statementsOf(bundle.decision).sort(
    (a, b) => a.recordedAt.localeCompare(b.recordedAt) || a.id - b.id,
  )
  const { facts, conflicts } = standing(said, frozen.facts.input.subject, program.vocabulary, frozen.on)
  const again = { input: { subject: bundle.subject.kind, facts }, conflicts }
  const { input, conflicts: before } = frozen.facts
  const drawn = differences(
    { input, conflicts: before },
    JSON.parse(canonical(again)),
    'decision.frozen.facts',
  )
  const logged = loggedFacts(bundle)
  return [
    ...drawn.map(({ path }) => ({ where: path, what: '与所附各方的说法不符' })),
    ...said.flatMap((each): BundleProblem[] => {
      const where = `decision.frozen.facts 第 ${each.id} 号事实（${each.name}）`
      const row = logged.get(each.id)
      if (!row) return [{ where, what: '留痕里没有这一项' }]
      const hash = hashOfStatement(each)
      return [
        ...(row.hash === hash ? [] : [{ where, what: '与留痕里的散列不符：内容被改动过' }]),
        ...(row.person === each.saidBy ? [] : [{ where, what: '留痕里是另一个人说的' }]),
        ...(row.source === each.source && row.note === each.note
          ? []
          : [{ where, what: '留痕里的来源不同' }]),
        ...(each.recordedAt <= frozen.knownAt ? [] : [{ where, what: '核定时还不知道' }]),
      ]
    }),
  ]
}

const saidSchema = z.looseObject({
  source: z.string(),
  note: z.string(),
  facts: z.array(z.looseObject({ id: z.int(), hash: z.string() })),
})

type Logged = { readonly hash: string; readonly person: number | null } & Record<'source' | 'note', string>

function loggedFacts({ log, subject }: OpenBundle): ReadonlyMap<number, Logged> {
  const rows = log.rows.filter((each) => each.act === 'say-facts' && each.object === `subject ${subject.id}`)
  return new Map(
    rows.flatMap(({ content, personId }) => {
      const read = saidSchema.safeParse(contentOf(content))
      if (!read.success) return []
      const { source, note, facts } = read.data
      return facts.map(({ id, hash }) => [id, { hash, person: personId, source, note }] as const)
    }),
  )
}

/** What a row of the log says, as JSON; undefined when it is none. */
export function contentOf(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return undefined
  }
}
