// 目标, 任务, 清单, 序言, 无效果: what a document asks of the government itself, and the words that ask nothing.
import type { Citation, Counting, List, ListKind, Remark, Strength, Target, Task } from '../ir/ir.ts'
import type { Clause } from '../syntax/tree.ts'
import type { Context, Placed } from './body.ts'
import { argument, headOf, listed, notesOf, one, rawText, requiredText } from './clauses.ts'
import { departmentsOf, isDepartmentClause } from './departments.ts'
import { elaborate } from './expressions.ts'

const STRENGTHS: readonly Strength[] = ['约束', '力争', '争创']
const COUNTINGS: readonly Counting[] = ['存量', '新增', '累计', '年均', '占比', '增速']
const LIST_KINDS: readonly ListKind[] = [
  ...(['清单', '库', '平台', '机制', '角色', '方向', '布局', '载体', '计划', '体系'] as const),
]

export function checkTarget(placed: Placed, context: Context, ids: ReadonlySet<string>): Target | undefined {
  const { clause, article } = placed
  const { report } = context
  const requirement = argument(one(clause, '要求', report), 'target')
  if (!requirement) {
    report('E0501', headOf(clause), { word: '要求', of: '目标' })
    return undefined
  }
  const value = elaborate(requirement.value, context.scope)
  const to = requirement.to && elaborate(requirement.to, context.scope)
  if (!value || (requirement.to && !to)) return undefined
  const title = argument(clause, 'raw')?.text ?? ''
  const baseline = rawText(clause, '基期', report)
  const deadline = requiredText(clause, '期限', report)
  const parentClause = one(clause, '上级', report)
  const parent = argument(parentClause, 'raw')?.text
  if (parentClause && parent !== undefined && !ids.has(parent))
    report('E0519', parentClause.at, { id: parent, what: '目标' })
  const dueYear = /(\d{4})年(?:底|末|前)?$/.exec(deadline)?.[1]
  return {
    id: requiredText(clause, '编号', report),
    title,
    article,
    indicator: rawText(clause, '指标', report) ?? title,
    op: requirement.op,
    word: requirement.word,
    value: value.expr,
    ...(to ? { to: to.expr } : {}),
    deadline,
    ...(dueYear === undefined ? {} : { dueYear: Number(dueYear) }),
    yearly: deadline.startsWith('每年'),
    strength: oneOrMore(clause, '力度', STRENGTHS, context),
    counting: oneOrMore(clause, '计法', COUNTINGS, context),
    ...(baseline === undefined ? {} : { baseline }),
    ...(parent === undefined ? {} : { parent }),
    departments: departmentsOf(clause, article, context),
    notes: notesOf(clause),
    citations: citationsOf(placed, context),
  }
}

export function checkTask(placed: Placed, context: Context): Task {
  const { clause, article } = placed
  const deadline = rawText(clause, '期限', context.report)
  return {
    id: requiredText(clause, '编号', context.report),
    title: argument(clause, 'raw')?.text ?? '',
    article,
    content: rawText(clause, '内容', context.report) ?? '',
    ...(deadline === undefined ? {} : { deadline }),
    departments: departmentsOf(clause, article, context),
    notes: notesOf(clause),
    citations: citationsOf(placed, context),
  }
}

export function checkList(placed: Placed, context: Context): List {
  const { clause, article } = placed
  const [kind] = oneOrMore(clause, '类型', LIST_KINDS, context)
  return {
    id: requiredText(clause, '编号', context.report),
    title: argument(clause, 'raw')?.text ?? '',
    article,
    kind: kind ?? '清单',
    content: rawText(clause, '内容', context.report) ?? '',
    members: listed(rawText(clause, '成员', context.report)),
    departments: departmentsOf(clause, article, context),
    notes: notesOf(clause),
    citations: citationsOf(placed, context),
  }
}

export function checkRemark({ clause, article }: Placed, context: Context): Remark {
  const { report } = context
  const preamble = clause.word === '序言'
  const reason = preamble ? rawText(clause, '缘由', report) : requiredText(clause, '缘由', report)
  const citations = citationsOf({ clause, article }, context)
  if (citations.length === 0) report('E0501', headOf(clause), { word: '引', of: clause.word })
  return {
    kind: preamble ? 'preamble' : 'noEffect',
    title: argument(clause, 'raw')?.text ?? '',
    article,
    ...(reason === undefined ? {} : { reason }),
    citations,
  }
}

/** 力争 或 约束: words of a closed set; several where the text leaves open which of them holds. */
function oneOrMore<Word extends string>(
  clause: Clause,
  name: '力度' | '计法' | '类型',
  known: readonly Word[],
  context: Context,
): Word[] {
  const found = one(clause, name, context.report)
  const text = argument(found, 'raw')?.text
  if (!found || text === undefined) return []
  const words = text.split(/\s*或\s*/)
  const wrong = words.find((each) => !(known as readonly string[]).includes(each))
  if (wrong !== undefined) context.report('E0503', found.at, { found: wrong, expected: known.join('、') })
  return known.filter((each) => words.includes(each)).sort((a, b) => words.indexOf(a) - words.indexOf(b))
}

/** What the declaration rests on; the phrases behind its departments stay with those. */
function citationsOf({ clause, article }: Placed, context: Context): Citation[] {
  const own = clause.children.filter((each) => each.word !== '注' && !isDepartmentClause(each))
  return context.cite(
    [clause, ...own].flatMap((each) => each.citations),
    article,
  )
}
