// One value a year, as a small table; an older year can be added.
import { Button, Input } from 'antd'
import { useState } from 'react'
import { words } from '../words.zh.ts'
import { useField, useFields } from './FieldContext.ts'
import { type Facts, type Path, valueAt } from './facts.ts'
import { UnitSelect } from './MoneyControl.tsx'
import { inUnit, joined, splitMoney, splitPercent, splitQuantity, unitWords } from './typedNumber.ts'

type Props = { readonly path: Path; readonly name: string; readonly dimension: string }

export function YearlyControl({ path, name, dimension }: Props) {
  const { facts, years, change } = useFields()
  const value = valueAt(facts, path)
  const kept: Facts = typeof value === 'object' && value !== null ? (value as Facts) : {}
  const [older, setOlder] = useState(0)
  const [unit, setUnit] = useState(() => firstUnit(kept, dimension))
  const shown = yearsToShow(years, kept, older)

  const changeUnit = (next: string) => {
    setUnit(next)
    for (const [year, each] of Object.entries(kept)) {
      if (each !== null) change([...path, year], joined(digitsOf(each, unit, dimension), next))
    }
  }
  return (
    <div className="yearly">
      {shown.map((year) => (
        <YearRow key={year} {...{ path, name, year, unit, dimension }} />
      ))}
      <div className="yearly-foot">
        {dimension === '元' && <UnitSelect unit={unit} onChange={changeUnit} />}
        <Button size="small" type="link" onClick={() => setOlder(older + 1)}>
          {words.field.olderYear((shown.at(-1) ?? 0) - 1)}
        </Button>
      </div>
    </div>
  )
}

type RowProps = Props & { readonly year: number; readonly unit: string }

function YearRow({ path, name, year, unit, dimension }: RowProps) {
  const { id, value, problem, set } = useField([...path, String(year)])
  return (
    <div className="yearly-row">
      <label htmlFor={id}>
        <span className="hidden-label">{name}</span>
        {words.field.ofYear(year)}
      </label>
      <Input
        id={id}
        value={digitsOf(value, unit, dimension)}
        suffix={dimension === '' ? '%' : unit}
        inputMode="decimal"
        autoComplete="off"
        status={problem ? 'error' : ''}
        aria-invalid={problem !== undefined}
        {...(problem ? { 'aria-describedby': `${id}-problem` } : {})}
        onChange={(event) => set(joined(event.target.value, dimension === '' ? '%' : unit))}
      />
      {problem && (
        <p className="field-problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

function digitsOf(value: unknown, unit: string, dimension: string): string {
  if (value === null || value === undefined) return ''
  if (dimension === '元') return inUnit(splitMoney(value), unit)
  return dimension === '' ? splitPercent(value) : splitQuantity(value, unit).digits
}

function firstUnit(kept: Facts, dimension: string): string {
  if (dimension !== '元') return unitWords(dimension)
  const first = Object.values(kept).find((each) => each !== null)
  return splitMoney(first).unit || '万元'
}

function yearsToShow(offered: readonly number[], kept: Facts, older: number): number[] {
  const typed = Object.keys(kept).map(Number).filter(Number.isInteger)
  const earliest = Math.min(...offered, ...typed) - older
  const latest = Math.max(...offered, ...typed)
  return Array.from({ length: latest - earliest + 1 }, (_, i) => latest - i)
}
