// Facts that somebody says of a subject → rows with their provenance, all of them or none.

import { sql } from 'drizzle-orm'
import {
  concernsSubject,
  type InputProblem,
  isOwnToSay,
  parseDate,
  readSubject,
  type Vocabulary,
} from '#lang'
import { canonical } from '../audit/canonical.ts'
import { record } from '../audit/record.ts'
import { fact } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { declaredAs, historyOf } from './dictionary.ts'
import { factsProblem, SubjectError } from './problem.ts'
import { entryOf, type Receipt } from './receipts.ts'
import { hashOfStatement, lastWords, voiceOf } from './standing.ts'
import { lockSubject, type Source, type Statement, statementsOf, subjectRow } from './statement.ts'

/** Who speaks. `note` names the document, file or register. */
export type Voice =
  | { readonly kind: 'enterprise'; readonly person: number; readonly note?: string }
  | {
      readonly kind: 'department'
      readonly person: number
      readonly department: string
      readonly note?: string
    }
  | { readonly kind: 'register' | 'import'; readonly note: string }

export type Said = {
  readonly subject: number
  readonly voice: Voice
  /** Names in either language; a yearly fact is {"2024": …}; null takes back what this voice said before. */
  readonly facts: Readonly<Record<string, unknown>>
  /** The day from which it is so (ISO); always, when left out. */
  readonly validFrom?: string
}

/**
 * Writes what is said, one row for each fact and year, and returns the rows' numbers. An enterprise may say only what
 * the dictionary leaves to it. Registers and lists that repeat themselves add nothing. Throws SubjectError with every
 * problem; then nothing is said.
 */
export async function saidFacts(tx: Transaction, vocabulary: Vocabulary, said: Said): Promise<number[]> {
  const { subject: id, voice, validFrom } = said
  await lockSubject(tx, id)
  const { kind } = await subjectRow(tx, id)
  const problems = [...problemsOf(said, kind, vocabulary), ...dateProblems(validFrom)]
  if (problems.length > 0) throw factsProblem(problems)
  const before = await statementsOf(tx, id)
  const words = wordsOf(said, vocabulary, before).filter(
    (each) => !repeats(voice, each, before, validFrom ?? null),
  )
  return write(tx, id, words, {
    ...{ source: voice.kind, sourceNote: voice.note ?? '', validFrom: validFrom ?? null },
    ...('person' in voice ? { saidBy: voice.person } : {}),
    ...(voice.kind === 'department' ? { departmentId: voice.department } : {}),
  })
}

/**
 * Money that arrived enters what the rules know as received before. `order` is the payment's own number: saying it
 * again changes nothing, and `undefined` as the receipt takes it back (returned, recovered).
 */
export async function receivedPayment(
  tx: Transaction,
  vocabulary: Vocabulary,
  { subject: id, order, receipt }: { subject: number; order: string; receipt: Receipt | undefined },
): Promise<number[]> {
  const name = historyOf(vocabulary)?.english
  if (name === undefined) throw new SubjectError('receipt', '字典里没有集合「已获支持」，到账无处记下')
  if (order.trim() === '') throw new SubjectError('receipt', '缺少支付单号，请写明是哪一笔付款')
  await lockSubject(tx, id)
  const { kind } = await subjectRow(tx, id)
  const value = receipt ? [entryOf(receipt, vocabulary)] : null
  const { problems } = readSubject({ subject: kind, facts: { [name]: value } }, vocabulary)
  if (problems.length > 0) throw factsProblem(problems)
  const own = (await statementsOf(tx, id)).filter((each) => each.source === 'payment' && each.note === order)
  if (canonical(own.at(-1)?.value ?? null) === canonical(value)) return []
  return write(tx, id, [{ name, year: null, value }], { source: 'payment', sourceNote: order })
}

type Word = Pick<Statement, 'name' | 'year' | 'value'>
type Provenance = {
  readonly source: Source
  readonly sourceNote: string
  readonly validFrom?: string | null
  readonly saidBy?: number
  readonly departmentId?: string
}

