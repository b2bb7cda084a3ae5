// Clause trees → canonical rule text: two spaces a level, one spelling of every operator. parse(print(tree)) is tree.

import { dateToChinese } from '../values/dates.ts'
import type { ArithmeticOp } from '../values/operators.ts'
import { AGGREGATES, POWER } from './expressions.ts'
import type { AmountTree, Argument, Citation, Clause, Expr, TypeTree } from './tree.ts'

const AGGREGATE_WORDS = new Map([...AGGREGATES].map(([word, op]) => [op, word]))
const POLICY_WORDS = { unique: '唯一', highest: '就高', sum: '累计' } as const
const SIGNS: Readonly<Record<ArithmeticOp, string>> = { add: '+', subtract: '−', multiply: '×', divide: '÷' }

/** Declarations with a blank line between them, unless they are one-liners of the same kind. */
export function printRules(clauses: readonly Clause[]): string {
  const lines: string[] = []
  for (const [i, clause] of clauses.entries()) {
    const before = clauses[i - 1]
    const compact =
      before && before.word === clause.word && before.children.length === 0 && clause.children.length === 0
    if (i > 0 && !compact) lines.push('')
    printClause(clause, 0, lines)
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

function printClause(clause: Clause, depth: number, lines: string[]): void {
  const word = clause.word === '〔条件〕' || clause.word === '引' ? '' : clause.word
  const head = [word, argumentText(clause.argument, clause.word), citationsText(clause.citations)].filter(
    (each) => each !== '',
  )
  lines.push(wrapped(`${'  '.repeat(depth)}${head.join(' ')}`, depth))
  for (const child of clause.children) printClause(child, depth + 1, lines)
}

const LONGEST = 60

/** A long line breaks before 且 and 或 inside its outermost brackets, where a deeper line continues it. */
function wrapped(line: string, depth: number): string {
  if (line.length <= LONGEST) return line
  const indent = '  '.repeat(depth + 2)
  let result = ''
  let brackets = 0
  let quotes = 0
  for (let i = 0; i < line.length; i++) {
    const char = line.charAt(i)
    if (char === '「') quotes++
    if (char === '」') quotes--
    if (quotes === 0 && (char === '（' || char === '(')) brackets++
    if (quotes === 0 && (char === '）' || char === ')')) brackets--
    const connective =
      quotes === 0 && brackets === 1 && (line.startsWith(' 且 ', i) || line.startsWith(' 或 ', i))
    result += connective ? `\n${indent}` : char
  }
  return result
}

function citationsText(citations: readonly Citation[]): string {
  if (citations.length === 0) return ''
  let text = '引'
  for (const each of citations)
    text += each.article === undefined ? `「${each.quote}」` : ` #${each.article}「${each.quote}」`
  return text
}

function argumentText(argument: Argument, clauseWord: string): string {
  switch (argument.kind) {
    case 'none':
      return ''
    case 'raw':
      return argument.text
    case 'expr':
      return print(argument.expr)
    case 'newName':
      return argument.alias === undefined ? argument.name : `${argument.name} ${argument.alias}`
    case 'declaration':
      return `${argument.name} : ${typeText(argument.type)}`
    case 'binding':
      if (argument.cases) return `${argument.name} 分档 ${POLICY_WORDS[argument.cases]}`
      return argument.expr ? `${argument.name} = ${print(argument.expr)}` : argument.name
    case 'date':
      return dateToChinese(argument.day)
    case 'range':
      return argument.bounds.map((each) => `${each.word} ${print(each.limit, POWER.compare)}`).join(' ')
    case 'selection':
      return selectionText(argument.collection, argument.variable, argument.where)
    case 'amount':
      return amountText(argument.amount)
    case 'cap': {
      const soft = argument.soft ? ' 原则上' : ''
      const when = argument.when ? ` 当 ${print(argument.when)}` : ''
      return `${argument.scope} ${print(argument.limit)}${soft}${when}`
    }
    case 'row':
      return rowText(argument, clauseWord === '当')
    case 'window': {
      const from = argument.from === undefined ? '' : `自 ${dateToChinese(argument.from)}`
      const to = argument.to === undefined ? '' : `至 ${dateToChinese(argument.to)}`
      const by = argument.by ? `按 ${print(argument.by)}` : ''
      return [from, to, by].filter((each) => each !== '').join(' ')
    }
    case 'target':
      return targetText(argument)
  }
}

function targetText({ op, word, value, to }: Extract<Argument, { readonly kind: 'target' }>): string {
  const range = to ? ` 至 ${print(to)}` : ''
  const about = op === 'about' ? ' 左右' : ''
  return `${word === '' ? '' : `${word} `}${print(value)}${range}${about}`
}

function rowText(row: Extract<Argument, { readonly kind: 'row' }>, opened: boolean): string {
  const label = row.label === undefined ? '' : `「${row.label}」`
  const under = row.under === undefined ? '' : `之于「${row.under}」`
  // The clause word 当 opens the condition itself; under 一般 and 例外 the condition needs the word.
  const when = row.when ? `${opened ? '' : '当 '}${print(row.when)}` : ''
  return [label, under, when, `取 ${print(row.value)}`].filter((each) => each !== '').join(' ')
}

function amountText(amount: AmountTree): string {
  switch (amount.kind) {
    case 'exact':
      return print(amount.value)
    case 'upTo':
      return `至多 ${print(amount.value)}`
    case 'range':
      return `区间 ${print(amount.from)} 至 ${print(amount.to)}`
    case 'candidates':
      return `备选 ${amount.values.map((each) => print(each)).join('、')}`
    case 'cases':
      return `${amount.upTo ? '至多 ' : ''}分档 ${POLICY_WORDS[amount.policy]}`
    case 'unstated':
      return '未明确'
  }
}

const TYPE_WORDS = {
  bool: '是否',
  money: '金额',
  ratio: '比例',
  date: '日期',
  year: '年份',
  text: '文本',
} as const

function typeText(type: TypeTree): string {
  const yearly = type.yearly ? ' 逐年' : ''
  switch (type.kind) {
    case 'quantity':
      return `数量（${type.unit}）${yearly}`
    case 'enum':
      return `${type.name}${yearly}`
    case 'set':
      return `多选 ${type.name}${yearly}`
    default:
      return `${TYPE_WORDS[type.kind]}${yearly}`
  }
}

function selectionText(collection: string, variable: string | undefined, where: Expr | undefined): string {
  const alias = variable === undefined ? '' : ` 称 ${variable}`
  if (!where) return `${collection}${alias}`
  // Brackets show where a compound 其中 ends, and give a long one room to break.
  const compound = where.kind === 'and' || where.kind === 'or'
  return `${collection}${alias} 其中 ${compound ? `（${print(where)}）` : print(where, 1)}`
}

/** An expression; brackets only where the outer operator binds at least as strongly. */
export function print(expr: Expr, outer = 0): string {
  const text = bare(expr)
  return powerOf(expr) <= outer ? `（${text}）` : text
}

/** How strongly an expression holds together. An aggregate swallows all to its right, so it is the weakest. */
function powerOf(expr: Expr): number {
  switch (expr.kind) {
    case 'or':
      return POWER.or
    case 'and':
      return POWER.and
    case 'not':
      return expr.operand.kind === 'aggregate' ? 1 : POWER.not
    case 'compare':
    case 'contains':
    case 'oneOf':
      return POWER.compare
    case 'arithmetic':
      return expr.op === 'add' || expr.op === 'subtract' ? POWER.add : POWER.multiply
    case 'negate':
      return POWER.negate
    case 'aggregate':
      return expr.where || !['exists', 'count'].includes(expr.op) ? 1 : 100
    default:
      return 100
  }
}

function bare(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return expr.text
    case 'date':
      return dateToChinese(expr.day)
    case 'year':
      return `${expr.year}年`
    case 'bool':
      return expr.value ? '是' : '否'
    case 'text':
      return `「${expr.value}」`
    case 'missing':
      return ''
    case 'name':
      return expr.name
    case 'field':
      return `${expr.variable}.${expr.field}`
    case 'compare':
      return `${print(expr.left, POWER.compare)} ${expr.word} ${print(expr.right, POWER.compare)}`
    case 'contains':
      return `${print(expr.set, POWER.compare)} 含 ${print(expr.value, POWER.compare)}`
    case 'oneOf':
      return `${print(expr.left, POWER.compare)} 属于（${expr.values.map((each) => print(each)).join('、')}）`
    case 'and':
      return `${print(expr.left, POWER.and - 1)} 且 ${print(expr.right, POWER.and)}`
    case 'or':
      // 且 binds more strongly, but a reader should not have to know that.
      return `${print(expr.left, expr.left.kind === 'and' ? POWER.and : POWER.or - 1)} 或 ${print(expr.right, POWER.and)}`
    case 'not':
      return `非 ${expr.operand.kind === 'aggregate' ? bare(expr.operand) : print(expr.operand, POWER.not)}`
    case 'negate':
      return `−${print(expr.operand, POWER.negate)}`
    case 'arithmetic': {
      const power = powerOf(expr)
      return `${print(expr.left, power - 1)} ${SIGNS[expr.op]} ${print(expr.right, power)}`
    }
    case 'call':
      return `${expr.function}(${expr.args.map((each) => print(each)).join('、')})`
    case 'itemAmount':
      return `金额（${expr.item}）`
    case 'aggregate': {
      const taken = expr.take ? ` 取 ${print(expr.take)}` : ''
      return `${AGGREGATE_WORDS.get(expr.op) ?? ''} ${selectionText(expr.collection, expr.variable, expr.where)}${taken}`
    }
  }
}
