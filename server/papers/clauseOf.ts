// A case's item → what a paper says of its basis: the document, the article and the very words, from the library.
import { documentTitle, type Program } from '#lang'

export type Clause = {
  readonly title: string
  /** 《…》（渝北府办发〔2024〕34号）; the document's number in the library where it is no longer held. */
  readonly document: string
  /** Its heading, and its name in the library. */
  readonly article: string
  readonly articleId: string
  readonly quotes: readonly string[]
}

type OfItem = { readonly policy: string; readonly item: string }

/** What is paid for what; the rest stands in the article. */
const MOST_QUOTES = 3

export function clauseOf(program: Program, { policy: id, item: itemId }: OfItem): Clause {
  const policy = program.policies.find((each) => each.document.id === id)
  const item = policy?.items.find((each) => each.id === itemId)
  if (!policy || !item) return { title: itemId, document: id, article: '', articleId: '', quotes: [] }
  const citations = [...item.citations, ...item.parts.flatMap((each) => each.citations)]
  const own = citations.filter((each) => each.article === item.article && each.quote !== '')
  const quotes = own.map((each) => each.quote)
  return {
    title: item.title,
    document: documentTitle(policy.document),
    article: headingOf(program, id, item.article),
    articleId: item.article,
    quotes: [...new Set(quotes)].slice(0, MOST_QUOTES),
  }
}

/** An article's heading; its name as it was written down where the library has no such article. */
export function headingOf(program: Program, policyId: string, article: string): string {
  const policy = program.policies.find((each) => each.document.id === policyId)
  return policy?.articles.find((each) => each.id === article)?.heading ?? article
}

/** A document as a reason names it. */
export function documentOf(program: Program, policyId: string): string {
  const policy = program.policies.find((each) => each.document.id === policyId)
  return policy ? documentTitle(policy.document) : policyId
}
