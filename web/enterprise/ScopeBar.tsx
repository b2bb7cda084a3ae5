// Who asks, where, and of which documents: what settles most of what applies, asked before anything else.
import { words } from '../words.zh.ts'
import { DocumentFilter, type Documents } from './DocumentFilter.tsx'
import { FactField } from './FactField.tsx'
import { useFields } from './FieldContext.ts'
import type { Checkup } from './useCheckup.ts'

type Props = { readonly checkup: Checkup; readonly documents: Documents }

export function ScopeBar({ checkup, documents }: Props) {
  const { kind, recipients, setKind } = checkup
  return (
    <section className="scope-bar" aria-label={words.scope.region}>
      <div className="scope-choice">
        <label htmlFor="kind">{words.scope.who}</label>
        <select
          id="kind"
          className="native-select"
          value={kind}
          onChange={(event) => setKind(event.target.value)}
        >
          {recipients.map(({ kind: each, items }) => (
            <option key={each} value={each}>
              {words.scope.kind(each, items)}
            </option>
          ))}
        </select>
      </div>
      <Places checkup={checkup} />
      <DocumentFilter documents={documents} />
    </section>
  )
}

/** The first is asked of everybody; the next only where the first leaves open what applies. */
function Places({ checkup: { places, needed } }: { readonly checkup: Checkup }) {
  const { facts } = useFields()
  const shown = places.filter(
    ({ name }, i) =>
      i === 0 || facts[name] !== undefined || (needed.has(name) && isKnown(facts[places[0]?.name ?? ''])),
  )
  return shown.map((fact) => (
    <div key={fact.name} className="scope-choice">
      <FactField fact={fact} path={[fact.name]} />
    </div>
  ))
}

function isKnown(value: unknown): boolean {
  return value !== undefined && value !== null
}
