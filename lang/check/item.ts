// 事项 → Item: conditions go to the item or to the element they speak of, amounts and caps to the part they limit.

import { mentions } from '../ir/inside.ts'
import type {
  Amount,
  Cap,
  Condition,
  Frequency,
  IrExpr,
  Item,
  Nature,
  Part,
  Selection,
  Window,
} from '../ir/ir.ts'
import type { ClauseWord } from '../syntax/clauses.ts'
import type { Clause } from '../syntax/tree.ts'
import { DATE, MONEY, sameType, typeText } from '../values/types.ts'
import { type Context, checkCases, type Placed } from './body.ts'
import { all, argument, headOf, notesOf, one, rawText, requiredText } from './clauses.ts'
import { departmentsOf } from './departments.ts'
import { collectionNamed, condition, ofType } from './expressions.ts'
import { withVariable } from './scope.ts'

const CATEGORIES: ReadonlyMap<string, Nature> = new Map([
  ['奖补', 'cash'],
  ['减免', 'relief'],
  ['权益', 'none'],
  ['资质', 'none'],
  ['服务', 'none'],
  ['荣誉', 'none'],
])

const NATURES: ReadonlyMap<string, Nature> = new Map([
  ['现金', 'cash'],
  ['费用减免', 'relief'],
  ['税额', 'tax'],
  ['税前扣除', 'taxBase'],
  ['股权投资', 'equity'],
  ['贷款', 'loan'],
  ['非资金', 'none'],
])

const FREQUENCIES: ReadonlyMap<string, Frequency['kind']> = new Map([
  ['一次性', 'once'],
  ['每年一次', 'yearly'],
  ['每项一次', 'perElement'],
])

/** Caps that limit one element or one project, rather than the enterprise. */
const ELEMENT_SCOPES = new Set(['每次', '每项目', '每人'])

export function checkItem({ clause, article }: Placed, context: Context): Item {
  const { report, cite } = context
  const title = argument(clause, 'newName')?.name ?? ''
  const stages = all(clause, '阶段')
  const category = requiredText(clause, '类别', report)
  const nature = natureOf(clause, category, context)
  const selected = selectionOf(clause, context)
  const inner = selected ? { ...context, scope: selected.scope } : context
  const conditions = conditionsOf(clause, article, inner)
  const variable = selected?.selection.variable
  const ofElement = (each: Condition): boolean => variable !== undefined && conditionMentions(each, variable)
  const caps = capsOf(clause, article, inner)
  const ofOneElement = (each: Cap): boolean => selected !== undefined && ELEMENT_SCOPES.has(each.scope)
  if (stages.length > 0 && (selected || all(clause, '金额').length > 0))
    report('E0509', headOf(clause), { title })
  const parts =
    stages.length > 0
      ? stages.map((stage) => stagePart(stage, article, context))
      : [
          part(
            clause,
            article,
            inner,
            selected?.selection,
            conditions.filter(ofElement),
            caps.filter(ofOneElement),
          ),
        ]
  const content = rawText(clause, '内容', report)
  const appliesTo = argument(one(clause, '适用', report), 'expr')?.expr
  const place = appliesTo && condition(appliesTo, context.scope)
  const mode = rawText(clause, '方式', report)
  const quota = rawText(clause, '名额', report)
  const window = windowOf(clause, article, context)
  const frequency = frequencyOf(clause, article, context)
  const statedTotal = totalOf(clause, article, context)
  const item: Item = {
    id: requiredText(clause, '编号', report) || title,
    title,
    article,
    category,
    nature,
    ...(mode === undefined ? {} : { mode }),
    recipient: requiredText(clause, '给予', report),
    ...(place ? { appliesTo: place } : {}),
    ...(window ? { window } : {}),
    conditions: conditions.filter((each) => !ofElement(each)),
    parts,
    caps: caps.filter((each) => !ofOneElement(each)),
    ...(frequency ? { frequency } : {}),
    ...(statedTotal ? { statedTotal } : {}),
    ...(quota === undefined ? {} : { quota }),
    departments: departmentsOf(clause, article, context),
    ...(content === undefined ? {} : { content }),
    notes: notesOf(clause),
    citations: cite(ownCitations(clause), article),
  }
  if (![clause, ...stages].some(citesSomething)) report('E0501', headOf(clause), { word: '引', of: '事项' })
  const promisesNothing = parts.every((each) => each.amount.kind === 'nonMonetary') && content === undefined
  if (promisesNothing) report('E0504', headOf(clause), { title })
  return item
}

const OWN_CITATIONS = new Set<ClauseWord>([
  ...(['内容', '引', '名额', '给予', '类别', '性质', '方式', '适用', '编号', '说明'] as const),
])

