// Some departments out of many.
import { Checkbox } from 'antd'

type Props = {
  readonly legend: string
  readonly departments: readonly { readonly id: string; readonly name: string }[]
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[]) => void
}

export function DepartmentChecks({ legend, departments, value, onChange }: Props) {
  return (
    <fieldset className="department-checks">
      <legend>{legend}</legend>
      {departments.map(({ id, name }) => (
        <Checkbox
          key={id}
          checked={value.includes(id)}
          onChange={({ target: { checked } }) =>
            onChange(checked ? [...value, id] : value.filter((each) => each !== id))
          }
        >
          {name}
        </Checkbox>
      ))}
    </fieldset>
  )
}
