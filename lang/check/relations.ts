// 关系: what the text says about several items together. 同类: which items a person has declared to be one matter.
import type { Report } from '../diagnostics/diagnostic.ts'
import type { Cap, Matter, Policy, Relation } from '../ir/ir.ts'
import type { Clause } from '../syntax/tree.ts'
import { MONEY } from '../values/types.ts'
import type { Context, Placed } from './body.ts'
import { all, argument, headOf, listed, notesOf, one, rawText, requiredText } from './clauses.ts'
import { condition, ofType } from './expressions.ts'

const KINDS: ReadonlyMap<string, Relation['kind']> = new Map([
  ['互斥', 'exclusive'],
  ['就高不重复', 'highest'],
  ['合计封顶', 'sharedCap'],
  ['扣除', 'deduct'],
  ['前提', 'requires'],
  ['可兼得', 'cumulative'],
])

const REACHES: ReadonlyMap<string, NonNullable<Relation['reach']>> = new Map([
  ['本级其他文件的同类事项', 'sameLevel'],
  ['本文件的同类事项', 'sameDocument'],
  ['其他文件的同类事项', 'anyDocument'],
])

export function checkRelation({ clause, article }: Placed, context: Context): Relation | undefined {
  const { report } = context
  const kindClause = one(clause, '类别', report)
  const kindText = requiredText(clause, '类别', report)
  const kind = KINDS.get(kindText)
  if (kindClause && !kind)
    report('E0503', kindClause.at, { found: kindText, expected: [...KINDS.keys()].join('、') })
  const members = listed(rawText(clause, '成员', report))
  const reach = reachOf(clause, report)
  if (members.length === 0 && !reach) report('E0501', headOf(clause), { word: '成员', of: '关系' })
  const cap = sharedCap(clause, article, context)
  if (kind === 'sharedCap' && !cap) report('E0501', headOf(clause), { word: '封顶', of: '合计封顶' })
  const deduction = argument(one(clause, '扣除', report), 'expr')?.expr
  if (kind === 'deduct' && !deduction) report('E0501', headOf(clause), { word: '扣除', of: '扣除' })
  const amount = deduction && ofType(deduction, context.scope, MONEY, 'E0309')
  const holds = argument(one(clause, '成立', report), 'expr')?.expr
  const when = holds && condition(holds, context.scope)
  const written = [clause, ...clause.children.filter((each) => each.word !== '封顶')].flatMap(
    (each) => each.citations,
  )
  if (written.length === 0 && !cap?.citations.length)
    report('E0501', headOf(clause), { word: '引', of: '关系' })
  if (!kind) return undefined
  return {
    id: requiredText(clause, '编号', report),
    title: argument(clause, 'raw')?.text ?? '',
    article,
    kind,
    members,
    ...(reach ? { reach } : {}),
    ...(cap ? { cap } : {}),
    ...(amount ? { amount } : {}),
    ...(when ? { when } : {}),
    notes: notesOf(clause),
    citations: context.cite(written, article),
  }
}

function reachOf(clause: Clause, report: Report): Relation['reach'] {
  const found = one(clause, '对象', report)
  const text = argument(found, 'raw')?.text
  if (!found || text === undefined) return undefined
  const reach = REACHES.get(text)
  if (!reach) report('E0503', found.at, { found: text, expected: [...REACHES.keys()].join('、') })
  return reach
}

function sharedCap(clause: Clause, article: string, context: Context): Cap | undefined {
  const found = one(clause, '封顶', context.report)
  const tree = argument(found, 'cap')
  if (!found || !tree) return undefined
  const limit = ofType(tree.limit, context.scope, MONEY, 'E0309')
  if (!limit) return undefined
  return { scope: tree.scope, limit, soft: tree.soft, citations: context.cite(found.citations, article) }
}

/** Every member of a relation must be an item of the library. */
export function reportUnknownMembers(
  policies: readonly Policy[],
  clauses: readonly Clause[],
  report: Report,
): void {
  const known = new Set(policies.flatMap((each) => each.items.map((item) => item.id)))
  for (const clause of clauses.filter((each) => each.word === '关系' || each.word === '同类')) {
    const members = all(clause, '成员')[0]
    for (const id of listed(argument(members, 'raw')?.text)) {
      if (!known.has(id)) report('E0519', members?.at ?? clause.at, { id, what: '事项' })
    }
  }
}

export function mattersOf(clauses: readonly Clause[], report: Report): Matter[] {
  return clauses
    .filter((each) => each.word === '同类')
    .map((clause) => ({
      id: requiredText(clause, '编号', report),
      title: argument(clause, 'raw')?.text ?? '',
      members: listed(requiredText(clause, '成员', report)),
      declaredBy: requiredText(clause, '认定', report),
      note: requiredText(clause, '说明', report),
    }))
}
