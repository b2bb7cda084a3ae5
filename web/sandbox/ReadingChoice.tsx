// A reading taken one way for the time of the trial; nobody with authority has decided it.
import { useId } from 'react'
import type { Policy, Reading } from '#lang'
import { words } from '../words.zh.ts'
import { placeOf, withChange, withoutPlace } from './reformInAddress.ts'
import { useSandbox } from './useSandbox.ts'

export function ReadingChoice({ policy, reading }: { readonly policy: Policy; readonly reading: Reading }) {
  const { query, change } = useSandbox()
  const name = useId()
  const changes = query.changes ?? []
  const place = placeOf({
    ...{ kind: 'reading', policy: policy.document.id, reading: reading.id, alternative: '' },
  })
  const held = changes.find((each) => placeOf(each) === place)
  const chosen = held?.kind === 'reading' ? held.alternative : ''
  const choose = (alternative: string) => {
    const next =
      alternative === ''
        ? withoutPlace(changes, place)
        : withChange(changes, {
            ...{ kind: 'reading', policy: policy.document.id, reading: reading.id, alternative },
          })
    change({ changes: next.length > 0 ? next : undefined })
  }
  const choices = [
    ['', words.sandbox.reform.readingOpen] as const,
    ...reading.alternatives.map(({ key, label }) => [key, words.readings.way(key, label)] as const),
  ]
  return (
    <fieldset className={chosen ? 'parameter parameter-changed' : 'parameter'}>
      <legend className="parameter-label">{words.sandbox.reform.reading(reading.title)}</legend>
      <p className="parameter-quote">{reading.question}</p>
      {choices.map(([key, label]) => (
        <label key={key} className="reading-way">
          <input type="radio" name={name} checked={chosen === key} onChange={() => choose(key)} />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
