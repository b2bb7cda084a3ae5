// Declarations of the dictionary → Vocabulary. Every fact must carry all its names, an authority and a question.
import type { Report } from '../diagnostics/diagnostic.ts'
import type { Authority, Bound, Collection, Enumeration, Fact, IrExpr, Vocabulary } from '../ir/ir.ts'
import type { Clause, TypeTree } from '../syntax/tree.ts'
import {
  BOOL,
  DATE,
  MONEY,
  number,
  PLAIN,
  sameType,
  TEXT,
  type Type,
  typeText,
  YEAR,
} from '../values/types.ts'
import { parseUnit } from '../values/units.ts'
import { all, argument, headOf, one, rawText, requiredText } from './clauses.ts'
import { elaborate } from './expressions.ts'
import { vocabularyScope } from './scope.ts'

export function checkVocabulary(clauses: readonly Clause[], report: Report): Vocabulary {
  const units = clauses.flatMap((each) =>
    each.word === '单位' ? [argument(each, 'newName')?.name ?? ''] : [],
  )
  const unitSet = new Set(units)
  const enums = clauses.filter((each) => each.word === '枚举').map((each) => enumeration(each, report))
  const enumNames = new Set(enums.map((each) => each.name))
  const declared = { units: unitSet, enums: enumNames }
  const facts = clauses
    .filter((each) => each.word === '事实')
    .map((each) => fact(each, declared, undefined, report))
  const collections = clauses
    .filter((each) => each.word === '集合')
    .map((each) => collection(each, declared, report))
  reportDuplicates(clauses, report)
  const bare: Vocabulary = { enums, facts, collections, units }
  return { ...bare, facts: withFormulas(clauses, bare, report) }
}

type Declared = { readonly units: ReadonlySet<string>; readonly enums: ReadonlySet<string> }

function reportDuplicates(clauses: readonly Clause[], report: Report): void {
  const seen = new Set<string>()
  const english = new Set<string>()
  for (const clause of clauses) {
    const name = argument(clause, 'newName')?.name ?? argument(clause, 'declaration')?.name
    if (name === undefined || !['事实', '集合', '枚举', '单位'].includes(clause.word)) continue
    if (seen.has(name)) report('E0202', clause.at, { name })
    seen.add(name)
    const other = argument(all(clause, '英文')[0], 'raw')?.text
    if (other !== undefined && english.has(other)) report('E0202', clause.at, { name: other })
    if (other !== undefined) english.add(other)
  }
}

function enumeration(clause: Clause, report: Report): Enumeration {
  const values = all(clause, '值').flatMap((each) => {
    const value = argument(each, 'newName')
    return value
      ? [value.alias === undefined ? { name: value.name } : { name: value.name, alias: value.alias }]
      : []
  })
  if (values.length === 0) report('E0501', headOf(clause), { word: '值', of: '枚举' })
  const seen = new Set<string>()
  for (const [i, value] of values.entries()) {
    if (seen.has(value.name)) report('E0202', all(clause, '值')[i]?.at ?? clause.at, { name: value.name })
    seen.add(value.name)
  }
  return {
    name: argument(clause, 'newName')?.name ?? '',
    english: requiredText(clause, '英文', report),
    values,
  }
}

export function typeOfTree(tree: TypeTree, declared: Declared, report: Report): Type {
  const scalar = scalarOfTree(tree, declared, report)
  if (!tree.yearly) return scalar
  if (scalar.kind !== 'number') report('E0318', tree.at, { found: typeText(scalar) })
  return { kind: 'yearly', dimension: scalar.kind === 'number' ? scalar.dimension : '' }
}

function scalarOfTree(tree: TypeTree, declared: Declared, report: Report): Type {
  switch (tree.kind) {
    case 'bool':
      return BOOL
    case 'money':
      return MONEY
    case 'ratio':
      return PLAIN
    case 'date':
      return DATE
    case 'year':
      return YEAR
    case 'text':
      return TEXT
    case 'quantity':
      return number(parseUnit(tree.unit, declared.units)?.dimension ?? '')
    case 'enum':
    case 'set':
      if (!declared.enums.has(tree.name)) report('E0207', tree.at, { name: tree.name })
      return { kind: tree.kind, name: tree.name }
  }
}

function fact(clause: Clause, declared: Declared, owner: Clause | undefined, report: Report): Fact {
  const declaration = argument(clause, 'declaration')
  const type = declaration ? typeOfTree(declaration.type, declared, report) : TEXT
  const column = rawText(clause, '列', report)
  const note = rawText(clause, '说明', report)
  const source = rawText(clause, '来源', report)
  const format = rawText(clause, '格式', report)
  if (!all(clause, '问')[0]) report('E0501', headOf(clause), { word: '问', of: clause.word })
  return {
    name: declaration?.name ?? '',
    english: requiredText(clause, '英文', report),
    ...(column === undefined ? {} : { column }),
    subject: rawText(clause, '主体', report) ?? subjectOf(owner, report),
    type,
    authority: authority(clause, owner, report),
    question: rawText(clause, '问', report) ?? '',
    ...(note === undefined ? {} : { note }),
    ...(source === undefined ? {} : { source }),
    ...(format === undefined ? {} : { format }),
    bounds: bounds(clause, type, report),
    mayNotApply: all(clause, '可不适用').length > 0,
  }
}

