// The head of the answer. It adds only what may be added; everything else stands beside the sum, each for itself.
import { Figure, MoneyText } from '../ui/MoneyText.tsx'
import { figureText } from '../ui/money.ts'
import { words } from '../words.zh.ts'
import type { Groups, Totals } from './findingGroups.ts'

type Props = { readonly totals: Totals; readonly groups: Groups; readonly date: string }

export function Summary({ totals, groups, date }: Props) {
  const { cash, cashItems, apart, undetermined } = totals
  return (
    <section className="summary" aria-labelledby="summary">
      <h2 id="summary" className="hidden-label">
        {words.summary.title}
      </h2>
      <div className="summary-sum">
        <p className="summary-label">{words.summary.cash}</p>
        <p className={cashItems > 0 ? 'summary-figure' : 'summary-figure summary-none'}>
          <Figure yuan={cash} />
        </p>
        <p className="summary-small">
          {cashItems > 0 ? words.summary.cashItems(cashItems) : words.summary.noCash}
        </p>
      </div>
      <dl className="summary-counts">
        <Count label={words.summary.undetermined} count={undetermined} answer="undetermined" />
        <Count label={words.summary.services} count={groups.eligible.services.length} answer="eligible" />
        <Count
          label={words.summary.notEligible}
          answer="not-eligible"
          count={groups.not_eligible.money.length + groups.not_eligible.services.length}
        />
      </dl>
      {apart.length > 0 && (
        <div className="summary-apart">
          <p>{words.summary.apart}</p>
          <ul>
            {apart.map((finding) => (
              <li key={finding.item}>
                <a href={`#${finding.item}`}>{finding.title}</a>
                <span className="nature">{words.nature[finding.nature]}</span>
                <MoneyText amount={finding.amount} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <p className="summary-small">{words.summary.basis(date)}</p>
      <p className="hidden-label" role="status" aria-live="polite">
        {words.summary.spoken(figureText(cash), undetermined)}
      </p>
    </section>
  )
}

type CountProps = {
  readonly label: string
  readonly count: number
  /** The answer that holds what is counted; on a phone it is far below. */
  readonly answer: string
}

function Count({ label, count, answer }: CountProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <a href={`#answer-${answer}`}>{words.summary.items(count)}</a>
      </dd>
    </div>
  )
}