async function write(
  tx: Transaction,
  subjectId: number,
  words: readonly Word[],
  provenance: Provenance,
): Promise<number[]> {
  if (words.length === 0) return []
  const rows = await tx
    .insert(fact)
    .values(words.map(({ value, ...each }) => ({ subjectId, ...each, value: json(value), ...provenance })))
    .returning({ id: fact.id })
  const ids = rows.map((each) => each.id)
  const { source, sourceNote } = provenance
  const content = {
    ...{ source, note: sourceNote },
    facts: words.map(({ name, year, value }, i) => ({
      ...{ id: ids[i], name, year, hash: hashOfStatement({ name, year, value }) },
    })),
  }
  await record(tx, { act: 'say-facts', object: `subject ${subjectId}`, content })
  return ids
}

/** JSON null is a value here, not the absence of one. */
function json(value: unknown) {
  return sql`${canonical(value)}::jsonb`
}

function problemsOf({ voice, facts }: Said, kind: string, vocabulary: Vocabulary): InputProblem[] {
  const names = Object.keys(facts)
  if (names.length === 0) return [{ path: '', message: '没有写任何一项事实' }]
  if (!canonical(facts).isWellFormed() || /\\u0000|\\ud[89a-f]/i.test(canonical(facts)))
    return [{ path: '', message: '文字里有不能保存的控制字符，请重新输入' }]
  const { problems } = readSubject({ subject: kind, facts }, vocabulary)
  const others = names.flatMap((name): InputProblem[] => {
    const declared = declaredAs(vocabulary, name)?.declared
    if (!declared) return []
    if (!concernsSubject(declared.subject, kind))
      return [{ path: name, message: `「${declared.name}」是${declared.subject}的事实，不能写在${kind}名下` }]
    if (voice.kind !== 'enterprise' || isOwnToSay(declared.authority)) return []
    const { kind: how, name: holder } = declared.authority
    const message =
      how === 'decided'
        ? `「${declared.name}」由${holder}认定，不用自己填写`
        : `「${declared.name}」由${holder}掌握，不用自己填写；有出入时请向${holder}提出`
    return [{ path: name, message }]
  })
  return [...problems, ...others]
}

function dateProblems(validFrom: string | undefined): InputProblem[] {
  if (validFrom === undefined) return []
  if (/^\d{4}-\d{2}-\d{2}$/.test(validFrom) && parseDate(validFrom) !== undefined) return []
  return [{ path: '', message: `起始日「${validFrom}」不是日历上的日期，应写成 2025-06-01` }]
}

/** One word for each fact and year. A yearly fact that is taken back whole is taken back for every year it was said. */
function wordsOf({ facts, voice }: Said, vocabulary: Vocabulary, before: readonly Statement[]): Word[] {
  return Object.entries(facts).flatMap(([key, value]): Word[] => {
    const found = declaredAs(vocabulary, key)
    if (!found) return []
    const name = found.declared.english
    if (found.kind === 'collection' || found.declared.type.kind !== 'yearly')
      return [{ name, year: null, value: known(value) }]
    if (typeof value === 'object' && value !== null)
      return Object.entries(value).map(([year, each]) => ({
        ...{ name, year: Number.parseInt(year, 10), value: known(each) },
      }))
    const own = before.filter((each) => each.name === name && isVoice(voice, each))
    return [...new Set(own.map((each) => each.year))].map((year) => ({ name, year, value: null }))
  })
}

/** Who says 未知 says nothing, as `readSubject` has it, and takes back what they said. */
function known(value: unknown): unknown {
  if (value === undefined) return null
  return typeof value === 'string' && /^\s*(未知|不清楚|不详)?\s*$/.test(value) ? null : value
}

function isVoice(voice: Voice, statement: Statement): boolean {
  const department = voice.kind === 'department' ? voice.department : null
  return statement.source === voice.kind && statement.department === department
}

/** Lists come again and again with the same figures; a person who repeats something means to. */
function repeats(voice: Voice, word: Word, before: readonly Statement[], validFrom: string | null): boolean {
  if (voice.kind !== 'register' && voice.kind !== 'import') return false
  const own = before.filter(
    (each) => each.name === word.name && each.year === word.year && isVoice(voice, each),
  )
  const [last] = lastWords(own, '9999-12-31')
  if (!last) return word.value === null
  return (
    voiceOf(last) === canonical([voice.kind, null]) &&
    last.validFrom === validFrom &&
    canonical(last.value) === canonical(word.value)
  )
}
