// A case that is to be decided → the decision with everything it rests on, frozen.

import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Finding, type Program, yuanToFen } from '#lang'
import { canonical } from '../audit/canonical.ts'
import { record } from '../audit/record.ts'
import { decision, ruleVersion } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { factsAsKnown } from '../subjects/factsAsKnown.ts'
import { latestKnowledge } from '../subjects/latestKnowledge.ts'
import { lockSubject } from '../subjects/statement.ts'
import {
  type Decision,
  type Evidence,
  evidenceSchema,
  type Frozen,
  frozenFactsSchema,
  hashOfFrozen,
  loadDecision,
  standingDecision,
} from './decision.ts'
import type { Followed } from './followReadings.ts'
import { type Judged, judge } from './judge.ts'
import { isLawful, lawfulText } from './lawfulAward.ts'
import { DecisionError } from './problem.ts'
import { hashOfRules } from './rules.ts'

export type Freezing = {
  readonly case: number
  readonly subject: number
  readonly policy: string
  readonly item: string
  /** The day for which the law is asked (ISO). */
  readonly on: string
  readonly readings: readonly Followed[]
  /** 分. May be left out where the law leaves one amount; otherwise `basis` says why this one. */
  readonly award?: bigint
  readonly basis?: string
  readonly evidence: readonly Evidence[]
}

/**
 * Freezes for the acting person at the moment of the transaction. `program` must be stored (`storeRules`). Throws
 * DecisionError when the result is still open, when an open reading decides it and none is followed, or when the award
 * is not lawful.
 */
export async function freezeDecision(
  tx: Transaction,
  program: Program,
  freezing: Freezing,
): Promise<Decision> {
  const { subject, policy, item, on, readings } = freezing
  await lockSubject(tx, subject)
  const rules = await requireStored(tx, program)
  await requireUndecided(tx, freezing.case)
  const knownAt = await latestKnowledge(tx, subject)
  const { input, statements, conflicts } = await factsAsKnown(tx, subject, program.vocabulary, {
    knownAt,
    on,
  })
  const judged = judge(program, { policy, item, on, input, readings })
  requireSettled(judged.finding)
  const outcome = settledOutcome(judged.finding)
  const frozen: Frozen = {
    ...{ case: freezing.case, subject, policy, item, on, knownAt: knownAt.toISOString(), rules, outcome },
    ...{ award: String(requireAward(freezing, judged.lawful)), basis: freezing.basis?.trim() ?? '' },
    facts: frozenFactsSchema.parse(jsonOf({ input, statements, conflicts })),
    ...{ readings: [...readings], finding: jsonOf(judged.finding), package: jsonOf(judged.package) },
    evidence: checkedEvidence(freezing.evidence),
  }
  return save(tx, frozen)
}

async function requireStored(tx: Transaction, program: Program): Promise<string> {
  const hash = hashOfRules(program)
  if ((await tx.$count(ruleVersion, sql`${ruleVersion.hash} = ${hash}`)) === 1) return hash
  throw new DecisionError('rules', '这一版规则还没有保存，不能据此核定；请先由系统保存规则版本')
}

async function requireUndecided(tx: Transaction, caseId: number): Promise<void> {
  const standing = await standingDecision(tx, caseId)
  if (standing)
    throw new DecisionError(
      'decided',
      `办件 ${caseId} 已经核定（编号 ${standing.id}），异议成立后才能重新核定`,
    )
}

/** Throws DecisionError `reading` or `open`, in words. */
export function requireSettled({ outcome, readings, needs, amount }: Finding): void {
  const open = readings.filter((each) => each.status === 'open' && each.decisive)
  if (open.length > 0) {
    const titles = open.map((each) => `「${each.title}」（${each.id}，请示${each.askTo}）`)
    throw new DecisionError(
      'reading',
      `结果取决于尚未明确的口径：${titles.join('、')}；请写明按哪一种读法、由谁决定`,
    )
  }
  if (outcome !== 'undetermined' && amount.kind !== 'range') return
  const missing = needs.map((each) => `${each.fact}（${each.authority.name}）`)
  if (outcome !== 'undetermined' && missing.length === 0) return
  throw new DecisionError('open', `结果还没有定，还需：${missing.join('、') || '有权机关明确'}`)
}

function settledOutcome({ outcome }: Finding): Frozen['outcome'] {
  if (outcome === 'undetermined') throw new DecisionError('open', '结果还没有定')
  return outcome
}

/** The amount in 分. Throws DecisionError `award` where it is not lawful, not said, or said without a basis. */
export function requireAward(
  { award, basis = '' }: Pick<Freezing, 'award' | 'basis'>,
  lawful: Judged['lawful'],
): bigint {
  if (award === undefined) {
    if (lawful.kind === 'settled') return yuanToFen(lawful.yuan)
    throw new DecisionError(
      'award',
      `依据文件，金额为${lawfulText(lawful)}，要由有权机关确定：请写明金额和理由`,
    )
  }
  if (!isLawful(lawful, award))
    throw new DecisionError('award', `金额不合文件：可以核定的是${lawfulText(lawful)}，得到的是 ${award} 分`)
  if (lawful.kind !== 'settled' && basis.trim() === '')
    throw new DecisionError('award', `文件允许${lawfulText(lawful)}，请写明为什么核定这个金额`)
  return award
}

function checkedEvidence(evidence: readonly Evidence[]): Evidence[] {
  const read = z.array(evidenceSchema).safeParse(evidence)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new DecisionError(
    'evidence',
    `佐证材料${issue ? `第${Number(issue.path[0]) + 1}份：${issue.message}` : '有误'}`,
  )
}

/** As it will be read back from storage: what is undefined is gone. */
function jsonOf<T>(value: T): T {
  return JSON.parse(canonical(value))
}

async function save(tx: Transaction, frozen: Frozen): Promise<Decision> {
  const hash = hashOfFrozen(frozen)
  const [row] = await tx
    .insert(decision)
    .values({
      ...{ caseId: frozen.case, subjectId: frozen.subject, policy: frozen.policy, item: frozen.item },
      ...{ evaluatedOn: frozen.on, knownAt: new Date(frozen.knownAt), ruleHash: frozen.rules },
      ...{ outcome: frozen.outcome, awardFen: BigInt(frozen.award), awardBasis: frozen.basis },
      ...{ facts: canonical(frozen.facts), readings: canonical(frozen.readings) },
      ...{ finding: canonical(frozen.finding), evidence: canonical(frozen.evidence), hash },
      ...(frozen.package === null ? {} : { package: canonical(frozen.package) }),
      factIds: frozen.facts.statements.map((each) => each.id),
      decidedBy: sql`acting_person()`,
    })
    .returning({ id: decision.id })
  if (!row) throw new DecisionError('not_found', '核定没有写入')
  const { case: caseId, rules, outcome, award } = frozen
  const made = await loadDecision(tx, row.id)
  const content = { case: caseId, hash, rules, outcome, award }
  await record(tx, { act: 'freeze-decision', object: `decision ${row.id}`, content })
  return made
}