/** What the item as a whole rests on; phrases behind conditions, amounts and caps stay with those. */
function ownCitations(clause: Clause) {
  const own = clause.children.filter((each) => OWN_CITATIONS.has(each.word))
  return [...clause.citations, ...own.flatMap((each) => each.citations)]
}

/** Counts what is written, so that a phrase that the text does not have is one error and not two. */
function citesSomething(clause: Clause): boolean {
  const amounts = all(clause, '金额').flatMap((each) => [each, ...each.children])
  return [...ownCitations(clause), ...amounts.flatMap((each) => each.citations)].length > 0
}

function natureOf(clause: Clause, category: string, context: Context): Nature {
  const byCategory = CATEGORIES.get(category)
  const categoryClause = all(clause, '类别')[0]
  if (categoryClause && byCategory === undefined) {
    context.report('E0503', categoryClause.at, {
      found: category,
      expected: [...CATEGORIES.keys()].join('、'),
    })
  }
  const stated = rawText(clause, '性质', context.report)
  if (stated === undefined) return byCategory ?? 'none'
  const nature = NATURES.get(stated)
  if (nature === undefined) {
    const at = all(clause, '性质')[0]?.at ?? clause.at
    context.report('E0503', at, { found: stated, expected: [...NATURES.keys()].join('、') })
  }
  return nature ?? 'none'
}

type Selected = { readonly selection: Selection; readonly scope: Context['scope'] }

function selectionOf(clause: Clause, context: Context): Selected | undefined {
  const each = one(clause, '每', context.report)
  const first = one(clause, '凭', context.report)
  if (each && first) context.report('E0502', first.at, { word: '每／凭' })
  const chosen = each ?? first
  const tree = argument(chosen, 'selection')
  if (!tree) return undefined
  const collection = collectionNamed(tree.collection, tree.at, context.scope)
  if (!collection) return undefined
  const variable = tree.variable ?? collection.name
  const scope = withVariable(context.scope, variable, collection)
  const where = tree.where && condition(tree.where, scope)
  return {
    selection: {
      collection: collection.name,
      variable,
      ...(where ? { where } : {}),
      mode: each ? 'each' : 'first',
    },
    scope,
  }
}

function conditionsOf(clause: Clause, article: string, context: Context): Condition[] {
  return all(clause, '条件').flatMap((each) => {
    const inline = argument(each, 'expr')?.expr
    const own = inline ? test(inline, each, article, context) : undefined
    return [...(own ? [own] : []), ...group(each.children, article, context)]
  })
}

function group(clauses: readonly Clause[], article: string, context: Context): Condition[] {
  return clauses.flatMap((clause): Condition[] => {
    if (clause.word === '任一' || clause.word === '全部') {
      const conditions = group(clause.children, article, context)
      if (conditions.length === 0) return []
      const kind = clause.word === '任一' ? 'any' : 'all'
      return [{ kind, conditions, citations: context.cite(clause.citations, article) }]
    }
    const expr = argument(clause, 'expr')?.expr
    const found = expr && test(expr, clause, article, context)
    return found ? [found] : []
  })
}

function test(
  expr: Parameters<typeof condition>[0],
  clause: Clause,
  article: string,
  context: Context,
): Condition | undefined {
  const checked = condition(expr, context.scope)
  return checked && { kind: 'test', expr: checked, citations: context.cite(clause.citations, article) }
}

function conditionMentions(each: Condition, variable: string): boolean {
  return each.kind === 'test'
    ? mentions(each.expr, variable)
    : each.conditions.some((inner) => conditionMentions(inner, variable))
}

function stagePart(stage: Clause, article: string, context: Context): Part {
  const selected = selectionOf(stage, context)
  const inner = selected ? { ...context, scope: selected.scope } : context
  const label = argument(stage, 'raw')?.text ?? ''
  const conditions = conditionsOf(stage, article, inner)
  const caps = capsOf(stage, article, inner)
  const found = part(stage, article, inner, selected?.selection, conditions, caps)
  return { ...found, label }
}

