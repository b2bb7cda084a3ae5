// Phrases that can be read in several ways: what each way comes to for this enterprise, and whom to ask.
import type { ReadingUse } from '#lang'
import { MoneyText } from '../ui/MoneyText.tsx'
import { words } from '../words.zh.ts'

export function ReadingList({ readings }: { readonly readings: readonly ReadingUse[] }) {
  const decisive = readings.filter((reading) => reading.decisive)
  const decided = readings.filter((reading) => reading.status === 'decided')
  const others = readings.filter((reading) => !reading.decisive && reading.status === 'open')
  return (
    <>
      {decisive.map((reading) => (
        <DecisiveReading key={reading.id} reading={reading} />
      ))}
      {decided.map(({ id, title, decision }) => (
        <p key={id} className="reading-decided">
          <strong>{title}</strong>
          {decision && words.reading.decided(decision.alternative, decision.on, decision.by, decision.source)}
        </p>
      ))}
      {others.length > 0 && (
        <details className="fold">
          <summary>{words.finding.readingsSame(others.length)}</summary>
          <ul>
            {others.map(({ id, title, question, askTo }) => (
              <li key={id} className="reading-same">
                <strong>{title}</strong>
                {question}
                {askTo && <span className="reading-ask">{words.reading.askTo(askTo)}</span>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function DecisiveReading({ reading }: { readonly reading: ReadingUse }) {
  const { title, question, askTo, status, alternatives } = reading
  return (
    <div className="reading">
      <h4>
        {words.reading.title}
        {title}
        <span className="nature">{words.reading.status[status]}</span>
      </h4>
      <p>{question}</p>
      <ul className="alternatives">
        {alternatives.map(({ key, label, outcome, amount }) => (
          <li key={key}>
            <p className="alternative-label">
              {key} {label}
            </p>
            <span className={`outcome outcome-${outcome}`}>{words.outcome[outcome]}</span>
            {(outcome === 'eligible' || outcome === 'undetermined') && <MoneyText amount={amount} />}
          </li>
        ))}
      </ul>
      {status === 'open' && askTo && <p className="reading-ask">{words.reading.askTo(askTo)}</p>}
    </div>
  )
}
