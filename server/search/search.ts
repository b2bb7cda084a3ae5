// Words and filters → places in the library, the exact phrase first, with the hits marked.
import MiniSearch from 'minisearch'
import { concernsSubject, type Program, validityOf } from '#lang'
import { type Cutter, createCutter, type Folded, fold, folded } from './cutter.ts'
import { type Entry, type EntryKind, entriesOf } from './entries.ts'

export type Filters = {
  readonly policy?: string | undefined
  readonly district?: string | undefined
  readonly level?: string | undefined
  readonly issuer?: string | undefined
  /** To whom an item is given, and its 类别, 性质 or 方式. They leave items only. */
  readonly subject?: string | undefined
  readonly kind?: string | undefined
  readonly valid?: 'inForce' | 'notYet' | 'expired' | 'repealed' | undefined
  readonly type?: EntryKind | undefined
}

/** How much of the question stands there: all of it in one piece, each of its words, or some of them. */
type Closeness = 'phrase' | 'words' | 'some'

type Piece = { readonly text: string; readonly hit: boolean }

type Hit = {
  readonly entry: Entry
  readonly closeness: Closeness
  readonly title: readonly Piece[]
  readonly excerpt: readonly Piece[]
}

export type Found = { readonly words: readonly string[]; readonly hits: readonly Hit[] }

export type LibrarySearch = (question: string, filters: Filters, at: number) => Found

/** With fewer hits than the first, entries that hold only some of the words are shown too, up to the second. */
const ENOUGH = 5
const FILL_UP_TO = 20

const EXCERPT = 120

type Indexed = { readonly entry: Entry; readonly title: Folded; readonly text: Folded }

/** Reads the library once; what comes back answers in a few milliseconds. */
export function createSearch(program: Program): LibrarySearch {
  const cutter = createCutter(program)
  const indexed = entriesOf(program).map(
    (entry): Indexed => ({ entry, title: folded(entry.title), text: folded(entry.text) }),
  )
  const byKey = new Map(indexed.map((each) => [each.entry.key, each]))
  const index = indexOf(indexed, cutter)
  return (question, filters, at) => {
    const phrase = fold(question)
    const words = cutter.words(question)
    const fits = filterOf(program, filters, at)
    const chosen = indexed.filter(({ entry }) => fits(entry))
    if (phrase === '') return { words: [], hits: chosen.map((each) => hitOf(each, 'words', [])) }
    const keys = new Set(chosen.map(({ entry }) => entry.key))
    const ranked = rank(index, cutter, { phrase, words, question }, chosen, keys)
    const hits = [...ranked].flatMap(([key, { closeness, marks }]) => {
      const found = byKey.get(key)
      return found ? [hitOf(found, closeness, marks)] : []
    })
    return { words, hits }
  }
}

function indexOf(indexed: readonly Indexed[], cutter: Cutter): MiniSearch {
  const index = new MiniSearch({
    idField: 'key',
    fields: ['title', 'text'],
    tokenize: (text) => cutter.parts(text),
    processTerm: (term) => term,
  })
  index.addAll(indexed.map(({ entry: { key, title, text } }) => ({ key, title, text })))
  return index
}

type Asked = { readonly phrase: string; readonly words: readonly string[]; readonly question: string }
type Ranked = Map<string, { readonly closeness: Closeness; readonly marks: readonly string[] }>

function rank(
  index: MiniSearch,
  cutter: Cutter,
  { phrase, words, question }: Asked,
  chosen: readonly Indexed[],
  keys: ReadonlySet<string>,
): Ranked {
  const ranked: Ranked = new Map()
  const scored = (terms: readonly string[], combineWith: 'AND' | 'OR'): string[] =>
    index
      .search(terms.join(' '), {
        tokenize: () => [...terms],
        combineWith,
        boost: { title: 3 },
        prefix: (term) => term.length > 1,
        filter: ({ id }) => keys.has(id),
      })
      .map(({ id }) => id)
  const all = scored(words, 'AND')
  const scores = new Map(all.map((key, place) => [key, place]))
  const phrases = chosen
    .filter(({ title, text }) => title.text.includes(phrase) || text.text.includes(phrase))
    .toSorted((a, b) => phraseRank(a, phrase, scores) - phraseRank(b, phrase, scores))
  for (const { entry } of phrases) ranked.set(entry.key, { closeness: 'phrase', marks: [phrase] })
  // A single character is marked all over the text; it tells nothing beside longer words.
  const long = words.filter((word) => word.length > 1)
  const marks = long.length > 0 ? long : words
  for (const key of all) if (!ranked.has(key)) ranked.set(key, { closeness: 'words', marks })
  if (ranked.size >= ENOUGH) return ranked
  const parts = [...new Set([...words, ...cutter.parts(question)])].filter((part) => part.length > 1)
  for (const key of scored(parts, 'OR')) {
    if (ranked.size >= FILL_UP_TO) break
    if (!ranked.has(key)) ranked.set(key, { closeness: 'some', marks: parts })
  }
  return ranked
}