function part(
  clause: Clause,
  article: string,
  context: Context,
  over: Selection | undefined,
  conditions: readonly Condition[],
  caps: readonly Cap[],
): Part {
  const amount = amountOf(clause, article, context)
  const variable = over?.variable
  if (over?.mode === 'first' && variable !== undefined && amountMentions(amount, variable)) {
    context.report('E0514', all(clause, '金额')[0]?.at ?? clause.at, { variable })
  }
  const dateClause = one(clause, '时点', context.report)
  const dateExpr = argument(dateClause, 'expr')?.expr
  const eventDate = dateExpr && ofType(dateExpr, context.scope, DATE, 'E0312')
  const backClause = one(clause, '溯及', context.report)
  const back = argument(backClause, 'date')?.day
  if (back !== undefined && !eventDate)
    context.report('E0501', backClause?.at ?? clause.at, { word: '时点', of: '溯及' })
  return {
    ...(over ? { over } : {}),
    conditions,
    ...(eventDate ? { eventDate } : {}),
    ...(back === undefined ? {} : { reachesBackTo: back }),
    amount,
    caps,
    citations: context.cite(
      [dateClause, backClause, all(clause, '每')[0], all(clause, '凭')[0]].flatMap(
        (each) => each?.citations ?? [],
      ),
      article,
    ),
  }
}

function amountMentions(amount: Amount, variable: string): boolean {
  if (amount.kind !== 'exact' && amount.kind !== 'upTo') return false
  if (amount.value.kind === 'expr') return mentions(amount.value.expr, variable)
  return amount.value.rows.some((row) => mentions(row.value, variable))
}

function amountOf(clause: Clause, article: string, context: Context): Amount {
  const found = one(clause, '金额', context.report)
  const tree = argument(found, 'amount')?.amount
  if (!found || !tree) return { kind: 'nonMonetary', citations: [] }
  const citations = context.cite(found.citations, article)
  const unstated: Amount = { kind: 'unstated', citations }
  switch (tree.kind) {
    case 'unstated':
      return unstated
    case 'exact':
    case 'upTo': {
      const expr = ofType(tree.value, context.scope, MONEY, 'E0309')
      return expr ? { kind: tree.kind, value: { kind: 'expr', expr }, citations } : unstated
    }
    case 'cases': {
      const cases = checkCases(found, tree.policy, article, context)
      if (!cases) return unstated
      if (!sameType(cases.type, MONEY)) {
        context.report('E0309', found.at, { found: typeText(cases.type), expected: typeText(MONEY) })
        return unstated
      }
      return { kind: tree.upTo ? 'upTo' : 'exact', value: cases.body, citations }
    }
    case 'range': {
      const from = ofType(tree.from, context.scope, MONEY, 'E0309')
      const to = ofType(tree.to, context.scope, MONEY, 'E0309')
      return from && to ? { kind: 'range', from, to, citations } : unstated
    }
    case 'candidates': {
      const values = tree.values.flatMap((each) => ofType(each, context.scope, MONEY, 'E0309') ?? [])
      return { kind: 'candidates', values, citations }
    }
  }
}

function capsOf(clause: Clause, article: string, context: Context): Cap[] {
  return all(clause, '封顶').flatMap((each) => {
    const tree = argument(each, 'cap')
    if (!tree) return []
    const limit = ofType(tree.limit, context.scope, MONEY, 'E0309')
    const when = tree.when && condition(tree.when, context.scope)
    if (!limit || (tree.when && !when)) return []
    const citations = context.cite(each.citations, article)
    return [{ scope: tree.scope, limit, soft: tree.soft, ...(when ? { when } : {}), citations }]
  })
}

function windowOf(clause: Clause, article: string, context: Context): Window | undefined {
  const found = one(clause, '执行', context.report)
  const tree = argument(found, 'window')
  if (!found || !tree) return undefined
  if (tree.from === undefined && tree.to === undefined) context.report('E0515', found.at)
  if (tree.from !== undefined && tree.to !== undefined && tree.to < tree.from)
    context.report('E0513', found.at)
  const by = tree.by && ofType(tree.by, context.scope, DATE, 'E0312')
  return {
    ...(tree.from === undefined ? {} : { from: tree.from }),
    ...(tree.to === undefined ? {} : { to: tree.to }),
    ...(by ? { by } : {}),
    citations: context.cite(found.citations, article),
  }
}

function frequencyOf(clause: Clause, article: string, context: Context): Frequency | undefined {
  const found = one(clause, '频次', context.report)
  if (!found) return undefined
  const text = argument(found, 'raw')?.text ?? ''
  const kind = FREQUENCIES.get(text)
  if (!kind) context.report('E0503', found.at, { found: text, expected: [...FREQUENCIES.keys()].join('、') })
  if (context.scope.symbols.get('已获支持')?.kind !== 'collection') context.report('E0516', found.at)
  return kind && { kind, text, citations: context.cite(found.citations, article) }
}

function totalOf(clause: Clause, article: string, context: Context): Item['statedTotal'] {
  const found = one(clause, '合计', context.report)
  const tree = argument(found, 'expr')?.expr
  const expr: IrExpr | undefined = tree && ofType(tree, context.scope, MONEY, 'E0309')
  return found && expr ? { expr, citations: context.cite(found.citations, article) } : undefined
}
