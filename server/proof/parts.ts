// What a bundle draws from a decision: the clauses it rests on, and everything that was said. Pure.
import type { Citation, Finding, Program } from '#lang'
import type { Frozen } from '../decisions/decision.ts'
import type { Clause } from './bundle.ts'

/** Every phrase that the finding rests on, under its article. */
export function clausesOf(program: Program, finding: Finding): Clause[] {
  const policy = program.policies.find((each) => each.document.id === finding.policy)
  if (!policy) return []
  const cited: readonly Citation[] = finding.citations
  return policy.articles.flatMap((article): Clause[] => {
    const quotes = cited.filter((each) => each.article === article.id).map((each) => each.quote)
    if (quotes.length === 0) return []
    const { id, title, number } = policy.document
    const { heading, text } = article
    return [{ policy: id, title, number, article: article.id, heading, text, quotes: [...new Set(quotes)] }]
  })
}

/** The words that count and those that were outranked. */
export function statementsOf({ frozen: { facts } }: { readonly frozen: Frozen }) {
  return [...facts.statements, ...facts.conflicts.flatMap((each) => each.against)]
}
