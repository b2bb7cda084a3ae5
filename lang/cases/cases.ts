// Worked cases: cases.md → rows of facts and expected results, and the rows that do not come out.
// A group is a heading with base facts (a fence 事实 of JSON) and a date (评估日：…); a table row overrides some of them.

import { amountText, outcomeText } from '../explain/explain.ts'
import type { Item, Policy, Program } from '../ir/ir.ts'
import { evaluate } from '../run/evaluate.ts'
import { readSubject } from '../run/readSubject.ts'
import { parseDate } from '../values/dates.ts'

export type Case = {
  readonly title: string
  readonly line: number
  readonly subject: string
  readonly facts: unknown
  readonly at: number
  readonly item: string
  readonly outcome: string
  readonly amount: string
  /** Codes that must be among the reasons; empty when the row does not say. */
  readonly reasons: readonly string[]
}

export type CaseProblem = { readonly line: number; readonly message: string }
export type Cases = { readonly cases: readonly Case[]; readonly problems: readonly CaseProblem[] }
export type CaseResult = {
  readonly case: Case
  readonly passed: boolean
  readonly got: string
  readonly expected: string
}

const RESULT_COLUMNS = new Set(['情形', '主体', '事项', '结论', '金额', '理由'])
const UNKNOWN = '未知'

type Group = {
  heading: string
  facts: unknown
  at: number | undefined
  columns: readonly string[] | undefined
}

/** Reads a cases.md. Every malformed row is a problem with its line; nothing is skipped silently. */
export function readCases(text: string): Cases {
  const cases: Case[] = []
  const problems: CaseProblem[] = []
  const group: Group = { heading: '', facts: {}, at: undefined, columns: undefined }
  let fence: { readonly start: number; readonly lines: string[]; readonly facts: boolean } | undefined
  for (const [i, line] of text.split('\n').entries()) {
    if (fence) {
      if (line.trim() !== '```') fence.lines.push(line)
      else {
        if (fence.facts) readFacts(fence.lines, fence.start, group, problems)
        fence = undefined
      }
      continue
    }
    if (line.startsWith('```')) {
      fence = { start: i + 1, lines: [], facts: line.trim() === '```事实' }
      continue
    }
    const heading = /^#{1,6}\s+(.*)$/.exec(line)
    if (heading) group.heading = heading[1] ?? ''
    const date = /^评估日[：:]\s*(.+?)\s*$/.exec(line)
    if (date) {
      group.at = parseDate(date[1] ?? '')
      if (group.at === undefined) problems.push({ line: i + 1, message: `评估日「${date[1]}」不是日期` })
    }
    if (line.trimStart().startsWith('|')) readRow(line, i + 1, group, cases, problems)
    else group.columns = undefined
  }
  if (fence) problems.push({ line: fence.start, message: '代码块没有结束' })
  return { cases, problems }
}

function readFacts(lines: readonly string[], line: number, group: Group, problems: CaseProblem[]): void {
  try {
    group.facts = JSON.parse(lines.join('\n'))
  } catch (error) {
    problems.push({
      line,
      message: `事实不是合格的 JSON：${error instanceof Error ? error.message : String(error)}`,
    })
  }
}

function readRow(line: string, number: number, group: Group, cases: Case[], problems: CaseProblem[]): void {
  const cells = line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((each) => each.trim())
  if (cells.every((each) => /^:?-+:?$/.test(each))) return
  if (!group.columns) {
    group.columns = cells
    for (const needed of ['情形', '事项', '结论']) {
      if (!cells.includes(needed)) problems.push({ line: number, message: `表头缺少「${needed}」一列` })
    }
    return
  }
  if (cells.length !== group.columns.length) {
    problems.push({ line: number, message: `这一行有${cells.length}格，表头有${group.columns.length}格` })
    return
  }
  if (group.at === undefined) {
    problems.push({ line: number, message: '表格之前没有写评估日' })
    return
  }
  const columns = group.columns
  const cell = (name: string): string => cells[columns.indexOf(name)] ?? ''
  const facts = structuredClone(group.facts)
  for (const [i, column] of columns.entries()) {
    const value = cells[i] ?? ''
    if (RESULT_COLUMNS.has(column) || value === '') continue
    if (!override(facts, column.split('.'), value))
      problems.push({ line: number, message: `「${column}」不在基础事实里，无处可改` })
  }
  cases.push({
    title: `${group.heading}：${cell('情形')}`,
    line: number,
    subject: cell('主体') || '企业',
    facts,
    at: group.at,
    item: cell('事项'),
    outcome: cell('结论'),
    amount: cell('金额'),
    reasons: cell('理由')
      .split(/[、,，\s]+/)
      .filter((each) => each !== ''),
  })
}

/** Sets 租约.1.面积 (elements count from 1) or removes it when the cell says 未知. */
function override(facts: unknown, path: readonly string[], value: string): boolean {
  let place: unknown = facts
  for (const [i, key] of path.entries()) {
    if (typeof place !== 'object' || place === null) return false
    const at = Array.isArray(place) ? String(Number(key) - 1) : key
    const record = place as Record<string, unknown>
    if (Array.isArray(place) && !(at in record)) return false
    if (i < path.length - 1) {
      if (!(at in record) && !Array.isArray(place)) record[at] = {}
      place = record[at]
    } else if (value === UNKNOWN) delete record[at]
    else record[at] = value === '[]' ? [] : Array.isArray(record[at]) ? value.split('、') : value
  }
  return true
}

/** Runs the cases of one document. The item may be named by title or id. */
export function runCases(program: Program, policy: Policy, cases: readonly Case[]): CaseResult[] {
  return cases.map((each) => runCase(program, policy, each))
}

function runCase(program: Program, policy: Policy, each: Case): CaseResult {
  const expected = [each.outcome, each.amount, ...each.reasons].filter((part) => part !== '').join(' ')
  const failed = (got: string): CaseResult => ({ case: each, passed: false, got, expected })
  const item = policy.items.find(
    (candidate: Item) => candidate.title === each.item || candidate.id === each.item,
  )
  if (!item) return failed(`文件中没有事项「${each.item}」`)
  const { subject, problems } = readSubject({ subject: each.subject, facts: each.facts }, program.vocabulary)
  if (!subject) return failed(problems.map((problem) => `${problem.path}：${problem.message}`).join('；'))
  const [finding] = evaluate(program, subject, {
    at: each.at,
    policies: [policy.document.id],
    items: [item.id],
  })
  if (!finding) return failed('没有结论')
  const outcome = outcomeText(finding.outcome)
  const amount = amountText(finding.amount)
  const codes = new Set<string>(finding.reasons.map((reason) => reason.code))
  const missing = each.reasons.filter((code) => !codes.has(code))
  const passed =
    outcome === each.outcome && (each.amount === '' || amount === each.amount) && missing.length === 0
  const shown = each.reasons.length > 0 ? ` ${[...codes].join('、')}` : ''
  return { case: each, passed, got: `${outcome} ${amount}${shown}`, expected }
}
