// The bank's word as its receipt has it: a number for an arrival, the reason for a return or an unknown result.
import type { AsksReply } from '#server/api/granting/moneySchema.ts'
import { Choice } from '../ui/Choice.tsx'
import { figureText } from '../ui/money.ts'
import { TextField } from '../ui/TextField.tsx'
import { words } from '../words.zh.ts'
import type { TypedPayload } from './payload.ts'

type Props = {
  readonly result: NonNullable<AsksReply['result']>
  readonly value: TypedPayload
  readonly onChange: (value: TypedPayload) => void
}

export function ResultFields({ result: { kind, orders }, value, onChange }: Props) {
  const several = kind === 'returned' && orders.length > 1
  const lines = orders.map(({ number, yuan }) => ({
    value: number,
    label: words.cases.money.orderLine(number, figureText(yuan)),
  }))
  return (
    <fieldset className="option-fields">
      <legend>{words.cases.money.result[kind]}</legend>
      {several ? (
        <Choice
          {...{ id: 'bank-order', label: words.cases.money.whichOrder, value: value.order, choices: lines }}
          empty={words.cases.choose}
          onChange={(order) => onChange({ ...value, order })}
        />
      ) : (
        lines.map(({ value: number, label }) => <p key={number}>{label}</p>)
      )}
      <p className="rule-small">{words.cases.money.bankNote}</p>
      {kind === 'paid' ? (
        <TextField
          {...{ id: 'bank-receipt', label: words.cases.money.bankReceipt, value: value.receipt }}
          autoComplete="off"
          onChange={(receipt) => onChange({ ...value, receipt })}
        />
      ) : (
        <TextField
          {...{ id: 'bank-reason', label: words.cases.money.bankReason, value: value.reason }}
          autoComplete="off"
          onChange={(reason) => onChange({ ...value, reason })}
        />
      )}
    </fieldset>
  )
}
