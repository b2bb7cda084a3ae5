// What evaluate, explain and package share: the facts, the date and the selection that the arguments name.
import { readFileSync } from 'node:fs'
import {
  evaluate,
  type Finding,
  type Options,
  type Policy,
  type Program,
  parseDate,
  readSubject,
  type Subject,
} from '#lang'
import { callerPath, itemsNamed, policiesNamed, usableLibrary } from './library.ts'
import { type Flags, single, UsageError } from './usage.ts'

export const QUESTION_FLAGS = ['facts', 'policy', 'item', 'at', 'rules'] as const

export type Answer = {
  readonly program: Program
  readonly subject: Subject
  readonly policies: readonly Policy[]
  readonly at: number
  readonly findings: readonly Finding[]
}

/** Evaluates what the flags ask. `today` is the date when --at is left out. */
export function answer(flags: Flags, today: string, trace: boolean): Answer {
  const { program } = usableLibrary(flags.values.get('rules') ?? [])
  const policies = policiesNamed(program, flags.values.get('policy'))
  const items = itemsNamed(policies, flags.values.get('item'))
  const date = single(flags, 'at') ?? today
  const at = parseDate(date)
  if (at === undefined) throw new UsageError(`--at 「${date}」不是日历上的日期，应写成 2025-06-01`)
  const path = single(flags, 'facts')
  if (path === undefined) throw new UsageError('缺少 --facts 文件（或 --facts - 从标准输入读取）')
  const { subject, problems } = readSubject(readJson(path), program.vocabulary)
  if (!subject) {
    throw new UsageError(
      problems.map((each) => (each.path === '' ? each.message : `${each.path}：${each.message}`)).join('；'),
    )
  }
  const options: Options = {
    at,
    policies: policies.map((each) => each.document.id),
    ...(items ? { items } : {}),
    trace,
  }
  return { program, subject, policies, at, findings: evaluate(program, subject, options) }
}

function readJson(path: string): unknown {
  let text: string
  try {
    text = readFileSync(path === '-' ? 0 : callerPath(path), 'utf8')
  } catch (error) {
    throw new UsageError(
      `读不到事实文件「${path}」：${error instanceof Error ? error.message : String(error)}`,
    )
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`事实文件不是合格的 JSON：${error instanceof Error ? error.message : String(error)}`)
  }
}
