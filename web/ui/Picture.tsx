// A picture with its title, what it draws, and under it the same numbers as a table.
import { type ReactNode, useId, useState } from 'react'
import { words } from '../words.zh.ts'
import type { Look } from './bars.ts'

type Props = {
  readonly title: string
  readonly note?: string
  readonly children: ReactNode
  readonly table: () => ReactNode
  readonly extra?: ReactNode
}

export function Picture({ title, note, children, table, extra }: Props) {
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <section className="picture" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {note && <p className="picture-note">{note}</p>}
      {children}
      <div className="picture-actions">
        <button
          type="button"
          className="text-button"
          aria-expanded={open}
          aria-controls={id}
          onClick={() => setOpen(!open)}
        >
          {open ? words.sandbox.noTable : words.sandbox.table}
        </button>
        {extra}
      </div>
      <div id={id}>{open && table()}</div>
    </section>
  )
}

type LegendProps<K extends string> = {
  readonly entries: readonly { readonly key: K; readonly name: string; readonly look: Look }[]
  readonly shown: readonly K[]
  readonly onChange: (shown: readonly K[]) => void
}

/** What each colour and pattern means; a part can be left out of the picture. */
export function Legend<K extends string>({ entries, shown, onChange }: LegendProps<K>) {
  const toggle = (key: K) =>
    onChange(
      entries
        .map((each) => each.key)
        .filter((each) => (each === key ? !shown.includes(key) : shown.includes(each))),
    )
  return (
    <fieldset className="chart-legend">
      <legend className="hidden-label">{words.sandbox.legend}</legend>
      {entries.map(({ key, name, look }) => (
        <label key={key}>
          <input type="checkbox" checked={shown.includes(key)} onChange={() => toggle(key)} />
          <Swatch look={look} />
          {name}
        </label>
      ))}
    </fieldset>
  )
}

export function Swatch({ look }: { readonly look: Look }) {
  return (
    <span
      aria-hidden="true"
      className={`swatch swatch-${look.pattern ?? 'plain'}`}
      style={{ backgroundColor: look.color }}
    />
  )
}
