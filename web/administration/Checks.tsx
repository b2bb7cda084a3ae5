// Several of a few, each with a box of its own: clear to read and to hear.
import { Checkbox } from 'antd'

type Props<T extends string> = {
  readonly legend: string
  readonly choices: readonly { readonly value: T; readonly label: string }[]
  readonly chosen: readonly T[]
  readonly onChange: (chosen: readonly T[]) => void
}

export function Checks<T extends string>({ legend, choices, chosen, onChange }: Props<T>) {
  return (
    <fieldset className="checks">
      <legend>{legend}</legend>
      {choices.map(({ value, label }) => (
        <Checkbox
          key={value}
          checked={chosen.includes(value)}
          onChange={({ target: { checked } }) =>
            onChange(checked ? [...chosen, value] : chosen.filter((each) => each !== value))
          }
        >
          {label}
        </Checkbox>
      ))}
    </fieldset>
  )
}
