// One document's tree + the dictionary → Policy of the IR. Everything wrong is reported; what stands is kept.

import type { Report, Span } from '../diagnostics/diagnostic.ts'
import type {
  Alternative,
  Definition,
  Document,
  IrExpr,
  Policy,
  Reading,
  ReadingStatus,
  Standard,
  Vocabulary,
} from '../ir/ir.ts'
import type { ClauseWord } from '../syntax/clauses.ts'
import type { Clause, Tree } from '../syntax/tree.ts'
import { parseDate } from '../values/dates.ts'
import { sameType, type Type, typeText } from '../values/types.ts'
import { type Context, checkCases, exprBody, type Placed } from './body.ts'
import { type Citer, citer } from './citations.ts'
import { all, argument, headOf, one, rawText, requiredText } from './clauses.ts'
import { condition, elaborate } from './expressions.ts'
import { checkItem } from './item.ts'
import { checkList, checkRemark, checkTarget, checkTask } from './promises.ts'
import { checkRelation } from './relations.ts'
import { type Meaning, type Scope, vocabularyScope } from './scope.ts'
import { typeOfTree } from './vocabulary.ts'

export function checkPolicy(tree: Tree, vocabulary: Vocabulary, report: Report): Policy | undefined {
  const placed = tree.blocks.flatMap((block) =>
    block.clauses.map((clause): Placed => ({ clause, article: block.article ?? '' })),
  )
  const [head, second] = placed.filter((each) => each.clause.word === '文件')
  if (second) report('E0502', second.clause.at, { word: '文件' })
  if (!head) {
    if (placed.length > 0) report('E0510', placed[0]?.clause.at ?? { file: tree.file, start: 0, end: 0 })
    return undefined
  }
  const cite = citer(tree.articles, report)
  const bodies = documentScope(placed, vocabulary, cite, report)
  const context: Context = { scope: bodies.scope, cite, report }
  const of = (word: string): Placed[] => placed.filter((each) => each.clause.word === word)
  const targetIds = new Set(
    of('目标').map((each) => argument(all(each.clause, '编号')[0], 'raw')?.text ?? ''),
  )
  const policy: Policy = {
    document: document(head, context),
    articles: tree.articles.map(({ id, heading, level, text }) => ({ id, heading, level, text })),
    definitions: of('定义').flatMap((each) => bodies.definition(each) ?? []),
    standards: of('外部标准').map((each) => bodies.standard(each)),
    readings: of('口径').map((each) => bodies.reading(each)),
    items: of('事项').map((each) => checkItem(each, context)),
    targets: of('目标').flatMap((each) => checkTarget(each, context, targetIds) ?? []),
    tasks: of('任务').map((each) => checkTask(each, context)),
    lists: of('清单').map((each) => checkList(each, context)),
    relations: of('关系').flatMap((each) => checkRelation(each, context) ?? []),
    remarks: [...of('序言'), ...of('无效果')].map((each) => checkRemark(each, context)),
  }
  reportDuplicateIds(placed, report)
  return policy
}

function reportDuplicateIds(placed: readonly Placed[], report: Report): void {
  const seen = new Set<string>()
  for (const { clause } of placed) {
    const number = all(clause, '编号')[0]
    const id = argument(number, 'raw')?.text
    if (!number || id === undefined) continue
    if (!/^[A-Za-z0-9][\w-]*$/.test(id)) report('E0511', number.at, { id })
    if (seen.has(id)) report('E0508', number.at, { id })
    seen.add(id)
  }
}

type Bodies = {
  readonly scope: Scope
  definition(placed: Placed): Definition | undefined
  standard(placed: Placed): Standard
  reading(placed: Placed): Reading
}

/**
 * The names that a document declares. Types are found on demand, so that definitions and readings may use each other
 * in any order; a name that is asked for while it is being typed depends on itself.
 */
