// What the colours mean and how much each accounts for; any of them can be taken off the text.
import type { ReactNode } from 'react'
import type { Coverage } from '#lang'
import { words } from '../words.zh.ts'
import { type Colour, colours } from './colouring.ts'

export type LegendState = {
  readonly coloured: boolean
  readonly marked: boolean
  readonly off: ReadonlySet<Colour>
}

export const everythingOn: LegendState = { coloured: true, marked: false, off: new Set() }

type Props = {
  readonly coverage: Coverage
  readonly state: LegendState
  readonly onChange: (state: LegendState) => void
}

export function Legend({ coverage, state, onChange }: Props) {
  const { figures, sentences, openFigures, openSentences, byKind } = coverage
  const counts = (colour: Colour) =>
    colour === 'open'
      ? { figures: openFigures.length, sentences: openSentences.length }
      : (byKind[colour] ?? { figures: 0, sentences: 0 })
  const used = colours.filter((colour) => counts(colour).figures + counts(colour).sentences > 0)
  const flip = (colour: Colour) => {
    const off = new Set(state.off)
    if (!off.delete(colour)) off.add(colour)
    onChange({ ...state, off })
  }
  return (
    <section className="legend" aria-labelledby="legend-title">
      <div className="legend-head">
        <h2 id="legend-title">{words.coverage.title}</h2>
        <Toggle on={state.coloured} onFlip={(coloured) => onChange({ ...state, coloured })}>
          {words.coverage.coloured}
        </Toggle>
        <Toggle on={state.marked} onFlip={(marked) => onChange({ ...state, marked })}>
          {words.coverage.marked}
        </Toggle>
      </div>
      <p className={openFigures.length + openSentences.length > 0 ? 'legend-sum legend-open' : 'legend-sum'}>
        {words.coverage.sum(
          { all: figures.length, open: openFigures.length },
          { all: sentences.length, open: openSentences.length },
        )}
      </p>
      <ul className="legend-kinds">
        {used.map((colour) => {
          const { name, mark } = words.coverage.kinds[colour]
          return (
            <li key={colour}>
              <button
                type="button"
                aria-pressed={!state.off.has(colour)}
                onClick={() => flip(colour)}
                title={words.coverage.note[colour]}
              >
                <span className={`cov cov-${colour} legend-swatch`}>{mark}</span>
                <span>{name}</span>
                <span className="legend-count">{words.coverage.count(counts(colour))}</span>
              </button>
            </li>
          )
        })}
      </ul>
      <p className="rule-small">{words.coverage.explain}</p>
    </section>
  )
}

type ToggleProps = {
  readonly on: boolean
  readonly onFlip: (on: boolean) => void
  readonly children: ReactNode
}

function Toggle({ on, onFlip, children }: ToggleProps) {
  return (
    <button type="button" className="text-size" aria-pressed={on} onClick={() => onFlip(!on)}>
      {children}
    </button>
  )
}

/** The legend's choices as classes of the whole document: no piece of text is drawn again. */
export function legendClasses({ coloured, marked, off }: LegendState): string {
  return [
    'policy-text',
    coloured ? 'coloured' : 'plain',
    marked ? 'marked' : '',
    ...[...off].map((colour) => `off-${colour}`),
  ]
    .filter(Boolean)
    .join(' ')
}
