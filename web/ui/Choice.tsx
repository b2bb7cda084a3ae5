// One of a list, in the device's own control: it works with every keyboard and on every phone.
import { FieldFault, faultOf } from './FieldFault.tsx'

type One = { readonly value: string; readonly label: string; readonly group?: string }

type Props = {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly choices: readonly One[]
  /** What stands there while nothing is chosen. */
  readonly empty?: string
  readonly optional?: boolean
  readonly fault?: string | undefined
}

export function Choice({ id, label, value, onChange, choices, empty, optional = false, fault }: Props) {
  const groups = [...Map.groupBy(choices, ({ group = '' }) => group)]
  const optionsOf = (own: readonly One[]) =>
    own.map((each) => (
      <option key={each.value} value={each.value}>
        {each.label}
      </option>
    ))
  return (
    <div className="person-field filter-field">
      <label htmlFor={id}>{label}</label>
      <select
        {...{ id, value, required: !optional }}
        {...faultOf(id, fault)}
        className="native-select"
        onChange={(event) => onChange(event.target.value)}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {groups.map(([group, own]) =>
          group === '' ? (
            optionsOf(own)
          ) : (
            <optgroup key={group} label={group}>
              {optionsOf(own)}
            </optgroup>
          ),
        )}
      </select>
      <FieldFault id={id} fault={fault} />
    </div>
  )
}
