// Population, day and documents. A made-up population says so wherever its numbers are shown.
import { Checkbox } from 'antd'
import { useId, useState } from 'react'
import { documentName, type Program, parseDate } from '#lang'
import type { PopulationSummary } from '#population'
import { countText } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import { useSandbox } from './useSandbox.ts'

type Props = {
  readonly program: Program
  readonly populations: readonly PopulationSummary[]
  readonly population: string | undefined
}

export function ScopeForm({ program, populations, population }: Props) {
  const { query, change } = useSandbox()
  const chosen = populations.find(({ id }) => id === population)
  return (
    <search className="library-search" aria-label={words.sandbox.scope.region}>
      <div className="filter-fields sandbox-scope">
        <div className="filter-field">
          <label htmlFor="sandbox-population">{words.sandbox.scope.population}</label>
          <select
            id="sandbox-population"
            className="native-select"
            value={population}
            onChange={(event) => change({ population: event.target.value, list: undefined })}
          >
            {!chosen && <option value={population}>{population}</option>}
            {populations.map(({ id, title, subjects, synthetic }) => (
              <option key={id} value={id}>
                {words.sandbox.scope.option(title, countText(subjects), synthetic)}
              </option>
            ))}
          </select>
        </div>
        <div className="filter-field">
          <label htmlFor="sandbox-at">{words.sandbox.scope.at}</label>
          <input
            id="sandbox-at"
            type="date"
            className="native-select"
            value={query.at ?? ''}
            onChange={({ target: { value } }) => {
              if (parseDate(value) !== undefined) change({ at: value })
            }}
          />
        </div>
        <Documents program={program} />
      </div>
      {chosen && <About population={chosen} />}
    </search>
  )
}

function About({ population }: { readonly population: PopulationSummary }) {
  const missing = population.missingFacts?.length ?? 0
  return (
    <p className="population-about">
      {population.synthetic && (
        <>
          <strong className="synthetic-tag">{words.sandbox.scope.synthetic}</strong>{' '}
        </>
      )}
      {words.sandbox.scope.subjects(countText(population.subjects), population.kind)}
      {population.synthetic && `。${words.sandbox.scope.syntheticNote}`}
      {missing > 0 && ` ${words.sandbox.scope.missingFacts(missing)}`}
    </p>
  )
}

function Documents({ program }: { readonly program: Program }) {
  const { query, change } = useSandbox()
  const [open, setOpen] = useState(false)
  const panel = useId()
  const all = program.policies.map(({ document }) => document.id)
  const chosen = query.policies ?? all
  const choose = (ids: readonly string[]) =>
    change({ policies: ids.length === all.length ? undefined : all.filter((id) => ids.includes(id)) })
  const text =
    chosen.length === all.length
      ? words.sandbox.scope.allDocuments(all.length)
      : words.sandbox.scope.someDocuments(chosen.length, all.length)
  return (
    <>
      <div className="filter-field">
        <span className="filter-label" id={`${panel}-label`}>
          {words.sandbox.scope.documents}
        </span>
        <button
          type="button"
          className="native-select scope-documents"
          aria-expanded={open}
          aria-controls={panel}
          aria-describedby={`${panel}-label`}
          onClick={() => setOpen(!open)}
        >
          {text}
          <span aria-hidden="true">{open ? '▴' : '▾'}</span>
        </button>
      </div>
      <fieldset className="sandbox-documents" id={panel} hidden={!open} aria-labelledby={`${panel}-label`}>
        {program.policies.map(({ document }) => (
          <Checkbox
            key={document.id}
            checked={chosen.includes(document.id)}
            onChange={({ target }) =>
              choose(
                target.checked ? [...chosen, document.id] : chosen.filter((each) => each !== document.id),
              )
            }
          >
            {documentName(document)}　{document.title}
          </Checkbox>
        ))}
      </fieldset>
      {chosen.length === 0 && <p className="field-problem scope-none">{words.sandbox.scope.noDocuments}</p>}
    </>
  )
}
