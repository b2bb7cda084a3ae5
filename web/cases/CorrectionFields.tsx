// Everything that is missing, at once: what, and how to make up for it.
import { Button, Input } from 'antd'
import { words } from '../words.zh.ts'

export type Correction = { readonly what: string; readonly how: string }

type Props = {
  readonly value: readonly Correction[]
  readonly onChange: (value: readonly Correction[]) => void
}

export function CorrectionFields({ value, onChange }: Props) {
  const set = (at: number, patch: Partial<Correction>) =>
    onChange(value.map((each, i) => (i === at ? { ...each, ...patch } : each)))
  return (
    <fieldset className="correction-fields">
      <legend>{words.cases.missing}</legend>
      <ol>
        {value.map((each, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added at the end and taken from it
          <li key={i}>
            <label htmlFor={`what-${i}`}>{words.cases.what(i + 1)}</label>
            <Input
              {...{ id: `what-${i}`, value: each.what, required: true, maxLength: 500 }}
              onChange={(event) => set(i, { what: event.target.value })}
            />
            <label htmlFor={`how-${i}`}>{words.cases.how(i + 1)}</label>
            <Input
              {...{ id: `how-${i}`, value: each.how, required: true, maxLength: 500 }}
              onChange={(event) => set(i, { how: event.target.value })}
            />
          </li>
        ))}
      </ol>
      <Button size="small" onClick={() => onChange([...value, { what: '', how: '' }])}>
        {words.cases.addMissing}
      </Button>{' '}
      {value.length > 1 && (
        <Button size="small" onClick={() => onChange(value.slice(0, -1))}>
          {words.cases.removeMissing}
        </Button>
      )}
    </fieldset>
  )
}
