// Where the facts come from: a made-up enterprise, or a person who types; on which day; and a way to begin again.
import { Button } from 'antd'
import { useSamples } from '../api.ts'
import { useWide } from '../ui/useWide.ts'
import { words } from '../words.zh.ts'
import { DateInput } from './DateControl.tsx'
import type { Checkup } from './useCheckup.ts'

type Props = { readonly checkup: Checkup }

/** A phone has its first screen for who asks and what to answer next. */
export function SampleBar({ checkup }: Props) {
  if (useWide()) return <Bar checkup={checkup} />
  return (
    <details className="sample-fold">
      <summary>{words.samples.folded(checkup.typedDate)}</summary>
      <Bar checkup={checkup} />
    </details>
  )
}

function Bar({ checkup }: Props) {
  const samples = useSamples()
  const { draft, typedDate, dateIsWrong, setDate, clear, takeSample, restore } = checkup
  const chosen = samples.find(({ id }) => id === draft.sample)
  return (
    <section className="sample-bar" aria-label={words.samples.region}>
      <div className="sample-choice">
        <label htmlFor="sample">{words.samples.label}</label>
        <select
          id="sample"
          className="native-select"
          value={chosen?.id ?? ''}
          onChange={(event) => {
            const sample = samples.find(({ id }) => id === event.target.value)
            if (sample) takeSample(sample)
            else clear()
          }}
        >
          <option value="">{words.samples.own}</option>
          {samples.map(({ id, title }) => (
            <option key={id} value={id}>
              {words.samples.madeUp(title)}
            </option>
          ))}
        </select>
      </div>
      <div className="date-choice">
        <label htmlFor="at">{words.samples.date}</label>
        <DateInput
          id="at"
          text={typedDate}
          wrong={dateIsWrong}
          describedBy={dateIsWrong ? 'at-problem' : undefined}
          onChange={setDate}
        />
        {dateIsWrong && (
          <p className="field-problem" id="at-problem" role="alert">
            {words.samples.wrongDate}
          </p>
        )}
      </div>
      <div className="sample-buttons">
        <Button onClick={clear}>{words.samples.clear}</Button>
        {restore && <Button onClick={restore}>{words.samples.restore}</Button>}
      </div>
      {chosen && <p className="sample-note">{chosen.note}</p>}
    </section>
  )
}
