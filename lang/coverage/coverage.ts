// Every figure and every sentence of a document, and what was made of it: the proof that nothing was passed over.

import { everyExpr } from '../ir/inside.ts'
import type { Citation, Condition, IrExpr, Policy, Vocabulary } from '../ir/ir.ts'
import { figuresIn, sentencesIn } from './units.ts'

/** What can account for words of the text. `heading` is the document's own numbering and titles. */
export type AccountKind =
  | 'document'
  | 'item'
  | 'decision'
  | 'definition'
  | 'standard'
  | 'reading'
  | 'relation'
  | 'target'
  | 'task'
  | 'list'
  | 'preamble'
  | 'noEffect'
  | 'heading'

export type Account = {
  readonly kind: AccountKind
  /** Title of what was made of the words; for `noEffect` with its reason. */
  readonly title: string
  readonly id: string
}

export type CoveredUnit = {
  readonly article: string
  readonly start: number
  readonly end: number
  readonly text: string
  /** Empty when nothing accounts for it. */
  readonly accounts: readonly Account[]
}

/** A sentence is accounted for when each of its clauses (between ， ； ：) is. */
export type CoveredSentence = CoveredUnit & { readonly open: readonly CoveredUnit[] }

export type Coverage = {
  readonly document: string
  readonly figures: readonly CoveredUnit[]
  readonly sentences: readonly CoveredSentence[]
  /** How many figures and sentences each kind accounts for; one may count under several. */
  readonly byKind: Readonly<
    Partial<Record<AccountKind, { readonly figures: number; readonly sentences: number }>>
  >
  readonly openFigures: readonly CoveredUnit[]
  readonly openSentences: readonly CoveredSentence[]
}

type Claim = { readonly citation: Citation; readonly account: Account }

/** A stretch of the text with one thing that accounts for it; they may overlap. */
export type AccountedPhrase = {
  readonly article: string
  readonly start: number
  readonly end: number
  readonly account: Account
}

/** Everything that accounts for words of a document, phrase by phrase, as a reader would colour them. */
export function accountedPhrases(policy: Policy, vocabulary: Vocabulary): AccountedPhrase[] {
  const cited = claimsOf(policy, vocabulary).map(({ citation: { article, start, end }, account }) => ({
    ...{ article, start, end, account },
  }))
  const headings = policy.articles.flatMap((article) =>
    headingSpans(article).map((span) => ({ article: article.id, ...span, account: HEADING })),
  )
  return [...cited, ...headings]
}

/**
 * Counts the figures (Arabic and Chinese numerals) and sentences of one document, and says what accounts for each.
 * A figure is accounted for when a cited phrase contains it, a sentence when cited phrases touch each of its clauses.
 */
export function coverage(policy: Policy, vocabulary: Vocabulary): Coverage {
  const claims = claimsOf(policy, vocabulary)
  const figures: CoveredUnit[] = []
  const sentences: CoveredSentence[] = []
  for (const article of policy.articles) {
    const own = claims.filter((each) => each.citation.article === article.id)
    const headings = headingSpans(article)
    const accountsOf = (start: number, end: number, whole: boolean): Account[] => {
      const fits = (from: number, to: number) =>
        whole ? from <= start && end <= to : from < end && start < to
      const found = own
        .filter(({ citation }) => fits(citation.start, citation.end))
        .map((each) => each.account)
      const heading = headings.some((each) => fits(each.start, each.end))
      return distinct(heading ? [...found, HEADING] : found)
    }
    for (const { start, end, text } of figuresIn(article.text)) {
      figures.push({ article: article.id, start, end, text, accounts: accountsOf(start, end, true) })
    }
    for (const sentence of sentencesIn(article.text)) {
      const parts = sentence.clauses.map(
        (each): CoveredUnit => ({
          article: article.id,
          ...each,
          accounts: accountsOf(each.start, each.end, false),
        }),
      )
      const { start, end, text } = sentence
      sentences.push({
        article: article.id,
        start,
        end,
        text,
        accounts: distinct(parts.flatMap((each) => each.accounts)),
        open: parts.filter((each) => each.accounts.length === 0),
      })
    }
  }
  return {
    document: policy.document.id,
    figures,
    sentences,
    byKind: countByKind(figures, sentences),
    openFigures: figures.filter((each) => each.accounts.length === 0),
    openSentences: sentences.filter((each) => each.open.length > 0),
  }
}

const HEADING: Account = { kind: 'heading', title: '标题和序号', id: '' }

function distinct(accounts: readonly Account[]): Account[] {
  return [...new Map(accounts.map((each) => [`${each.kind} ${each.id}`, each])).values()]
}

