// Which enterprises show what a reading is worth: the samples, one of them, or the one in the check-up.
import { useMemo } from 'react'
import { evaluate, type Program, parseDate, type ReadingCase, readSubject, subjectName } from '#lang'
import type { SampleReply } from '#server/api/getSamples.ts'
import { loadDraft } from '../enterprise/draft.ts'
import { countAnswered } from '../enterprise/facts.ts'
import { readFacts } from '../enterprise/readFacts.ts'
import { usualKind } from '../enterprise/recipients.ts'
import { todayInChina } from '../ui/dates.ts'
import { words } from '../words.zh.ts'

/** The value of the choice that stands for the enterprise being filled in. */
export const ownFacts = 'own'

export function useReadingCases(
  program: Program,
  samples: readonly SampleReply[],
  chosen: string,
): readonly ReadingCase[] {
  return useMemo(() => {
    if (chosen === ownFacts) return [ownCase(program)]
    return samples
      .filter(({ id }) => chosen === '' || chosen === id)
      .flatMap((sample) => sampleCase(program, sample))
  }, [program, samples, chosen])
}

export function hasOwnFacts(): boolean {
  return countAnswered(loadDraft().facts) > 0
}

/** Reckoned here: what is typed in the check-up stays on this device. */
function ownCase(program: Program): ReadingCase {
  const { facts, at, kind = usualKind } = loadDraft()
  const { subject } = readFacts(kind, facts, program.vocabulary)
  const day = parseDate(at ?? '') ?? parseDate(todayInChina()) ?? 0
  const title = subjectName(program.vocabulary, kind, facts) ?? words.readings.own
  return { title, findings: evaluate(program, subject, { at: day }) }
}

function sampleCase(program: Program, { title, subject: kind, facts, at }: SampleReply): ReadingCase[] {
  const { subject } = readSubject({ subject: kind, facts }, program.vocabulary)
  if (!subject) return []
  const day = parseDate(at ?? '') ?? parseDate(todayInChina()) ?? 0
  const name = subjectName(program.vocabulary, kind, facts) ?? title
  return [{ title: name, findings: evaluate(program, subject, { at: day }) }]
}
