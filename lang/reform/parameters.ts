// Program → its parameters: every constant of the rules that a reform can change, described for people.
import type { Citation, IrExpr, Policy, Program } from '../ir/ir.ts'
import { exprText } from '../ir/words.ts'
import { dateToChinese } from '../values/dates.ts'
import { influenceOf, ownerKey } from './influence.ts'
import { type Constant, isConstant, type Leaf, leavesOf } from './leaves.ts'
import type { Parameter } from './reform.ts'
import { type Purpose, purposeOf } from './roles.ts'

const known = new WeakMap<Program, readonly Parameter[]>()

/**
 * The parameters of a program, in the order of its documents; only those of some policies, or that can influence some
 * items. Targets are goals and no rules about a subject, so their figures are not among them.
 */
export function parametersOf(
  program: Program,
  policyIds?: readonly string[],
  itemIds?: readonly string[],
): readonly Parameter[] {
  const all = known.get(program) ?? program.policies.flatMap((each) => ofPolicy(program, each))
  known.set(program, all)
  return all.filter(
    ({ policy, items }) =>
      (policyIds === undefined || policyIds.includes(policy)) &&
      (itemIds === undefined || items.some((each) => itemIds.includes(each))),
  )
}

/** The places of a policy that hold a constant. */
export function constantsOf(policy: Policy): Leaf<Constant>[] {
  return leavesOf(policy).filter((each): each is Leaf<Constant> => isConstant(each.expr))
}

function ofPolicy(program: Program, policy: Policy): Parameter[] {
  const itemsOf = influenceOf(program, policy)
  const found = constantsOf(policy).map((leaf): Found => {
    const cited = citationOf(leaf)
    const figure = cited && figureIn(cited, leaf.expr)
    return {
      parameter: parameterOf(policy, leaf, cited, itemsOf(ownerKey(leaf.place.owner))),
      figure: figure === undefined ? undefined : `${cited?.article} ${figure}`,
    }
  })
  return found.map((each) => ({
    ...each.parameter,
    sameWords: found
      .filter((other) => other !== each && sameFigure(each, other))
      .map((other) => other.parameter.id),
  }))
}

function parameterOf(
  policy: Policy,
  leaf: Leaf<Constant>,
  cited: Citation | undefined,
  items: readonly string[],
): Omit<Parameter, 'sameWords'> {
  const { id, expr, place } = leaf
  const use = purposeOf(policy, leaf)
  return {
    ...{ id, policy: place.policy, items, role: use.role, kind: expr.kind },
    ...{ text: constantText(expr), value: constantValue(expr) },
    dimension: expr.kind === 'number' ? expr.dimension : '',
    ...(use.fact === undefined ? {} : { fact: use.fact }),
    label: labelOf(leaf, use),
    ...(cited ? { quote: cited.quote } : {}),
    article: cited?.article ?? place.article,
  }
}

export function constantText(expr: Constant): string {
  return exprText(expr)
}

export function constantValue(expr: Constant): string {
  switch (expr.kind) {
    case 'number':
      return expr.value
    case 'date':
      return String(expr.day)
    case 'year':
      return String(expr.year)
  }
}

/** 「上年度产值增速 超过 20%」的20%; 封顶 每企业每年 50万元; 金额「15% × 投资额」的15%. */
function labelOf({ expr, chain, place }: Leaf<Constant>, { comparison }: Purpose): string {
  const text = constantText(expr)
  const words = place.words.join(' ')
  const [root] = chain
  const inner = chain.findLast((each) => each.kind === 'compare')
  if (inner?.kind === 'compare') return `${words}${comparedWords(inner)}的${text}`
  if (root) return `${words}「${exprText(root)}」的${text}`
  return `${words} ${text}${comparison ? `（用于${comparedWords(comparison.expr)}）` : ''}`.trim()
}

function comparedWords(expr: Extract<IrExpr, { kind: 'compare' }>): string {
  return `「${exprText(expr.left)} ${expr.word} ${exprText(expr.right)}」`
}

/** Of the nearest citations the one that names the figure, else the first. */
function citationOf({ expr, place }: Leaf<Constant>): Citation | undefined {
  return place.citations.find((each) => figureIn(each, expr) !== undefined) ?? place.citations[0]
}

/** Where in the article the figure stands that a constant is. */
function figureIn({ quote, start }: Citation, expr: Constant): number | undefined {
  const words = expr.kind === 'date' ? dateToChinese(expr.day) : constantText(expr)
  const pattern = [...words.replace(/\s/g, '')]
    .map((each) => each.replace(/[.*+?^${}()|[\]\\]/, '\\$&'))
    .join('\\s*')
  // 15% is no figure of its own within 115%, nor 1 within 10%.
  const at = new RegExp(`(?<![\\d.])${pattern}(?!\\d|\\.\\d)`, 'u').exec(quote)?.index
  return at === undefined ? undefined : start + at
}

/** A constant with the figure of the text that it stands for: its place in the article. */
type Found = {
  readonly parameter: Omit<Parameter, 'sameWords'>
  readonly figure: string | undefined
}

function sameFigure(a: Found, b: Found): boolean {
  return (
    a.figure !== undefined &&
    a.figure === b.figure &&
    a.parameter.kind === b.parameter.kind &&
    a.parameter.value === b.parameter.value &&
    a.parameter.dimension === b.parameter.dimension
  )
}
