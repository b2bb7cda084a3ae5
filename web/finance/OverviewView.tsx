// Where the money of each envelope is: a waterfall, and under it every number as the link to its movements.
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { EnvelopeReply } from '#server/api/money/envelopes.ts'
import type { SignedIn } from '../identity/session.ts'
import { Chart } from '../ui/Chart.tsx'
import { Choice } from '../ui/Choice.tsx'
import { dayText } from '../ui/dates.ts'
import { useTextSize } from '../ui/TextSize.tsx'
import { useWide } from '../ui/useWide.ts'
import { Wan, wanText } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import { envelopes as askEnvelopes } from './ask.ts'
import { OpenEnvelope } from './BudgetForms.tsx'
import { ExportLink, Known } from './parts.tsx'
import { FLOW, stepsOf, totalOf, waterfallOption } from './waterfall.ts'

type Props = { readonly budgeter: boolean; readonly session: SignedIn }

export function OverviewView({ budgeter, session }: Props) {
  const asked = useQuery(askEnvelopes())
  return (
    <Known asked={asked}>
      {(envelopes) => (
        <>
          <Waterfall envelopes={envelopes} />
          <section className="panel" aria-labelledby="envelopes-title">
            <h2 id="envelopes-title">{words.finance.waterfall.table}</h2>
            <p className="rule-small">{words.sandbox.yuanNote}</p>
            <EnvelopeTable envelopes={envelopes} />
            <ExportLink table="envelopes" />
            {budgeter && <OpenEnvelope session={session} />}
          </section>
        </>
      )}
    </Known>
  )
}

function Waterfall({ envelopes }: { readonly envelopes: readonly EnvelopeReply[] }) {
  const [chosen, setChosen] = useState('')
  const navigate = useNavigate()
  const wide = useWide()
  const large = useTextSize().size === 'large'
  const one = envelopes.find((each) => String(each.id) === chosen)
  const steps = useMemo(() => stepsOf(one ?? totalOf(envelopes)), [one, envelopes])
  const option = useMemo(() => waterfallOption(steps, wide, large), [steps, wide, large])
  const { waterfall } = words.finance
  const pick = (row: number) => {
    const account = steps[row]?.account
    if (one && account) void navigate({ to: '/finance', search: { envelope: one.id, account } })
  }
  return (
    <section className="picture" aria-labelledby="waterfall-title">
      <h2 id="waterfall-title">{waterfall.title}</h2>
      <p className="picture-note">{waterfall.note}</p>
      <div className="finance-choice">
        <Choice
          {...{ id: 'waterfall-envelope', label: waterfall.which, value: chosen, onChange: setChosen }}
          empty={waterfall.all}
          optional
          choices={envelopes.map(({ id, title }) => ({ value: String(id), label: title }))}
        />
      </div>
      <Chart option={option} height={19} label={waterfall.title} onPick={pick} />
      <dl className="waterfall-steps">
        {steps.map(({ account, name, yuan }) => (
          <div key={account}>
            <dt>{name}</dt>
            <dd>{one ? <SumLink envelope={one} account={account} yuan={yuan} /> : <Wan yuan={yuan} />}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function EnvelopeTable({ envelopes }: { readonly envelopes: readonly EnvelopeReply[] }) {
  const { waterfall, account: names } = words.finance
  const total = totalOf(envelopes)
  return (
    <table className="case-table money-table">
      <thead>
        <tr>
          <th scope="col">{waterfall.which}</th>
          {FLOW.map(({ account }) => (
            <th key={account} scope="col" className="amount">
              {names[account]}
            </th>
          ))}
          <th scope="col">{waterfall.expires}</th>
        </tr>
      </thead>
      <tbody>
        {envelopes.map((each) => (
          <tr key={each.id}>
            <td>
              <Link to="/finance" search={{ envelope: each.id }}>
                {each.title}
              </Link>
              <span className="case-number">
                {each.policy} · {words.finance.sourceName[each.source]}
              </span>
            </td>
            {FLOW.map(({ account, sum }) => (
              <td key={account} className="amount" data-label={names[account]}>
                <SumLink envelope={each} account={account} yuan={each[sum]} />
              </td>
            ))}
            <td data-label={waterfall.expires}>{dayText(each.expiresOn)}</td>
          </tr>
        ))}
      </tbody>
      {envelopes.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row">{waterfall.sum}</th>
            {FLOW.map(({ account, sum }) => (
              <td key={account} className="amount" data-label={names[account]}>
                <Wan yuan={total[sum]} />
              </td>
            ))}
            <td />
          </tr>
        </tfoot>
      )}
    </table>
  )
}

type SumProps = { readonly envelope: EnvelopeReply; readonly account: string; readonly yuan: string }

function SumLink({ envelope, account, yuan }: SumProps) {
  const name = Object.entries(words.finance.account).find(([key]) => key === account)?.[1] ?? account
  return (
    <Link
      to="/finance"
      search={{ envelope: envelope.id, account }}
      aria-label={words.finance.waterfall.open(`${envelope.title} ${name}`, wanText(yuan))}
    >
      <Wan yuan={yuan} />
    </Link>
  )
}