function countByKind(figures: readonly CoveredUnit[], sentences: readonly CoveredUnit[]): Coverage['byKind'] {
  const counts = new Map<AccountKind, { figures: number; sentences: number }>()
  const count = (units: readonly CoveredUnit[], what: 'figures' | 'sentences'): void => {
    for (const unit of units) {
      for (const kind of new Set(unit.accounts.map((each) => each.kind))) {
        const found = counts.get(kind) ?? { figures: 0, sentences: 0 }
        found[what]++
        counts.set(kind, found)
      }
    }
  }
  count(figures, 'figures')
  count(sentences, 'sentences')
  return Object.fromEntries(counts)
}

type Span = { readonly start: number; readonly end: number }

const ORDINAL =
  /^(?:第[一二三四五六七八九十百]+[条章节]|[一二三四五六七八九十]+[、是]|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]|专栏\s*\d+)/

/**
 * The document's own numbering and titles: an ordinal that opens a paragraph, and the article's heading where the
 * text repeats it.
 */
function headingSpans({ heading, text }: { readonly heading: string; readonly text: string }): Span[] {
  const spans: Span[] = []
  const title = squeeze(heading)
  let start = 0
  for (const paragraph of text.split('\n')) {
    const ordinal = ORDINAL.exec(paragraph.trimStart())
    const lead = paragraph.length - paragraph.trimStart().length
    const titled = title === '' ? 0 : prefixLength(paragraph, title)
    const length = Math.max(ordinal ? lead + ordinal[0].length : 0, titled)
    if (length > 0) spans.push({ start, end: start + length })
    start += paragraph.length + 1
  }
  return spans
}

/** How much of the paragraph repeats the title, white space aside; 0 when it does not begin with it. */
function prefixLength(paragraph: string, title: string): number {
  let matched = 0
  for (let i = 0; i < paragraph.length; i++) {
    const char = paragraph.charAt(i)
    if (/\s/.test(char)) continue
    if (char !== title.charAt(matched)) return 0
    matched++
    if (matched === title.length) return i + 1
  }
  return 0
}

function squeeze(text: string): string {
  return text.replace(/\s/g, '')
}

function claimsOf(policy: Policy, vocabulary: Vocabulary): Claim[] {
  const decided = new Set(
    vocabulary.facts.filter((each) => each.authority.kind === 'decided').map((each) => each.name),
  )
  const claims: Claim[] = []
  const claim = (account: Account, ...sources: readonly unknown[]): void => {
    for (const citation of citationsIn(sources)) claims.push({ citation, account })
  }
  const { document } = policy
  claim({ kind: 'document', title: document.title, id: document.id }, document)
  for (const each of policy.definitions) claim({ kind: 'definition', title: each.name, id: each.name }, each)
  for (const each of policy.standards) claim({ kind: 'standard', title: each.name, id: each.name }, each)
  for (const each of policy.readings) claim({ kind: 'reading', title: each.title, id: each.id }, each)
  for (const each of policy.relations) claim({ kind: 'relation', title: each.title, id: each.id }, each)
  for (const each of policy.targets) claim({ kind: 'target', title: each.title, id: each.id }, each)
  for (const each of policy.tasks) claim({ kind: 'task', title: each.title, id: each.id }, each)
  for (const each of policy.lists) claim({ kind: 'list', title: each.title, id: each.id }, each)
  for (const item of policy.items) {
    claim({ kind: 'item', title: item.title, id: item.id }, item)
    for (const condition of [...item.conditions, ...item.parts.flatMap((part) => part.conditions)]) {
      for (const each of testsIn(condition)) {
        if (isDecision(each.expr, decided))
          claim({ kind: 'decision', title: item.title, id: item.id }, each.citations)
      }
    }
  }
  for (const [i, each] of policy.remarks.entries()) {
    const title = each.reason === undefined ? each.title : `${each.title}：${each.reason}`
    claim({ kind: each.kind, title, id: `${each.article}-${i}` }, each)
  }
  return claims
}

type Test = Extract<Condition, { readonly kind: 'test' }>

function testsIn(condition: Condition): Test[] {
  return condition.kind === 'test' ? [condition] : condition.conditions.flatMap(testsIn)
}

/** A condition that waits for a department's judgement. */
function isDecision(expr: IrExpr, decided: ReadonlySet<string>): boolean {
  return [...everyExpr(expr)].some((each) => each.kind === 'fact' && decided.has(each.name))
}

/** Every citation anywhere inside a declaration. */
function citationsIn(value: unknown): Citation[] {
  if (Array.isArray(value)) return value.flatMap(citationsIn)
  if (!value || typeof value !== 'object') return []
  if ('quote' in value && 'start' in value && 'end' in value) return [value as Citation]
  return Object.values(value).flatMap(citationsIn)
}
