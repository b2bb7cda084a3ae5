// The arrangement of the dictionary → the form. What cannot matter any more is folded away, never gone.
import { Button, Input } from 'antd'
import { memo, type ReactNode, useState } from 'react'
import { words } from '../words.zh.ts'
import { CollectionField } from './CollectionField.tsx'
import { FactField } from './FactField.tsx'
import { type FieldContextValue, FieldProvider, useFields } from './FieldContext.ts'
import { type Arrangement, type Field, fieldsWith, type Group } from './formGroups.ts'
import { StoredOrigin } from './StoredOrigin.tsx'
import { markField } from './steadyForm.ts'

type Props = {
  readonly title: string
  readonly arrangement: Arrangement
  /** What the person looks for among all questions, relevant or not. */
  readonly search: string
  readonly onSearch: (text: string) => void
}

export function FactForm({ title, arrangement, search, onSearch }: Props) {
  const { groups, others } = arrangement
  return (
    <form className="fact-form" onSubmit={(event) => event.preventDefault()} aria-label={title}>
      <Unplaced />
      <div className="form-search">
        <Input
          type="search"
          value={search}
          aria-label={words.form.search}
          placeholder={words.form.search}
          onChange={(event) => onSearch(event.target.value)}
        />
      </div>
      {search.trim() ? (
        <Found fields={fieldsWith(search, arrangement)} text={search} />
      ) : (
        <>
          {groups.length === 0 && <p className="form-nothing">{words.form.nothingNeeded}</p>}
          {groups.map((group) => (
            <FieldGroup key={group.id} group={group} />
          ))}
          {others.length > 0 && <Others fields={others} />}
        </>
      )}
    </form>
  )
}

/** Kept from an earlier visit or a caller, but no field of today's dictionary holds it: said, not swallowed. */
function Unplaced() {
  const { problems, change, vocabulary } = useFields()
  const known = new Set([...vocabulary.facts, ...vocabulary.collections].map(({ name }) => name))
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

function Found({ fields, text }: { readonly fields: readonly Field[]; readonly text: string }) {
  return (
    <Section
      id="found"
      title={words.form.found(fields.length)}
      note={fields.length === 0 ? words.form.notFound(text) : ''}
    >
      <Fields fields={fields} />
    </Section>
  )
}

function FieldGroup({ group: { id, fields, folded } }: { readonly group: Group }) {
  const [opened, setOpened] = useState(false)
  return (
    <Section id={id} {...words.form.groups[id]}>
      <Fields fields={opened ? fields : fields.filter(({ name }) => !folded.has(name))} />
      {folded.size > 0 && (
        <Button type="link" className="more" aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {opened ? words.form.less : words.form.more(folded.size)}
        </Button>
      )}
    </Section>
  )
}

function Others({ fields }: { readonly fields: readonly Field[] }) {
  const [opened, setOpened] = useState(false)
  return (
    <section className="field-group">
      <h3>
        <Button type="link" className="more" aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {words.form.others(fields.length)}
        </Button>
      </h3>
      <p className="group-note">{words.form.othersNote}</p>
      {opened && <Fields fields={fields} />}
    </section>
  )
}

type SectionProps = {
  readonly id: string
  readonly title: string
  readonly note: string
  readonly children: ReactNode
}

function Section({ id, title, note, children }: SectionProps) {
  return (
    <section className="field-group" aria-labelledby={`group-${id}`}>
      <h3 id={`group-${id}`}>{title}</h3>
      {note && <p className="group-note">{note}</p>}
      {children}
    </section>
  )
}

function Fields({ fields }: { readonly fields: readonly Field[] }) {
  const { facts, problems, ...rest } = useFields()
  return fields.map((field) => (
    <div key={field.name} {...markField(field.name)}>
      <OneField
        field={field}
        value={facts[field.name]}
        troubles={JSON.stringify([...problems].filter(([place]) => place.split('.')[0] === field.name))}
        {...rest}
      />
    </div>
  ))
}

type OneFieldProps = Omit<FieldContextValue, 'facts' | 'problems'> & {
  readonly field: Field
  readonly value: unknown
  /** The problems at this field, as JSON: equal ones must be the same. */
  readonly troubles: string
}

/** Sees only what concerns itself, so that a letter typed in one field does not draw thirty others again. */
const OneField = memo(function OneField({ field, value, troubles, ...rest }: OneFieldProps) {
  const facts = value === undefined ? {} : { [field.name]: value }
  return (
    <FieldProvider value={{ ...rest, facts, problems: new Map(JSON.parse(troubles)) }}>
      {field.kind === 'fact' ? (
        <FactField fact={field.fact} path={[field.name]} />
      ) : (
        <CollectionField collection={field.collection} />
      )}
      <StoredOrigin name={field.name} value={value} />
    </FieldProvider>
  )
})
