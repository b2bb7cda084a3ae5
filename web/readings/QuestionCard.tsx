// One reading: the question, the words, the ways to read them, and what each way comes to.
import { Link } from '@tanstack/react-router'
import {
  authorityOf,
  type Consequence,
  dateToChinese,
  documentName,
  exprText,
  type FindingAmount,
  type ReadingQuestion,
} from '#lang'
import { articleAnchor } from '../policies/anchors.ts'
import { MoneyText } from '../ui/MoneyText.tsx'
import { toFen } from '../ui/money.ts'
import { words } from '../words.zh.ts'

type Props = { readonly question: ReadingQuestion; readonly number: number }

export function QuestionCard({ question, number }: Props) {
  const { policy, reading, phrases, consequences } = question
  const { status, alternatives } = reading
  const id = `${policy.document.id}-${reading.id}`
  const decisive = consequences.filter((each) => each.decisive)
  return (
    <li className="question" aria-labelledby={id}>
      <p className="rule-small">
        {words.readings.from(documentName(policy.document), authorityOf(question))}{' '}
        <span className={`nature reading-${status.kind}`}>{words.reading.status[status.kind]}</span>
      </p>
      <h3 id={id}>
        {number}. {reading.title}
      </h3>
      <p>{reading.question}</p>
      <ul className="question-phrases">
        {phrases.map(({ article, heading, quote }) => (
          <li key={`${article} ${quote}`}>
            <Link to="/policies/$id" params={{ id: policy.document.id }} hash={articleAnchor(article)}>
              {heading}
            </Link>
            {quote && `「${quote}」`}
          </li>
        ))}
      </ul>
      <ol className="ways">
        {alternatives.map(({ key, label, bindings }) => {
          const chosen = status.kind === 'decided' && status.alternative === key
          return (
            <li key={key} className={chosen ? 'way way-chosen' : 'way'}>
              <span className="way-label">{words.readings.way(key, label)}</span>
              {bindings.map(({ name, expr }) => (
                <span key={name} className="binding">
                  {words.rule.binding(name, exprText(expr))}
                </span>
              ))}
            </li>
          )
        })}
      </ol>
      {status.kind === 'decided' && (
        <p className="decided">
          {words.reading.decided(status.alternative, dateToChinese(status.on), status.by, status.source)}
        </p>
      )}
      <h4>{words.readings.pays}</h4>
      {decisive.map((each) => (
        <Difference key={`${each.case} ${each.item}`} consequence={each} />
      ))}
      {decisive.length === 0 && (
        <p className="rule-small">
          {consequences.length === 0 ? words.readings.notConsulted : words.readings.same(consequences.length)}
        </p>
      )}
    </li>
  )
}

/** A bar for each alternative, and beside it the words and figures that the bar stands for. */
function Difference({
  consequence: { case: name, title, alternatives },
}: {
  readonly consequence: Consequence
}) {
  const ends = alternatives.map(({ amount }) => extent(amount))
  const most = ends.reduce((a, b) => (b.to > a ? b.to : a), 0n)
  const share = (part: bigint) => (most === 0n ? 0 : Number((part * 1000n) / most) / 10)
  return (
    <table className="difference">
      <caption>{words.readings.caseOf(name, title)}</caption>
      <thead className="hidden-label">
        <tr>
          <th scope="col">{words.readings.wayColumn}</th>
          <th scope="col">{words.readings.result}</th>
        </tr>
      </thead>
      <tbody>
        {alternatives.map(({ key, label, outcome, amount }, i) => (
          <tr key={key}>
            <th scope="row">{words.readings.way(key, label)}</th>
            <td>
              <span className="difference-bar" aria-hidden="true">
                <span className="difference-sure" style={{ width: `${share(ends[i]?.from ?? 0n)}%` }} />
                <span
                  className="difference-open"
                  style={{ width: `${share((ends[i]?.to ?? 0n) - (ends[i]?.from ?? 0n))}%` }}
                />
              </span>
              <span className={`outcome outcome-${outcome}`}>{words.outcome[outcome]}</span>{' '}
              <MoneyText amount={amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What is sure of an amount, and up to where it may go. */
function extent(amount: FindingAmount): { readonly from: bigint; readonly to: bigint } {
  switch (amount.kind) {
    case 'exact':
      return { from: toFen(amount.yuan), to: toFen(amount.yuan) }
    case 'upper_bound':
      return { from: 0n, to: toFen(amount.yuan) }
    case 'range':
      return { from: toFen(amount.from), to: toFen(amount.to ?? amount.from) }
    case 'candidates': {
      const all = amount.candidates.map(({ yuan }) => toFen(yuan)).sort((a, b) => (a < b ? -1 : 1))
      return { from: all[0] ?? 0n, to: all.at(-1) ?? 0n }
    }
    case 'unstated':
    case 'non_monetary':
      return { from: 0n, to: 0n }
  }
}
