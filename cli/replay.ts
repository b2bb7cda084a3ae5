// duixian replay DECISION: a decision with the facts as known on one day, under the law of another.

import { parseDate } from '#lang'
import { JOB, transact } from '#server/db/transact.ts'
import type { Difference } from '#server/decisions/differences.ts'
import { lawfulText } from '#server/decisions/lawfulAward.ts'
import { DecisionError } from '#server/decisions/problem.ts'
import { type Replay, type ReplayOptions, replayDecision } from '#server/decisions/replayDecision.ts'
import { rulesNamed } from '#server/decisions/rules.ts'
import { withDatabase } from './openDatabase.ts'
import { type Flags, readFlags, single, UsageError } from './usage.ts'

export async function replayCommand(args: readonly string[]): Promise<number> {
  const flags = readFlags(args, ['known-at', 'law-at', 'database'], ['json'])
  const [number, extra] = flags.rest
  if (number === undefined || !/^\d{1,15}$/.test(number))
    throw new UsageError('缺少核定的编号，例如 duixian replay 12 --known-at 2026-03-01')
  if (extra !== undefined) throw new UsageError(`多余的参数「${extra}」`)
  const replay = await withDatabase(flags, (database) =>
    transact(database, { actor: JOB, now: new Date() }, async (tx) => {
      try {
        const law = await lawOf(flags, (name) => rulesNamed(tx, name))
        return await replayDecision(tx, Number(number), { ...knownAt(flags), ...law })
      } catch (error) {
        if (error instanceof DecisionError) throw new UsageError(error.message)
        throw error
      }
    }),
  )
  if (flags.switches.has('json')) console.log(JSON.stringify(replay, null, 2))
  else console.log(wordsOf(replay))
  return replay.kind === 'same' ? 0 : 1
}

function knownAt(flags: Flags): Pick<ReplayOptions, 'knownAt'> {
  const text = single(flags, 'known-at')
  return text === undefined ? {} : { knownAt: momentOf(text, 'known-at') }
}

async function lawOf(
  flags: Flags,
  named: (hash: string) => Promise<{ readonly hash: string }>,
): Promise<Pick<ReplayOptions, 'rulesAt'>> {
  const text = single(flags, 'law-at')
  if (text === undefined) return {}
  if (/^[0-9a-f]{8,64}$/i.test(text)) return { rulesAt: { hash: (await named(text.toLowerCase())).hash } }
  return { rulesAt: { at: momentOf(text, 'law-at') } }
}

/** A day means its end, in China. */
function momentOf(text: string, flag: string): Date {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && parseDate(text) !== undefined
  const moment = new Date(isDay ? `${text}T23:59:59.999+08:00` : text)
  if (!isDay && !/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(text))
    throw new UsageError(`--${flag} 「${text}」应写成 2026-03-01 或 2026-03-01T10:00:00+08:00`)
  if (Number.isNaN(moment.getTime())) throw new UsageError(`--${flag} 「${text}」不是日历上的时间`)
  return moment
}

function wordsOf(replay: Replay): string {
  const { decision, knownAt, rules } = replay
  const head = `核定 ${decision.id}：按 ${knownAt} 已知的事实、规则版本 ${rules.slice(0, 12)} 重新计算`
  if (replay.kind === 'same') return `${head}，与核定时完全相同`
  return [
    `${head}，与核定时不同`,
    ...section('事实', replay.facts),
    ...section('规则', replay.law),
    ...section('口径', replay.readings),
    ...section(
      '结果',
      replay.result.filter((each) => !each.path.startsWith('finding.trace')),
    ),
    ...(replay.award
      ? [`  金额：原核定 ${replay.award.was} 分，现在可以核定的是${lawfulText(replay.award.lawful)}`]
      : []),
  ].join('\n')
}

const MOST_LINES = 40

function section(title: string, all: readonly Difference[]): string[] {
  if (all.length === 0) return []
  const lines = all
    .slice(0, MOST_LINES)
    .map(({ path, was, is }) => `    ${path || '全部'}：原为 ${shown(was)}，现为 ${shown(is)}`)
  const rest = all.length > MOST_LINES ? [`    另有 ${all.length - MOST_LINES} 处，可用 --json 查看`] : []
  return [`  ${title}`, ...lines, ...rest]
}

function shown(value: unknown): string {
  const text = value === undefined ? '无' : typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
