// A threshold → a program with one more item whose "amount" is what is compared with the threshold: so the kernels that
// compute amounts also compute, exactly and for every subject, how far it lies from the threshold.
import type { IrExpr, Item, Policy, Program, ThresholdEdge, Type } from '#lang'

const FEN: Type = { kind: 'number', dimension: '元' }
const VALUE_ITEM = 'compared-with-threshold'

/** Amounts are whole 分 and not negative: `fen = (value + offset) × factor`, rounded down. */
export type Scale = { readonly factor: number; readonly offset: number }

/** Money is whole 分 as it is; of ratios and other quantities six decimals are kept. */
export function scaleOf({ dimension, kind }: Pick<ThresholdEdge, 'dimension' | 'kind'>): Scale {
  if (dimension === '元' || kind !== 'number') return { factor: 1, offset: 100_000_000_000_000 }
  return { factor: 1_000_000, offset: 1_000_000 }
}

/** Of what is asked of each element of a collection, the one that comes furthest. */
export function valueProgram(
  program: Program,
  edge: ThresholdEdge,
  like: Item,
): { program: Program; policy: Policy; item: Item } {
  const { factor, offset } = scaleOf(edge)
  const value = arithmetic('multiply', arithmetic('add', furthest(edge), whole(offset)), whole(factor))
  const { window: _, appliesTo: __, frequency: ___, ...plain } = like
  const item: Item = {
    ...plain,
    ...{ id: VALUE_ITEM, nature: 'cash', conditions: [], caps: [] },
    parts: [
      {
        ...{ conditions: [], caps: [], citations: [] },
        amount: { kind: 'exact', value: { kind: 'expr', expr: value }, citations: [] },
      },
    ],
  }
  const policies = program.policies.map((each) =>
    each.document.id === edge.policy ? withItem(each, item) : each,
  )
  const policy = policies.find((each) => each.document.id === edge.policy)
  if (!policy) throw new TypeError(`no policy ${edge.policy}`)
  return { program: { ...program, policies }, policy, item }
}

/** The document without its place: subjects elsewhere have the value too. */
function withItem(policy: Policy, item: Item): Policy {
  const { appliesTo: _, ...document } = policy.document
  return { ...policy, document, items: [...policy.items, item] }
}

function furthest({ expr, collection, direction, kind }: ThresholdEdge): IrExpr {
  const variable = collection === undefined ? undefined : variableIn(expr, collection)
  if (collection === undefined || variable === undefined) return expr
  const [least, most] = kind === 'date' ? (['earliest', 'latest'] as const) : (['lowest', 'highest'] as const)
  const op = direction === 'below' ? least : most
  return { kind: 'aggregate', op, collection, variable, take: expr, type: FEN }
}

/** The name under which an expression reads an element of the collection. */
function variableIn(expr: IrExpr, collection: string): string | undefined {
  let found: string | undefined
  JSON.stringify(expr, (_, value) => {
    if (value?.kind === 'field' && value.collection === collection) found ??= value.variable
    return value
  })
  return found
}

function arithmetic(op: 'add' | 'multiply', left: IrExpr, right: IrExpr): IrExpr {
  return { kind: 'arithmetic', op, left, right, type: FEN }
}

function whole(value: number): IrExpr {
  return { kind: 'number', value: String(value), dimension: '元', text: String(value) }
}