/** The phrase as a whole title, then in a title, then in the text; among these as the words rank. */
function phraseRank({ entry, title }: Indexed, phrase: string, scores: ReadonlyMap<string, number>): number {
  const place = scores.get(entry.key) ?? scores.size
  const group = title.text === phrase ? 0 : title.text.includes(phrase) ? 1 : 2
  return group * 1_000_000 + place
}

function filterOf(program: Program, filters: Filters, at: number): (entry: Entry) => boolean {
  const { policy, district, level, issuer, subject, kind, valid, type } = filters
  const documents = new Set(
    program.policies
      .map(({ document }) => document)
      .filter(
        (document) =>
          (policy === undefined || document.id === policy) &&
          (district === undefined || document.jurisdiction === district) &&
          (level === undefined || document.level === level) &&
          (issuer === undefined || document.issuer === issuer) &&
          (valid === undefined || validityOf(program, document, at).kind === valid),
      ),
  )
  return ({ policy: { document }, kind: entryKind, item }) =>
    documents.has(document) &&
    (type === undefined || entryKind === type) &&
    (subject === undefined || (item !== undefined && concernsSubject(item.recipient, subject))) &&
    (kind === undefined || (item !== undefined && [item.category, item.nature, item.mode].includes(kind)))
}

function hitOf({ entry, title, text }: Indexed, closeness: Closeness, marks: readonly string[]): Hit {
  const spans = spansOf(text, marks)
  return {
    entry,
    closeness,
    title: pieces(entry.title, spansOf(title, marks), 0, entry.title.length),
    excerpt: excerptOf(entry.text, spans),
  }
}

type Span = { readonly start: number; readonly end: number }

/** Where the words stand in the original; touching and overlapping ones are one. */
function spansOf({ text, places }: Folded, marks: readonly string[]): Span[] {
  const found: Span[] = []
  for (const mark of marks) {
    for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length)) {
      const last = at + mark.length - 1
      found.push({ start: places[at] ?? 0, end: (places[last] ?? 0) + 1 })
    }
  }
  return joined(found.toSorted((a, b) => a.start - b.start))
}

function joined(sorted: readonly Span[]): Span[] {
  const whole: Span[] = []
  for (const next of sorted) {
    const before = whole.at(-1)
    if (before && next.start <= before.end) {
      whole[whole.length - 1] = { start: before.start, end: Math.max(before.end, next.end) }
    } else whole.push(next)
  }
  return whole
}

/** The stretch of the text with its first hit, cut where a sentence begins if one begins nearby. */
function excerptOf(text: string, spans: readonly Span[]): Piece[] {
  const first = spans[0]?.start ?? 0
  const earliest = Math.max(0, first - EXCERPT / 3)
  const border = Math.max(...['。', '\n', '；'].map((end) => text.lastIndexOf(end, first - 1))) + 1
  const start = border >= earliest ? border : earliest
  const end = Math.min(text.length, start + EXCERPT)
  const inside = pieces(text, spans, start, end)
  return [
    ...(start > 0 && border !== start ? [{ text: '…', hit: false }] : []),
    ...inside,
    ...(end < text.length ? [{ text: '…', hit: false }] : []),
  ]
}

function pieces(text: string, spans: readonly Span[], from: number, to: number): Piece[] {
  const found: Piece[] = []
  let at = from
  for (const { start, end } of spans) {
    if (end <= from || start >= to) continue
    if (start > at) found.push({ text: text.slice(at, start), hit: false })
    found.push({ text: text.slice(Math.max(start, from), Math.min(end, to)), hit: true })
    at = Math.min(end, to)
  }
  if (at < to) found.push({ text: text.slice(at, to), hit: false })
  return found
}
