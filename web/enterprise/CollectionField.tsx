// A collection (租约, 资质事件 …) as cards to add and remove. None at all is an answer, and so is 不清楚.
import { Button, Checkbox } from 'antd'
import { useRef } from 'react'
import type { Collection } from '#lang'
import { words } from '../words.zh.ts'
import { FactField } from './FactField.tsx'
import { useField, useFields } from './FieldContext.ts'
import { FieldFrame } from './FieldFrame.tsx'

export function CollectionField({ collection }: { readonly collection: Collection }) {
  const { name, question, authority, note } = collection
  const { id, value, problem, set } = useField([name])
  const elements: readonly unknown[] = Array.isArray(value) ? value : []
  const addButton = useRef<HTMLButtonElement>(null)
  const focusCard = useCardFocus(id)

  const add = () => {
    set([...elements, {}])
    focusCard(elements.length)
  }
  const remove = (index: number) => {
    const rest = elements.filter((_, i) => i !== index)
    set(rest.length > 0 ? rest : undefined)
    addButton.current?.focus()
  }
  return (
    <FieldFrame
      {...{
        id,
        name,
        question,
        authority,
        note,
        value,
        problem,
        set,
        mayNotApply: false,
        naming: 'group',
        absences: true,
      }}
    >
      {elements.map((_, index) => (
        // An element has no name of its own; its place is what the facts and the problems call it by.
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity
        <Element key={index} {...{ collection, index, id }} onRemove={() => remove(index)} />
      ))}
      <div className="collection-foot">
        <Button ref={addButton} onClick={add}>
          {words.field.addElement(name)}
        </Button>
        {elements.length === 0 && (
          <Checkbox
            checked={Array.isArray(value)}
            onChange={(event) => set(event.target.checked ? [] : undefined)}
            aria-label={`${name}：${words.field.none}`}
          >
            {words.field.none}
          </Checkbox>
        )}
      </div>
    </FieldFrame>
  )
}

type ElementProps = {
  readonly collection: Collection
  readonly index: number
  readonly id: string
  readonly onRemove: () => void
}

function Element({ collection, index, id, onRemove }: ElementProps) {
  const { problems } = useFields()
  const title = words.field.elementTitle(collection.name, index + 1)
  const problem = problems.get(`${collection.name}.${index}`)
  return (
    <fieldset className="element" id={`${id}-${index}`} aria-label={title}>
      <div className="element-head">
        <span className="element-title">{title}</span>
        <Button size="small" type="text" onClick={onRemove} aria-label={words.field.removeElement(title)}>
          {words.field.remove}
        </Button>
      </div>
      {collection.fields.map((field) => (
        <FactField key={field.name} fact={field} path={[collection.name, index, field.name]} />
      ))}
      {problem && (
        <p className="field-problem" role="alert">
          {problem}
        </p>
      )}
    </fieldset>
  )
}

/** Moves the focus into a card after React has drawn it. */
function useCardFocus(id: string) {
  return (index: number) =>
    requestAnimationFrame(() =>
      document.getElementById(`${id}-${index}`)?.querySelector<HTMLElement>('input, select')?.focus(),
    )
}
