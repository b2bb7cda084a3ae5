// The library and the sample enterprises → its readings as questions, each with what the samples would get.
import {
  authorityOf,
  evaluate,
  type Program,
  parseDate,
  type ReadingCase,
  type ReadingQuestion,
  readingQuestions,
  readSubject,
  subjectName,
} from '#lang'
import type { Sample } from '#policies'

export type Chosen = {
  /** Ids of documents; all when left out. */
  readonly policies?: readonly string[] | undefined
  readonly authority?: string | undefined
  /** Only what has not been decided yet. */
  readonly openOnly: boolean
  /** For samples that name no day of their own. */
  readonly today: number
}

export function askAboutReadings(
  program: Program,
  samples: readonly Sample[],
  { policies, authority, openOnly, today }: Chosen,
): ReadingQuestion[] {
  const cases = samples.flatMap((sample) => caseOf(program, sample, today, policies))
  return readingQuestions(program, cases).filter(
    (question) =>
      (policies === undefined || policies.includes(question.policy.document.id)) &&
      (authority === undefined || authorityOf(question) === authority) &&
      (!openOnly || question.reading.status.kind === 'open'),
  )
}

function caseOf(
  program: Program,
  { title, subject: kind, facts, at }: Sample,
  today: number,
  policies: readonly string[] | undefined,
): ReadingCase[] {
  const { subject } = readSubject({ subject: kind, facts }, program.vocabulary)
  if (!subject) return []
  const day = parseDate(at ?? '') ?? today
  const name = subjectName(program.vocabulary, kind, facts) ?? title
  return [{ title: name, findings: evaluate(program, subject, { at: day, ...(policies && { policies }) }) }]
}
