// Where an expression stands in a policy: its path, whose part it is, what it is for, and the phrases nearest to it.
import type { Citation, IrExpr } from '../ir/ir.ts'

export type Owner =
  | { readonly kind: 'document' }
  | { readonly kind: 'item' | 'relation'; readonly id: string }
  | { readonly kind: 'definition' | 'standard'; readonly name: string }
  | { readonly kind: 'choice'; readonly reading: string; readonly name: string }

/** What an expression is for there. `named`: it is the value of a name, and means what the name's users make of it. */
export type Site = 'condition' | 'value' | 'limit' | 'rowWhen' | 'rowValue' | 'named' | 'total' | 'date'

export type Place = {
  readonly path: string
  readonly policy: string
  readonly owner: Owner
  readonly site: Site
  /** Whose part it is and what it is for, in words: 口径「…」甲：社会厂房补贴上限. */
  readonly words: readonly string[]
  /** The nearest that there are. */
  readonly citations: readonly Citation[]
  readonly article: string
}

export type Edit = (expr: IrExpr, place: Place) => IrExpr

export function inner(place: Place, step: string, more: Partial<Place> = {}): Place {
  const { citations } = more
  const nearest = citations && citations.length > 0 ? citations : place.citations
  return { ...place, ...more, citations: nearest, path: `${place.path}/${step}` }
}

export function worded(
  place: Place,
  step: string,
  site: Site,
  words: string,
  citations?: readonly Citation[],
): Place {
  return inner(place, step, { site, words: [...place.words, words], ...(citations ? { citations } : {}) })
}

export function named(
  place: Place,
  step: string,
  words: string,
  citations: readonly Citation[],
  owner: Owner,
): Place {
  const article = citations[0]?.article ?? ''
  return inner(place, step, { owner, site: 'named', words: [words], citations, article })
}
