// 口径: every phrase that can be read in more than one way, as the question to put to whoever can decide it.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { authorityOf, readingQuestions } from '#lang'
import { useProgram, useSamples } from '../api.ts'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { Letters } from './Letters.tsx'
import { QuestionCard } from './QuestionCard.tsx'
import { type ReadingsQuery, readReadingsQuery } from './query.ts'
import { ReadingsFilter } from './ReadingsFilter.tsx'
import { useReadingCases } from './useReadingCases.ts'

export function ReadingsPage() {
  usePageTitle(words.readings.title)
  const program = useProgram()
  const samples = useSamples()
  const query = readReadingsQuery(useSearch({ strict: false }))
  const navigate = useNavigate()
  const cases = useReadingCases(program, samples, query.sample ?? '')
  const all = useMemo(() => readingQuestions(program, cases), [program, cases])
  const shown = all.filter(
    (each) =>
      (query.policy ?? each.policy.document.id) === each.policy.document.id &&
      (query.authority ?? authorityOf(each)) === authorityOf(each) &&
      (query.status ?? each.reading.status.kind) === each.reading.status.kind,
  )
  const open = shown.filter(({ reading }) => reading.status.kind === 'open')
  const change = (next: ReadingsQuery) => navigate({ to: '/readings', search: next, replace: true })
  return (
    <>
      <h1>{words.readings.title}</h1>
      <p className="lead">{words.readings.lead}</p>
      <ReadingsFilter questions={all} samples={samples} query={query} onChange={change} />
      <Letters questions={open} query={query} />
      <h2 className="list-title" aria-live="polite">
        {words.readings.count(open.length, shown.length - open.length)}
      </h2>
      {shown.length === 0 && <p>{words.readings.nothing}</p>}
      <ol className="question-list">
        {shown.map((question, i) => (
          <QuestionCard
            key={`${question.policy.document.id} ${question.reading.id}`}
            question={question}
            number={i + 1}
          />
        ))}
      </ol>
    </>
  )
}
