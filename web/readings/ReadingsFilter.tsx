// Document, authority, decided or not, and which enterprise the results are reckoned for.
import { authorityOf, documentName, type ReadingQuestion } from '#lang'
import type { SampleReply } from '#server/api/getSamples.ts'
import { words } from '../words.zh.ts'
import type { ReadingsKey, ReadingsQuery } from './query.ts'
import { hasOwnFacts, ownFacts } from './useReadingCases.ts'

type Props = {
  readonly questions: readonly ReadingQuestion[]
  readonly samples: readonly SampleReply[]
  readonly query: ReadingsQuery
  readonly onChange: (query: ReadingsQuery) => void
}

type Choice = readonly [value: string, label: string]

export function ReadingsFilter({ questions, samples, query, onChange }: Props) {
  const documents = distinct(
    questions.map(({ policy: { document } }): Choice => [document.id, documentName(document)]),
  )
  const authorities = distinct(questions.map((each): Choice => [authorityOf(each), authorityOf(each)]))
  const enterprises: Choice[] = [
    ...(hasOwnFacts() ? [[ownFacts, words.readings.own] as const] : []),
    ...samples.map(({ id, title }): Choice => [id, words.samples.madeUp(title)]),
  ]
  const field = (key: ReadingsKey, label: string, any: string, choices: readonly Choice[]) => (
    <div className="filter-field">
      <label htmlFor={`readings-${key}`}>{label}</label>
      <select
        id={`readings-${key}`}
        className="native-select"
        value={query[key] ?? ''}
        onChange={(event) => {
          const { [key]: _, ...rest } = query
          onChange(event.target.value === '' ? rest : { ...rest, [key]: event.target.value })
        }}
      >
        <option value="">{any}</option>
        {choices.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
  return (
    <search className="library-search">
      <div className="filter-fields">
        {field('policy', words.readings.document, words.library.any, documents)}
        {field('authority', words.readings.authority, words.library.any, authorities)}
        {field('status', words.readings.status, words.library.any, Object.entries(words.reading.status))}
        {field('sample', words.readings.enterprise, words.readings.allSamples, enterprises)}
      </div>
    </search>
  )
}

function distinct(choices: readonly Choice[]): Choice[] {
  return [...new Map(choices.map((each) => [each[0], each])).values()]
}
