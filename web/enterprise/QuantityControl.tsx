// The controls of one line: a percentage, a quantity with its unit, a year, a text.
import { Input } from 'antd'
import { words } from '../words.zh.ts'
import type { ControlProps } from './FieldContext.ts'
import { describedBy } from './FieldFrame.tsx'
import { joined, splitPercent, splitQuantity, unitWords } from './typedNumber.ts'

export function PercentControl(control: ControlProps) {
  return (
    <LineControl
      {...control}
      text={splitPercent(shownValue(control.value))}
      suffix="%"
      inputMode="decimal"
      keep={percent}
    />
  )
}

const percent = (digits: string) => joined(digits, '%')

export function QuantityControl({ dimension, ...control }: ControlProps & { readonly dimension: string }) {
  const { digits, unit } = splitQuantity(shownValue(control.value), unitWords(dimension))
  return (
    <LineControl
      {...control}
      text={digits}
      suffix={unit}
      inputMode="decimal"
      keep={(text) => joined(text, unit)}
    />
  )
}

export function TextControl({ kind, ...control }: ControlProps & { readonly kind: 'year' | 'text' }) {
  const value = shownValue(control.value)
  return (
    <LineControl
      {...control}
      text={typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
      inputMode={kind === 'year' ? 'numeric' : 'text'}
      suffix={kind === 'year' ? words.field.year : undefined}
      keep={(text) => text || undefined}
    />
  )
}

type LineProps = ControlProps & {
  readonly text: string
  readonly suffix?: string | undefined
  readonly inputMode: 'decimal' | 'numeric' | 'text'
  readonly keep: (text: string) => string | undefined
}

function LineControl({ id, value, problem, set, text, suffix, inputMode, keep }: LineProps) {
  return (
    <Input
      id={id}
      value={text}
      inputMode={inputMode}
      autoComplete="off"
      suffix={suffix}
      placeholder={value === null ? words.field.unclear : ''}
      status={problem ? 'error' : ''}
      {...describedBy(id, problem)}
      onChange={(event) => set(keep(event.target.value))}
    />
  )
}

function shownValue(value: unknown): unknown {
  return value === words.field.notApplicable ? undefined : value
}
