// What stands behind a name or an amount: one expression, or a case table of rows of one type.
import type { Report } from '../diagnostics/diagnostic.ts'
import type { Body, Row } from '../ir/ir.ts'
import type { Clause } from '../syntax/tree.ts'
import type { CasesPolicy } from '../values/operators.ts'
import { sameType, type Type, typeText } from '../values/types.ts'
import type { Citer } from './citations.ts'
import { argument, headOf } from './clauses.ts'
import { condition, elaborate } from './expressions.ts'
import type { Scope } from './scope.ts'

/** A declaration with the article that it stands under. */
export type Placed = { readonly clause: Clause; readonly article: string }

export type Context = { readonly scope: Scope; readonly cite: Citer; readonly report: Report }

export type TypedBody = { readonly body: Body; readonly type: Type }

export function exprBody(
  expr: Parameters<typeof elaborate>[0] | undefined,
  context: Pick<Context, 'scope'>,
): TypedBody | undefined {
  const typed = expr && elaborate(expr, context.scope)
  return typed && { body: { kind: 'expr', expr: typed.expr }, type: typed.type }
}

/** The rows of a case table (一般, 例外, 当), all of one type. */
export function checkCases(
  clause: Clause,
  policy: CasesPolicy,
  article: string,
  context: Context,
): TypedBody | undefined {
  const rows: Row[] = []
  let type: Type | undefined
  const labels = new Set<string>()
  for (const child of clause.children) {
    const row = argument(child, 'row')
    if (!row) continue
    const value = elaborate(row.value, context.scope)
    const when = row.when && condition(row.when, context.scope)
    if (!value || (row.when && !when)) continue
    if (type && !sameType(type, value.type)) {
      context.report('E0301', row.value.at, { left: typeText(type), right: typeText(value.type) })
      continue
    }
    type ??= value.type
    if (row.under !== undefined && !labels.has(row.under))
      context.report('E0505', child.at, { label: row.under })
    if (row.label !== undefined) labels.add(row.label)
    rows.push({
      ...(row.label === undefined ? {} : { label: row.label }),
      ...(row.under === undefined ? {} : { under: row.under }),
      general: child.word === '一般',
      ...(when ? { when } : {}),
      value: value.expr,
      citations: context.cite(child.citations, article),
    })
  }
  const generals = clause.children.filter((each) => each.word === '一般')
  if (generals[1]) context.report('E0502', generals[1].at, { word: '一般' })
  if (rows.length === 0 || !type) {
    context.report('E0501', headOf(clause), { word: '当', of: '分档' })
    return undefined
  }
  return { body: { kind: 'cases', policy, rows, type }, type }
}
