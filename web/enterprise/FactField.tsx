// One fact → the control that fits its type.
import type { Fact } from '#lang'
import { ChoiceControl } from './ChoiceControl.tsx'
import { CreditCodeControl } from './CreditCodeControl.tsx'
import { DateControl } from './DateControl.tsx'
import { type ControlProps, useField, useFields } from './FieldContext.ts'
import { FieldFrame } from './FieldFrame.tsx'
import type { Path } from './facts.ts'
import { MoneyControl } from './MoneyControl.tsx'
import { PercentControl, QuantityControl, TextControl } from './QuantityControl.tsx'
import { SetControl } from './SetControl.tsx'
import { YearlyControl } from './YearlyControl.tsx'

type Props = { readonly fact: Fact; readonly path: Path }

export function FactField({ fact, path }: Props) {
  const { id, value, problem, set } = useField(path)
  const { name, question, authority, note, mayNotApply } = fact
  // The table of years shows a problem at its year; what concerns the table as a whole stands under it.
  return (
    <FieldFrame
      {...{ id, name, question, authority, note, value, problem, mayNotApply, set, ...framing(fact) }}
    >
      <Control fact={fact} path={path} control={{ id, value, problem, set }} />
    </FieldFrame>
  )
}

/** The dictionary's name of the one format that a text can have. */
const creditCode = '统一社会信用代码'

function framing({ type, format }: Fact) {
  switch (type.kind) {
    case 'bool':
    case 'enum':
      return { naming: 'reference', absences: false } as const
    case 'set':
      return { naming: 'group', absences: false } as const
    case 'yearly':
      return { naming: 'group', absences: true } as const
    default:
      return { naming: 'label', absences: true, saysProblem: format === creditCode } as const
  }
}

function Control({ fact, path, control }: Props & { readonly control: ControlProps }) {
  const { vocabulary } = useFields()
  const { type, mayNotApply } = fact
  switch (type.kind) {
    case 'bool':
      return <ChoiceControl {...control} values="yesNo" mayNotApply={mayNotApply} />
    case 'enum':
      return <ChoiceControl {...control} values={valuesOf(vocabulary, type.name)} mayNotApply={mayNotApply} />
    case 'set':
      return <SetControl {...control} values={valuesOf(vocabulary, type.name)} mayNotApply={mayNotApply} />
    case 'yearly':
      return <YearlyControl path={path} name={fact.name} dimension={type.dimension} />
    case 'number':
      if (type.dimension === '元') return <MoneyControl {...control} />
      if (type.dimension === '') return <PercentControl {...control} />
      return <QuantityControl {...control} dimension={type.dimension} />
    case 'date':
      return <DateControl {...control} />
    case 'year':
      return <TextControl {...control} kind="year" />
    case 'text':
      return fact.format === creditCode ? (
        <CreditCodeControl {...control} />
      ) : (
        <TextControl {...control} kind="text" />
      )
  }
}

function valuesOf(vocabulary: ReturnType<typeof useFields>['vocabulary'], name: string) {
  return vocabulary.enums.find((each) => each.name === name)?.values ?? []
}
