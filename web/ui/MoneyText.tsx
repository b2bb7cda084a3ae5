// An amount with its word: colour helps, but the word carries the meaning.
import { Fragment } from 'react'
import type { FindingAmount } from '#lang'
import { words } from '../words.zh.ts'
import { figureOf } from './money.ts'

type Props = { readonly amount: FindingAmount; readonly size?: 'large' }

export function MoneyText({ amount, size }: Props) {
  const classes = ['money', `money-${amount.kind}`, size === 'large' ? 'money-large' : ''].join(' ').trim()
  return (
    <span className={classes}>
      <span className="money-word">{words.amount[amount.kind]}</span>
      <Figures amount={amount} />
    </span>
  )
}

function Figures({ amount }: { readonly amount: FindingAmount }) {
  switch (amount.kind) {
    case 'exact':
      return <Figure yuan={amount.yuan} />
    case 'upper_bound':
      return <Figure yuan={amount.yuan} before={words.amount.atMost} />
    case 'range':
      return (
        <span>
          <Figure yuan={amount.from} />
          {amount.to === null ? (
            words.amount.orMore
          ) : (
            <>
              {words.amount.to}
              <Figure yuan={amount.to} />
            </>
          )}
        </span>
      )
    case 'candidates':
      return (
        <span>
          {distinct(amount.candidates.map(({ yuan }) => yuan)).map((yuan, i) => (
            <Fragment key={yuan}>
              {i > 0 && <span className="candidate-or">{words.amount.or}</span>}
              <Figure yuan={yuan} />
            </Fragment>
          ))}
        </span>
      )
    case 'unstated':
    case 'non_monetary':
      return null
  }
}

/** Two readings may come to the same amount; which is which stands beside the reading. */
function distinct(amounts: readonly string[]): string[] {
  return [...new Set(amounts)]
}

export function Figure({ yuan, before = '' }: { readonly yuan: string; readonly before?: string }) {
  const { digits, unit, exact } = figureOf(yuan)
  return (
    <span className="figure" title={exact}>
      {before}
      <span className="figure-digits">{digits}</span>
      <span className="figure-unit">{unit}</span>
    </span>
  )
}
