// 是/否 or one of a list. 不清楚 is an answer of its own beside them, never the same as 否.
import { Button, Radio } from 'antd'
import { words } from '../words.zh.ts'
import type { ControlProps } from './FieldContext.ts'
import { describedBy } from './FieldFrame.tsx'

type Value = { readonly name: string; readonly alias?: string }
export type Option = { readonly key: string; readonly label: string; readonly value: unknown }

type Props = ControlProps & { readonly values: 'yesNo' | readonly Value[]; readonly mayNotApply: boolean }

/** More than these beside each other would fill the screen; a list does not. */
export const mostChoices = 8

export function ChoiceControl({ id, value, problem, set, values, mayNotApply }: Props) {
  const options = choiceOptions(values, mayNotApply)
  const chosen = options.find((option) => option.value === canonical(value, values))
  const choose = (key: string) => set(options.find((option) => option.key === key)?.value)
  const described = describedBy(id, problem)

  if (options.length > mostChoices) {
    return (
      <select
        id={id}
        className="native-select"
        aria-labelledby={`${id}-name`}
        {...described}
        value={chosen?.key ?? ''}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{words.field.choose}</option>
        {options.map(({ key, label }) => (
          <option key={key} value={key}>
            {label}
          </option>
        ))}
      </select>
    )
  }
  return (
    <div className="choices">
      <Radio.Group
        id={id}
        value={chosen?.key ?? null}
        onChange={(event) => choose(event.target.value)}
        aria-labelledby={`${id}-name`}
        {...described}
        name={id}
      >
        {options.map(({ key, label, value: each }) => (
          <Radio key={key} value={key} className={each === null ? 'choice-unclear' : ''}>
            {label}
          </Radio>
        ))}
      </Radio.Group>
      {chosen && (
        <Button type="link" size="small" className="undo-choice" onClick={() => set(undefined)}>
          {words.field.clear}
        </Button>
      )}
    </div>
  )
}

export function choiceOptions(values: Props['values'], mayNotApply: boolean): Option[] {
  const named: Option[] =
    values === 'yesNo'
      ? [
          { key: 'yes', label: words.field.yes, value: true },
          { key: 'no', label: words.field.no, value: false },
        ]
      : values.map(({ name }) => ({ key: `=${name}`, label: name, value: name }))
  return [
    ...named,
    ...(mayNotApply
      ? [{ key: 'not-applicable', label: words.field.notApplicable, value: words.field.notApplicable }]
      : []),
    { key: 'unclear', label: words.field.unclear, value: null },
  ]
}

/** Callers may also write a value by its English alias, or 是 and 否 as words. */
function canonical(value: unknown, values: Props['values']): unknown {
  if (values === 'yesNo') return value === words.field.yes ? true : value === words.field.no ? false : value
  return (
    values.find(({ name, alias }) => value === name || (alias !== undefined && value === alias))?.name ??
    value
  )
}