function documentScope(
  placed: readonly Placed[],
  vocabulary: Vocabulary,
  cite: Citer,
  report: Report,
): Bodies {
  const base = vocabularyScope(vocabulary, report)
  const symbols = new Map<string, Meaning>(base.symbols)
  const items = new Map<string, string>()
  const scope: Scope = { ...base, symbols, items }
  const declare = (name: string, at: Span, symbol: Meaning): void => {
    if (name === '') return
    if (symbols.has(name)) report('E0202', at, { name })
    else symbols.set(name, symbol)
  }
  const declared = {
    units: new Set(vocabulary.units),
    enums: new Set(vocabulary.enums.map((each) => each.name)),
  }

  const definitions = new Map<Clause, () => Definition | undefined>()
  const readings = new Map<Clause, () => Map<string, Type | undefined>>()
  const alternatives = new Map<Clause, Alternative[]>()

  for (const each of placed) {
    const { clause } = each
    if (clause.word === '事项') {
      const title = argument(clause, 'newName')?.name ?? ''
      if (items.has(title)) report('E0202', clause.at, { name: title })
      items.set(title, argument(all(clause, '编号')[0], 'raw')?.text ?? title)
    }
    if (clause.word === '定义') {
      const name = argument(clause, 'binding')?.name ?? ''
      const lazy = once(name, clause.at, report, () => definition(each, { scope, cite, report }))
      definitions.set(clause, lazy)
      declare(name, clause.at, {
        kind: 'definition',
        name,
        get type() {
          return lazy()?.type
        },
      })
    }
    if (clause.word === '外部标准') {
      const declaration = argument(clause, 'declaration')
      const type = declaration ? typeOfTree(declaration.type, declared, report) : undefined
      if (declaration && type)
        declare(declaration.name, clause.at, { kind: 'standard', name: declaration.name, type })
    }
    if (clause.word === '口径') {
      const id = argument(all(clause, '编号')[0], 'raw')?.text ?? argument(clause, 'newName')?.name ?? ''
      const names = boundNames(clause)
      const lazy = once(names[0] ?? '', clause.at, report, () => {
        const result = alternativesOf(each, { scope, cite, report })
        alternatives.set(clause, result.alternatives)
        return result.types
      })
      readings.set(clause, () => lazy() ?? new Map())
      for (const name of names) {
        declare(name, clause.at, {
          kind: 'choice',
          name,
          reading: id,
          get type() {
            return lazy()?.get(name)
          },
        })
      }
    }
  }

  return {
    scope,
    definition: ({ clause }) => definitions.get(clause)?.(),
    standard: (each) => standard(each, placed, declared, { scope, cite, report }),
    reading: (each) => {
      readings.get(each.clause)?.()
      return reading(each, alternatives.get(each.clause) ?? [], { scope, cite, report })
    },
  }
}

/** Computes a value at most once; asking for it while it is being computed reports a cycle. */
function once<T>(name: string, at: Span, report: Report, compute: () => T): () => T | undefined {
  let state: 'new' | 'running' | 'done' = 'new'
  let value: T | undefined
  return () => {
    if (state === 'running') {
      report('E0208', at, { name })
      return undefined
    }
    if (state === 'new') {
      state = 'running'
      value = compute()
      state = 'done'
    }
    return value
  }
}

function definition(placed: Placed, context: Context): Definition | undefined {
  const binding = argument(placed.clause, 'binding')
  if (!binding) return undefined
  const body = binding.cases
    ? checkCases(placed.clause, binding.cases, placed.article, context)
    : exprBody(binding.expr, context)
  if (!body) return undefined
  return {
    name: binding.name,
    type: body.type,
    body: body.body,
    citations: context.cite(placed.clause.citations, placed.article),
  }
}

function standard(
  { clause, article }: Placed,
  placed: readonly Placed[],
  declared: Parameters<typeof typeOfTree>[1],
  context: Context,
): Standard {
  const declaration = argument(clause, 'declaration')
  const name = declaration?.name ?? ''
  const type = declaration ? typeOfTree(declaration.type, declared, context.report) : undefined
  const fill = placed.find(
    (each) => each.clause.word === '填补' && argument(each.clause, 'binding')?.name === name,
  )
  const filled = fill && exprBody(argument(fill.clause, 'binding')?.expr, context)
  if (fill && filled && type && !sameType(filled.type, type)) {
    context.report('E0301', fill.clause.at, { left: typeText(type), right: typeText(filled.type) })
  }
  return {
    name,
    type: type && type.kind !== 'yearly' ? type : { kind: 'text' },
    basis: requiredText(clause, '依据', context.report),
    askTo: rawText(clause, '请示', context.report) ?? '',
    question: rawText(clause, '问', context.report) ?? `${name}按什么标准确定？`,
    citations: context.cite(clause.citations, article),
    ...(fill && filled?.body.kind === 'expr'
      ? { filledBy: { expr: filled.body.expr, source: requiredText(fill.clause, '来源', context.report) } }
      : {}),
  }
}

const ALTERNATIVE_WORDS = ['甲', '乙', '丙', '丁', '戊']

function alternativeClauses(clause: Clause): readonly Clause[] {
  return clause.children.filter((each) => ALTERNATIVE_WORDS.includes(each.word))
}

function boundNames(clause: Clause): string[] {
  const names = alternativeClauses(clause).flatMap((each) =>
    all(each, '设').map((binding) => argument(binding, 'binding')?.name ?? ''),
  )
  return [...new Set(names)].filter((each) => each !== '')
}

