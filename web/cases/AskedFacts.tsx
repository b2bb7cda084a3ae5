// What only the enterprise can say, in the fields of the check-up; what is left empty is not said.
import { useMemo } from 'react'
import { useProgram } from '../api.ts'
import { CollectionField } from '../enterprise/CollectionField.tsx'
import { FactField } from '../enterprise/FactField.tsx'
import { FieldProvider } from '../enterprise/FieldContext.ts'
import { type Facts, withValue } from '../enterprise/facts.ts'
import { readFacts } from '../enterprise/readFacts.ts'
import { yearInChina } from '../ui/dates.ts'
import { words } from '../words.zh.ts'

type Props = {
  readonly titles: readonly string[]
  readonly facts: Facts
  readonly onChange: (facts: Facts) => void
}

export function AskedFacts({ titles, facts, onChange }: Props) {
  const { vocabulary } = useProgram()
  const asked = vocabulary.facts.filter(({ name }) => titles.includes(name))
  const collections = vocabulary.collections.filter(({ name }) => titles.includes(name))
  const kind = [...asked, ...collections][0]?.subject
  const context = useMemo(
    () => ({
      ...{ vocabulary, facts, idPrefix: 'asked-' },
      problems: kind === undefined ? none : readFacts(kind, facts, vocabulary).problems,
      years: [1, 2, 3].map((back) => yearInChina() - back),
      change: (path: readonly (string | number)[], value: unknown) => onChange(withValue(facts, path, value)),
    }),
    [vocabulary, facts, kind, onChange],
  )
  if (asked.length + collections.length === 0) return null
  return (
    <FieldProvider value={context}>
      <fieldset className="asked-facts">
        <legend>{words.cases.askedFields}</legend>
        {asked.map((fact) => (
          <FactField key={fact.name} fact={fact} path={[fact.name]} />
        ))}
        {collections.map((each) => (
          <CollectionField key={each.name} collection={each} />
        ))}
      </fieldset>
    </FieldProvider>
  )
}

const none: ReadonlyMap<string, string> = new Map()
