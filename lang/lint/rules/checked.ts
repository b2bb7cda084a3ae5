// What every check of rules against words is given, and how a declaration's place in the file is found.
import type { Diagnostic, Report, Span } from '../../diagnostics/diagnostic.ts'
import { everyExpr } from '../../ir/inside.ts'
import type { IrExpr, Policy, Program } from '../../ir/ir.ts'
import type { Clause, Tree } from '../../syntax/tree.ts'
import { add, divide, multiply, type Rational, rationalFromText, subtract } from '../../values/rational.ts'
import type { Words } from '../words/words.ts'

export type Checked = {
  readonly policy: Policy
  readonly program: Program
  readonly tree: Tree
  readonly words: Words
}

export type RuleCheck = (checked: Checked, report: Report, before: readonly Diagnostic[]) => void

/** The declaration with this number (编号), or with this name where it has none. */
export function declarationAt(tree: Tree, word: string, id: string): Clause | undefined {
  return tree.blocks
    .flatMap((each) => each.clauses)
    .find((each) => each.word === word && (numberOf(each) === id || nameOf(each) === id))
}

/** The place of the first clause of a declaration that opens with one of these words, else of the declaration. */
export function placeIn(tree: Tree, declaration: Clause | undefined, ...words: readonly string[]): Span {
  const inner = declaration?.children.find((each) => words.includes(each.word))
  return inner?.at ?? declaration?.at ?? { file: tree.file, start: 0, end: 0 }
}

function numberOf(clause: Clause): string | undefined {
  const argument = clause.children.find((each) => each.word === '编号')?.argument
  return argument?.kind === 'raw' ? argument.text : undefined
}

function nameOf({ argument }: Clause): string | undefined {
  if (argument.kind === 'raw') return argument.text
  return 'name' in argument ? argument.name : undefined
}

/** The official words of an article without white space. */
export function articleText(policy: Policy, id: string): string {
  return policy.articles.find((each) => each.id === id)?.text.replace(/\s/g, '') ?? ''
}

/** The value of an expression of numbers only, in base units; undefined where a fact decides. */
export function constant(expr: IrExpr): Rational | undefined {
  if (expr.kind === 'number') return rationalFromText(expr.value)
  if (expr.kind !== 'arithmetic') return undefined
  const left = constant(expr.left)
  const right = constant(expr.right)
  if (!left || !right || (expr.op === 'divide' && right.n === 0n)) return undefined
  return { add, subtract, multiply, divide }[expr.op](left, right)
}

const EXPR_KINDS: ReadonlySet<string> = new Set<IrExpr['kind']>([
  ...(['number', 'date', 'year', 'bool', 'text', 'enum', 'fact', 'field', 'definition', 'choice'] as const),
  ...(['standard', 'clock', 'itemAmount', 'compare', 'contains', 'oneOf', 'and', 'or', 'not'] as const),
  ...(['negate', 'arithmetic', 'call', 'aggregate'] as const),
])

/** Every expression anywhere inside a part of a program. */
export function* expressionsIn(value: unknown): Iterable<IrExpr> {
  if (Array.isArray(value)) for (const each of value) yield* expressionsIn(each)
  else if (value && typeof value === 'object') {
    if ('kind' in value && EXPR_KINDS.has(String(value.kind)) && isExpr(value)) yield* everyExpr(value)
    else for (const each of Object.values(value)) yield* expressionsIn(each)
  }
}

/** Types and subjects of rules have kinds of the same names; only expressions have these fields. */
function isExpr(value: object): value is IrExpr {
  return [
    'value',
    'day',
    'year',
    'name',
    'field',
    'what',
    'item',
    'left',
    'set',
    'operands',
    'operand',
    'args',
    'collection',
  ].some((each) => each in value)
}