function alternativesOf(
  { clause, article }: Placed,
  context: Context,
): { readonly alternatives: Alternative[]; readonly types: Map<string, Type | undefined> } {
  const types = new Map<string, Type | undefined>()
  const names = boundNames(clause)
  const alternatives = alternativeClauses(clause).map((each): Alternative => {
    const bindings: { name: string; expr: IrExpr }[] = []
    for (const child of all(each, '设')) {
      const binding = argument(child, 'binding')
      const typed = binding?.expr && elaborate(binding.expr, context.scope)
      if (!binding || !typed) continue
      const type = types.get(binding.name)
      if (type && !sameType(type, typed.type)) {
        context.report('E0311', child.at, {
          name: binding.name,
          left: typeText(type),
          right: typeText(typed.type),
        })
      }
      if (!type) types.set(binding.name, typed.type)
      bindings.push({ name: binding.name, expr: typed.expr })
    }
    const missing = names.filter(
      (name) => !all(each, '设').some((child) => argument(child, 'binding')?.name === name),
    )
    if (missing.length > 0) context.report('E0506', each.at, { key: each.word, names: missing.join('、') })
    return {
      key: each.word,
      label: argument(each, 'raw')?.text ?? '',
      bindings,
      citations: context.cite(
        [...each.citations, ...all(each, '引').flatMap((cite) => cite.citations)],
        article,
      ),
    }
  })
  return { alternatives, types }
}

function reading(
  { clause, article }: Placed,
  alternatives: readonly Alternative[],
  context: Context,
): Reading {
  const { report } = context
  const title = argument(clause, 'newName')?.name ?? ''
  if (alternatives.length < 2) report('E0512', headOf(clause), { title })
  const written = [...clause.citations, ...all(clause, '引').flatMap((each) => each.citations)]
  const citations = context.cite(written, article)
  if (written.length === 0) report('E0501', headOf(clause), { word: '引', of: '口径' })
  return {
    id: requiredText(clause, '编号', report) || title,
    title,
    article,
    question: requiredText(clause, '问', report),
    askTo: requiredText(clause, '请示', report),
    alternatives,
    status: status(clause, alternatives, report),
    citations,
  }
}

const DECIDED = /^采用\s*(\S)\s+于\s+(\S+)\s+由\s+(\S+)\s+依据\s+(.+)$/

function status(clause: Clause, alternatives: readonly Alternative[], report: Report): ReadingStatus {
  const found = one(clause, '现状', report)
  const text = argument(found, 'raw')?.text ?? '未定'
  if (text === '未定') return { kind: 'open' }
  const match = DECIDED.exec(text)
  const on = parseDate(match?.[2] ?? '')
  if (!match || on === undefined || !alternatives.some((each) => each.key === match[1])) {
    report('E0507', found?.at ?? clause.at, { found: text })
    return { kind: 'open' }
  }
  return { kind: 'decided', alternative: match[1] ?? '', on, by: match[3] ?? '', source: match[4] ?? '' }
}

function document({ clause, article }: Placed, context: Context): Document {
  const { report, cite } = context
  const dated = (word: '成文' | '施行' | '失效') => {
    const found = one(clause, word, report)
    const day = argument(found, 'date')?.day
    return day === undefined ? undefined : { day, citations: cite(found?.citations ?? [], article) }
  }
  const issued = dated('成文')
  if (!issued) report('E0501', headOf(clause), { word: '成文', of: '文件' })
  const begins = dated('施行')
  const inferred = rawText(clause, '施行', report) ?? '未载明，以成文日期推定'
  const ends = dated('失效')
  if (begins && ends && ends.day < begins.day) report('E0513', headOf(clause))
  const appliesTo = argument(one(clause, '适用', report), 'expr')?.expr
  const place = appliesTo && condition(appliesTo, context.scope)
  const interpreter = rawText(clause, '解释', report)
  const endsUnstated = rawText(clause, '失效', report)
  return {
    id: argument(clause, 'raw')?.text ?? '',
    title: requiredText(clause, '名称', report),
    number: requiredText(clause, '文号', report),
    issuer: requiredText(clause, '发布', report),
    level: rawText(clause, '级别', report) ?? '',
    jurisdiction: rawText(clause, '地域', report) ?? '',
    issued: issued ?? { day: 0, citations: [] },
    begins: begins ?? { day: issued?.day ?? 0, citations: issued?.citations ?? [], inferred },
    ...(ends ? { ends } : endsUnstated === undefined ? {} : { endsUnstated }),
    repeals: all(clause, '废止').map((each) => ({
      number: argument(each, 'raw')?.text ?? '',
      citations: cite(each.citations, article),
    })),
    ...(place ? { appliesTo: place } : {}),
    ...(interpreter === undefined ? {} : { interpreter }),
    citations: cite(
      [clause, ...clause.children.filter((each) => !OWN_HOME.has(each.word))].flatMap(
        (each) => each.citations,
      ),
      article,
    ),
  }
}

/** Clauses of a document whose citations stay with their date. */
const OWN_HOME = new Set<ClauseWord>(['成文', '施行', '失效', '废止'])
