// A decision and two days → both sides and everything that differs between them, in words for whoever checks.
import { amountText, type Finding, fenToYuan, outcomeText, type Program, yuanText } from '#lang'
import type { Transaction } from '../db/transact.ts'
import type { Difference } from './differences.ts'
import { type FactChange, factChanges } from './factWords.ts'
import { type LawChange, lawChanges } from './lawChanges.ts'
import type { Lawful } from './lawfulAward.ts'
import { type Replay, type Replayed, type ReplayOptions, replayDecision } from './replayDecision.ts'
import { type Adoption, adoptions, rulesAt } from './rules.ts'

type Side = {
  readonly knownAt: string
  readonly rules: string
  readonly outcome: string
  /** Of the rules for this subject. */
  readonly amount: string
  /** What was awarded, or what may be. */
  readonly award: string
  readonly reasons: readonly { readonly truth: string; readonly text: string }[]
}

export type ReplayWords = {
  readonly kind: Replay['kind']
  readonly was: Side
  readonly is: Side
  readonly facts: readonly FactChange[]
  readonly law: readonly LawChange[]
  readonly readings: readonly string[]
  /** One sentence for the amount, and whether the award would still be lawful. */
  readonly money: { readonly text: string; readonly lawful: boolean }
  /** When which version of the rules was in use, the newest first. */
  readonly adoptions: readonly Adoption[]
}

/** Throws DecisionError when there is no such decision, or no rules were in use on that day. */
export async function replayInWords(
  tx: Transaction,
  id: number,
  options: ReplayOptions,
): Promise<{ readonly replay: Replay; readonly words: ReplayWords }> {
  const replay = await replayDecision(tx, id, options)
  const { frozen } = replay.decision
  const own = await rulesAt(tx, { hash: frozen.rules })
  const { program } = replay.rules === own.hash ? own : await rulesAt(tx, { hash: replay.rules })
  const words = {
    kind: replay.kind,
    was: {
      ...{ knownAt: frozen.knownAt, rules: frozen.rules, ...sideOf(frozen.finding) },
      award: yuanText(fenToYuan(BigInt(frozen.award))),
    },
    is: { knownAt: replay.knownAt, rules: replay.rules, ...replayedSide(replay.replayed) },
    facts: factChanges(program.vocabulary, replay.facts),
    law: replay.law.length === 0 ? [] : lawChanges(own.program, program, frozen),
    readings: replay.readings.map((each) => readingText(own.program, each)),
    money: moneyOf(replay),
    adoptions: await adoptions(tx),
  }
  return { replay, words }
}

function sideOf({ outcome, amount, reasons }: Finding): Pick<Side, 'outcome' | 'amount' | 'reasons'> {
  return {
    ...{ outcome: outcomeText(outcome), amount: amountText(amount) },
    reasons: reasons.map(({ truth, text }) => ({ truth, text })),
  }
}

function replayedSide(replayed: Replayed): Omit<Side, 'knownAt' | 'rules'> {
  if (replayed.kind === 'refused')
    return { outcome: '算不出来', amount: '', award: '', reasons: [{ truth: 'unknown', text: replayed.why }] }
  return { ...sideOf(replayed.finding), award: lawfulWords(replayed.lawful) }
}

/** `policy.reading`: what it was followed as, and what this law says. */
function readingText({ policies }: Program, { path, was, is }: Difference): string {
  const [policy, ...rest] = path.split('.')
  const reading = policies
    .find((each) => each.document.id === policy)
    ?.readings.find((each) => each.id === rest.join('.'))
  const label = reading?.alternatives.find(({ key }) => key === was)?.label ?? String(was)
  const now = is === undefined ? '这一版规则里已没有这个口径' : `这一版规则已明确为 ${String(is)}`
  return `口径「${reading?.title ?? path}」：核定时按“${label}”，${now}`
}

function moneyOf({ award, decision, replayed }: Replay): ReplayWords['money'] {
  const was = yuanText(fenToYuan(BigInt(decision.frozen.award)))
  if (replayed.kind === 'refused') return { lawful: false, text: `核定 ${was}；按这一天的规则算不出金额` }
  if (!award) return { lawful: true, text: `核定 ${was}，重新计算后仍合乎文件` }
  return { lawful: false, text: `核定 ${was}；重新计算，可以核定的是 ${lawfulWords(award.lawful)}` }
}

/** As officials write amounts: 48万元. */
function lawfulWords(lawful: Lawful): string {
  switch (lawful.kind) {
    case 'settled':
      return yuanText(lawful.yuan)
    case 'oneOf':
      return lawful.yuan.map(yuanText).join('或')
    case 'between':
      return lawful.most === null
        ? `不少于${yuanText(lawful.least)}`
        : `${yuanText(lawful.least)}至${yuanText(lawful.most)}`
  }
}
