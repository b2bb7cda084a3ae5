// One publicity: its basis and period, and the table of those who are to receive; each row can be objected to.
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { PublicityReply } from '#server/api/papers/publicity.ts'
import { isOfficer, useKnownSession } from '../identity/session.ts'
import { articleAnchor } from '../policies/anchors.ts'
import { dayText } from '../ui/dates.ts'
import { Figure } from '../ui/MoneyText.tsx'
import { words } from '../words.zh.ts'
import { ObjectionForm } from './ObjectionForm.tsx'

type Group = PublicityReply['groups'][number]

export function PublicityGroup({ group }: { readonly group: Group }) {
  const [chosen, setChosen] = useState('')
  const session = useKnownSession()
  const officer = session?.kind === 'person' && session.next === 'nothing' && isOfficer(session)
  const { title, rows, yuan } = group
  const [first] = rows
  return (
    <section className="panel publicity-group" aria-labelledby={`group-${first?.number}`}>
      <h2 id={`group-${first?.number}`}>{title}</h2>
      <Basis group={group} />
      <table className="case-table publicity-table">
        <caption>
          {words.publicity.count(rows.length)}
          {yuan !== null && (
            <>
              {' · '}
              {words.publicity.sum} <Figure yuan={yuan} />
            </>
          )}
        </caption>
        <Head />
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.number}
              {...{ row, open: chosen === row.number }}
              onToggle={() => setChosen(chosen === row.number ? '' : row.number)}
            />
          ))}
        </tbody>
      </table>
      {officer && first && (
        <p>
          <a href={`/api/publicity/${first.number}/paper`} download>
            {words.publicity.paper}
          </a>
        </p>
      )}
      {chosen !== '' && <ObjectionForm key={chosen} number={chosen} onClose={() => setChosen('')} />}
    </section>
  )
}

function Basis({ group }: { readonly group: Group }) {
  const { document, article, articleId, policy, quotes, lead } = group
  const { openedOn, closesOn, workingDays, holidaysKnown } = group
  return (
    <dl className="publicity-facts">
      <div>
        <dt>{words.publicity.periodLabel}</dt>
        <dd>
          {words.publicity.period(dayText(openedOn), dayText(closesOn), workingDays)}
          {!holidaysKnown && <span className="rule-small"> {words.publicity.holidaysUnknown}</span>}
        </dd>
      </div>
      <div>
        <dt>{words.publicity.lead_}</dt>
        <dd>{lead}</dd>
      </div>
      <div className="publicity-basis">
        <dt>{words.publicity.basis}</dt>
        <dd>
          <Link to="/policies/$id" params={{ id: policy }} hash={articleAnchor(articleId)}>
            {document} {article}
          </Link>
          {quotes.map((quote) => (
            <q key={quote}>{quote}</q>
          ))}
        </dd>
      </div>
    </dl>
  )
}

function Head() {
  const { name, code, year, number, act } = words.publicity.columns
  return (
    <thead>
      <tr>
        <th scope="col">{name}</th>
        <th scope="col">{code}</th>
        <th scope="col">{year}</th>
        <th scope="col" className="figure-column">
          {words.publicity.amount}
        </th>
        <th scope="col">{number}</th>
        <th scope="col">
          <span className="hidden-label">{act}</span>
        </th>
      </tr>
    </thead>
  )
}

type RowProps = {
  readonly row: Group['rows'][number]
  readonly open: boolean
  readonly onToggle: () => void
}

function Row({ row: { number, name, creditCode, element, year, yuan }, open, onToggle }: RowProps) {
  const { columns } = words.publicity
  return (
    <tr>
      <td data-label={columns.name}>
        {name}
        {element && `（${element}）`}
      </td>
      <td data-label={columns.code}>{creditCode ?? '—'}</td>
      <td data-label={columns.year}>{year}</td>
      <td data-label={words.publicity.amount} className="figure-column">
        {yuan === null ? words.publicity.notDecided : <Figure yuan={yuan} />}
      </td>
      <td data-label={columns.number}>{number}</td>
      <td>
        <Button
          size="small"
          aria-expanded={open}
          aria-label={words.publicity.objectTo(number)}
          onClick={onToggle}
        >
          {words.publicity.object}
        </Button>
      </td>
    </tr>
  )
}
