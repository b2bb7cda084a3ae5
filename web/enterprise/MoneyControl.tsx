// Money as text and a unit. What is typed is kept letter by letter; the language reads it exactly.
import { Input } from 'antd'
import { useState } from 'react'
import { words } from '../words.zh.ts'
import type { ControlProps } from './FieldContext.ts'
import { describedBy } from './FieldFrame.tsx'
import { joined, moneyUnits, splitMoney } from './typedNumber.ts'

export function MoneyControl({ id, value, problem, set }: ControlProps) {
  const typed = splitMoney(value === words.field.notApplicable ? undefined : value)
  const [preferred, prefer] = useState<string>(typed.unit || '万元')
  const unit = typed.unit || preferred
  return (
    <div className="money-control">
      <Input
        id={id}
        value={typed.digits}
        inputMode="decimal"
        autoComplete="off"
        placeholder={value === null ? words.field.unclear : ''}
        status={problem ? 'error' : ''}
        {...describedBy(id, problem)}
        onChange={(event) => set(joined(event.target.value, unit))}
      />
      <UnitSelect
        unit={unit}
        onChange={(next) => {
          prefer(next)
          if (typed.digits !== '') set(joined(typed.digits, next))
        }}
      />
    </div>
  )
}

export function UnitSelect({ unit, onChange }: { readonly unit: string; onChange(unit: string): void }) {
  return (
    <select
      className="native-select unit-select"
      aria-label={words.field.unit}
      value={unit}
      onChange={(event) => onChange(event.target.value)}
    >
      {moneyUnits.map((each) => (
        <option key={each}>{each}</option>
      ))}
    </select>
  )
}
