// An item's numbers and readings, each to be changed in its place.
import { useMemo } from 'react'
import { type Parameter, type Program, parametersOf } from '#lang'
import { words } from '../words.zh.ts'
import type { FoundItem } from './items.ts'
import { ParameterField } from './ParameterField.tsx'
import { ReadingChoice } from './ReadingChoice.tsx'
import { RemoveSwitch } from './RemoveSwitch.tsx'
import { readingsOf } from './readingsOf.ts'
import { TierTable } from './TierTable.tsx'

type Props = { readonly program: Program; readonly found: FoundItem; readonly at: string }

export function ParameterList({ program, found: { policy, item }, at }: Props) {
  const own = useMemo(
    () =>
      parametersOf(program).filter(
        (each) => each.policy === policy.document.id && each.items.includes(item.id),
      ),
    [program, policy, item],
  )
  const readings = useMemo(() => readingsOf(policy, item), [policy, item])
  const isTier = ({ role, id }: Parameter) => role === 'tier' && id.includes('/rows/')
  const plain = own.filter((each) => !isTier(each) && each.role !== 'date' && each.role !== 'other')
  const dates = own.filter(({ role }) => role === 'date')
  const others = own.filter(({ role }) => role === 'other')
  const tables = [...Map.groupBy(own.filter(isTier), ({ id }) => id.slice(0, id.indexOf('/rows/')))]
  const field = (parameter: Parameter) => (
    <ParameterField key={parameter.id} program={program} parameter={parameter} at={at} />
  )
  return (
    <section aria-label={words.sandbox.reform.parameters}>
      <h2>{words.sandbox.reform.parameters}</h2>
      {own.length === 0 && <p className="empty-note">{words.sandbox.reform.none}</p>}
      {plain.map(field)}
      {tables.map(([id, rows]) => (
        <TierTable key={id} program={program} parameters={rows} at={at} />
      ))}
      {readings.map((reading) => (
        <ReadingChoice key={reading.id} policy={policy} reading={reading} />
      ))}
      <RemoveSwitch item={item} />
      {others.length > 0 && (
        <details className="more-parameters">
          <summary>{words.sandbox.reform.rare(others.length)}</summary>
          {others.map(field)}
        </details>
      )}
      {dates.length > 0 && (
        <details className="more-parameters">
          <summary>{words.sandbox.reform.dates(dates.length)}</summary>
          {dates.map(field)}
        </details>
      )}
    </section>
  )
}
