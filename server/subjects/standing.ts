// Everything that was said of a subject → what stands of it on a day, by whom, and where two voices differ. Pure.
import { type Authority, isOwnToSay, readSubject, type Vocabulary } from '#lang'
import { canonical, hashOfValue } from '../audit/canonical.ts'
import { declaredAs, historyOf } from './dictionary.ts'
import { withReceipts } from './receipts.ts'
import type { Source, Statement } from './statement.ts'

/** Two voices say different things of one fact: the first one counts. */
export type Conflict = {
  readonly name: string
  readonly year: number | null
  readonly counts: Statement
  readonly against: readonly Statement[]
}

export type Standing = {
  /** By English names, as `readSubject` reads them. */
  readonly facts: Readonly<Record<string, unknown>>
  /** What the facts rest on. */
  readonly statements: readonly Statement[]
  readonly conflicts: readonly Conflict[]
  /** Payments that are known while the whole of what was received is not: the rules are not told a part. */
  readonly receiptsAside: readonly Statement[]
  /** Names that this dictionary does not have. */
  readonly unread: readonly string[]
}

// Whose word counts, by who holds the fact. What a department has verified outranks what the firm says of its own
// books; registers and lists only fill in what the firm has not said. What government holds is never the firm's to say.
const RANK_OF_OWN: Readonly<Record<Source, number>> = {
  ...{ department: 3, enterprise: 2, register: 1, import: 1, payment: 0 },
}
const RANK_OF_GOVERNMENT: Readonly<Record<Source, number>> = {
  ...{ department: 3, register: 3, import: 3, enterprise: 1, payment: 0 },
}

/**
 * What stands of `statements`, given in the order in which they became known, on the day `on` (ISO). A voice's latest
 * word counts, unless it only applies from a later day; null takes it back.
 */
export function standing(
  statements: readonly Statement[],
  kind: string,
  vocabulary: Vocabulary,
  on: string,
): Standing {
  const declared = new Map(
    [...new Set(statements.map((each) => each.name))].map((name) => [name, declaredAs(vocabulary, name)]),
  )
  const facts: Record<string, unknown> = {}
  const used: Statement[] = []
  const conflicts: Conflict[] = []
  const about = Map.groupBy(
    statements.filter((each) => each.source !== 'payment' && declared.get(each.name)),
    (each) => `${each.name} ${each.year ?? ''}`,
  )
  for (const group of about.values()) {
    const [first] = group
    const authority = first && declared.get(first.name)?.declared.authority
    if (!first || !authority) continue
    const { counts, others } = byRank(lastWords(group, on), authority)
    if (!counts) continue
    used.push(counts)
    put(facts, counts)
    const meaning = meaningOf(counts, kind, vocabulary)
    const against = others.filter((each) => meaningOf(each, kind, vocabulary) !== meaning)
    if (against.length > 0) conflicts.push({ name: first.name, year: first.year, counts, against })
  }
  const receipts = lastWords(
    statements.filter((each) => each.source === 'payment'),
    on,
  )
  const history = historyOf(vocabulary)?.english
  const base = used.find((each) => each.name === history)
  if (history !== undefined && base) {
    facts[history] = withReceipts(base, receipts, vocabulary)
    used.push(...receipts)
  }
  return {
    ...{ facts, conflicts, statements: used.sort((a, b) => a.id - b.id) },
    receiptsAside: base ? [] : receipts,
    unread: [...declared].flatMap(([name, found]) => (found ? [] : [name])),
  }
}

function put(facts: Record<string, unknown>, { name, year, value }: Statement): void {
  if (year === null) facts[name] = value
  else facts[name] = { ...(isRecord(facts[name]) ? facts[name] : {}), [year]: value }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Who speaks: departments each for themselves, every payment for itself. */
export function voiceOf({ source, department, note }: Statement): string {
  return canonical([source, source === 'payment' ? note : department])
}

/** The last word of each voice that applies on the day; voices that took theirs back are silent. */
export function lastWords(group: readonly Statement[], on: string): Statement[] {
  const last = new Map<string, Statement>()
  for (const each of group) {
    if (each.validFrom === null || each.validFrom <= on) last.set(voiceOf(each), each)
  }
  return [...last.values()].filter((each) => each.value !== null)
}

function byRank(
  words: readonly Statement[],
  authority: Authority,
): { readonly counts: Statement | undefined; readonly others: readonly Statement[] } {
  const rank = isOwnToSay(authority) ? RANK_OF_OWN : RANK_OF_GOVERNMENT
  const counts = words.reduce<Statement | undefined>((best, each) => {
    if (!best || rank[each.source] > rank[best.source]) return each
    return rank[each.source] === rank[best.source] && isLater(each, best) ? each : best
  }, undefined)
  return { counts, others: words.filter((each) => each !== counts) }
}

function isLater(a: Statement, b: Statement): boolean {
  return a.recordedAt === b.recordedAt ? a.id > b.id : a.recordedAt > b.recordedAt
}

/** 4800万元 and 48000000 are the same word. */
function meaningOf({ name, year, value }: Statement, kind: string, vocabulary: Vocabulary): string {
  const said = year === null ? value : { [year]: value }
  const { subject } = readSubject({ subject: kind, facts: { [name]: said } }, vocabulary)
  return subject ? canonical([subject.facts, subject.collections]) : canonical(value)
}

/** What the log keeps of a fact: that it was said, without what it says. */
export function hashOfStatement({ name, year, value }: Pick<Statement, 'name' | 'year' | 'value'>): string {
  return hashOfValue({ name, year, value })
}