function subjectOf(owner: Clause | undefined, report: Report): string {
  return (owner && rawText(owner, '主体', report)) ?? '企业'
}

function authority(clause: Clause, owner: Clause | undefined, report: Report): Authority {
  const decided = rawText(clause, '认定', report)
  if (decided !== undefined) return { kind: 'decided', name: decided }
  const holder = rawText(clause, '掌握', report) ?? (owner && rawText(owner, '掌握', report))
  // A derived fact may still be given directly; it is asked of whoever holds what it is derived from.
  if (all(clause, '推导').length > 0) return { kind: 'derived', name: holder ?? '企业' }
  if (holder === undefined) {
    report('E0501', headOf(clause), { word: '掌握', of: clause.word })
    return { kind: 'applicant', name: '企业' }
  }
  const own = holder === '企业' || holder === '本单位'
  return { kind: own ? 'applicant' : 'government', name: holder }
}

function bounds(clause: Clause, type: Type, report: Report): Bound[] {
  const found = argument(one(clause, '范围', report), 'range')
  const scope = vocabularyScope({ enums: [], facts: [], collections: [], units: [] }, report)
  const scalar: Type = type.kind === 'yearly' ? number(type.dimension) : type
  return (found?.bounds ?? []).flatMap((bound) => {
    const limit = elaborate(bound.limit, scope)
    if (!limit) return []
    if (!sameType(limit.type, scalar)) {
      report('E0301', bound.limit.at, { left: typeText(scalar), right: typeText(limit.type) })
      return []
    }
    const value = constant(limit.expr)
    if (value === undefined) report('E0314', bound.limit.at)
    return value === undefined ? [] : [{ op: bound.op, word: bound.word, value }]
  })
}

function constant(expr: IrExpr): string | undefined {
  if (expr.kind === 'number') return expr.value
  if (expr.kind === 'negate') {
    const inner = constant(expr.operand)
    return inner === undefined ? undefined : inner.startsWith('-') ? inner.slice(1) : `-${inner}`
  }
  if (expr.kind === 'date') return String(expr.day)
  if (expr.kind === 'year') return String(expr.year)
  return undefined
}

function collection(clause: Clause, declared: Declared, report: Report): Collection {
  const column = rawText(clause, '列', report)
  const note = rawText(clause, '说明', report)
  const fields = all(clause, '字段').map((each) => fact(each, declared, clause, report))
  if (fields.length === 0) report('E0501', headOf(clause), { word: '字段', of: '集合' })
  const seen = new Set<string>()
  for (const [i, each] of fields.entries()) {
    if (seen.has(each.name)) report('E0202', all(clause, '字段')[i]?.at ?? clause.at, { name: each.name })
    seen.add(each.name)
    const clauseOfField = all(clause, '字段')[i]
    for (const word of ['推导', '缺省'] as const) {
      const formula = clauseOfField && all(clauseOfField, word)[0]
      if (formula) report('E0320', formula.at, { word })
    }
    if (each.type.kind === 'yearly')
      report('E0319', all(clause, '字段')[i]?.at ?? clause.at, { name: each.name })
  }
  return {
    name: argument(clause, 'newName')?.name ?? '',
    english: requiredText(clause, '英文', report),
    ...(column === undefined ? {} : { column }),
    subject: subjectOf(clause, report),
    authority: authority(clause, undefined, report),
    question: rawText(clause, '问', report) ?? '',
    ...(note === undefined ? {} : { note }),
    fields,
  }
}

/** Derivations and presets may use every other fact, so they are typed once all facts are known. */
function withFormulas(clauses: readonly Clause[], vocabulary: Vocabulary, report: Report): Fact[] {
  const scope = vocabularyScope(vocabulary, report)
  const declarations = clauses.filter((each) => each.word === '事实')
  return vocabulary.facts.map((each, i) => {
    const clause = declarations[i]
    if (!clause) return each
    const derivation = formula(one(clause, '推导', report), each)
    const preset = formula(one(clause, '缺省', report), each)
    return { ...each, ...(derivation ? { derivation } : {}), ...(preset ? { preset } : {}) }
  })

  function formula(clause: Clause | undefined, of: Fact): Fact['derivation'] {
    const expr = argument(clause, 'expr')?.expr
    const typed = expr && elaborate(expr, scope, of.type)
    if (!expr || !typed) return undefined
    if (sameType(typed.type, of.type)) return typed.expr
    report('E0301', expr.at, { left: typeText(of.type), right: typeText(typed.type) })
    return undefined
  }
}
