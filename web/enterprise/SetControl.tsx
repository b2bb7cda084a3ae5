// Several of a list, as check boxes (a drop-down for several values is weak for screen readers). None at all is an answer too.
import { Checkbox } from 'antd'
import { words } from '../words.zh.ts'
import type { ControlProps } from './FieldContext.ts'

type Value = { readonly name: string; readonly alias?: string }
type Props = ControlProps & { readonly values: readonly Value[]; readonly mayNotApply: boolean }

export function SetControl({ id, value, set, values, mayNotApply }: Props) {
  const chosen = Array.isArray(value) ? value : []
  const has = ({ name, alias }: Value) =>
    chosen.includes(name) || (alias !== undefined && chosen.includes(alias))
  const toggle = (toggled: Value, on: boolean) => {
    const after = values.filter((each) => (each === toggled ? on : has(each))).map(({ name }) => name)
    // The last one unticked means "not answered again"; "none of them" has to be said.
    set(after.length > 0 ? after : undefined)
  }
  return (
    <div className="checkboxes" id={id}>
      {values.map((each) => (
        <Checkbox
          key={each.name}
          checked={has(each)}
          onChange={(event) => toggle(each, event.target.checked)}
        >
          {each.name}
        </Checkbox>
      ))}
      <Checkbox
        checked={Array.isArray(value) && value.length === 0}
        onChange={(event) => set(event.target.checked ? [] : undefined)}
      >
        {words.field.noneOfThese}
      </Checkbox>
      {mayNotApply && (
        <Checkbox
          checked={value === words.field.notApplicable}
          onChange={(event) => set(event.target.checked ? words.field.notApplicable : undefined)}
        >
          {words.field.notApplicable}
        </Checkbox>
      )}
      <Checkbox
        className="choice-unclear"
        checked={value === null}
        onChange={(event) => set(event.target.checked ? null : undefined)}
      >
        {words.field.unclear}
      </Checkbox>
    </div>
  )
}
