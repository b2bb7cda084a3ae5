// The dictionary → the form, in groups. What no item asks for at first is folded away, never gone.
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { words } from '../words.zh.ts'
import { CollectionField } from './CollectionField.tsx'
import { FactField } from './FactField.tsx'
import { useFields } from './FieldContext.ts'
import type { Field, Group } from './formGroups.ts'

type Props = {
  readonly groups: readonly Group[]
  /** A fact that some other part of the page sends the reader to. */
  readonly sought: string | undefined
}

export function FactForm({ groups, sought }: Props) {
  return (
    <form className="fact-form" onSubmit={(event) => event.preventDefault()} aria-label={words.form.title}>
      <Unplaced groups={groups} />
      {groups.map((group) => (
        <FieldGroup key={group.id} group={group} sought={sought} />
      ))}
    </form>
  )
}

/** Kept from an earlier visit or a caller, but no field of today's dictionary holds it: said, not swallowed. */
function Unplaced({ groups }: { readonly groups: readonly Group[] }) {
  const { problems, change } = useFields()
  const known = new Set(groups.flatMap(({ shown, folded }) => [...shown, ...folded].map(({ name }) => name)))
  const stray = [...problems].filter(([place]) => !known.has(place.split('.')[0] ?? ''))
  if (stray.length === 0) return null
  return (
    <div className="unplaced" role="alert">
      <p>{words.form.unplaced}</p>
      <ul>
        {stray.map(([place, message]) => (
          <li key={place}>{message}</li>
        ))}
      </ul>
      <Button
        size="small"
        onClick={() => {
          for (const [place] of stray) change([place], undefined)
        }}
      >
        {words.form.removeUnplaced}
      </Button>
    </div>
  )
}

function FieldGroup({ group, sought }: { readonly group: Group; readonly sought: string | undefined }) {
  const { facts, problems } = useFields()
  const [opened, setOpened] = useState(false)
  const { title, note } = words.form.groups[group.id]

  // Whatever has an answer or a problem, or is looked for, stays in sight even while the rest is folded.
  const troubled = new Set([...problems.keys()].map((place) => place.split('.')[0]))
  const standsOut = ({ name }: Field) => facts[name] !== undefined || troubled.has(name) || name === sought
  const inSight = opened ? group.folded : group.folded.filter(standsOut)
  const hidden = group.folded.length - inSight.length

  useEffect(() => {
    if (sought !== undefined && group.folded.some(({ name }) => name === sought)) setOpened(true)
  }, [sought, group])

  return (
    <section className="field-group" aria-labelledby={`group-${group.id}`}>
      <h3 id={`group-${group.id}`}>{title}</h3>
      {note && <p className="group-note">{note}</p>}
      {[...group.shown, ...inSight].map((field) =>
        field.kind === 'fact' ? (
          <FactField key={field.name} fact={field.fact} path={[field.name]} />
        ) : (
          <CollectionField key={field.name} collection={field.collection} />
        ),
      )}
      {(hidden > 0 || opened) && (
        <Button type="link" className="more" aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {opened ? words.form.less : words.form.more(hidden)}
        </Button>
      )}
    </section>
  )
}
