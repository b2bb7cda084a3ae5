// What an act needs beside its words: readings and amount, the envelope, the account, the bank's word.
import type { AsksReply } from '#server/api/granting/moneySchema.ts'
import { words } from '../words.zh.ts'
import { DecisionFields } from './DecisionFields.tsx'
import { EnvelopeFields } from './EnvelopeFields.tsx'
import type { TypedPayload } from './payload.ts'
import { ResultFields } from './ResultFields.tsx'

type Props = {
  readonly caseId: number
  readonly policy: string
  readonly asks: AsksReply
  readonly value: TypedPayload
  readonly onChange: (value: TypedPayload) => void
}

export function ActAsks({ caseId, policy, asks, value, onChange }: Props) {
  const { decision, envelopes, payee, result } = asks
  return (
    <>
      {decision && <DecisionFields {...{ caseId, policy, decision, value, onChange }} />}
      {envelopes && <EnvelopeFields {...{ envelopes, value, onChange }} />}
      {payee && <p>{words.cases.money.known(payee.name, payee.bank, payee.account)}</p>}
      {payee === null && <p>{words.cases.money.noPayee}</p>}
      {result && <ResultFields {...{ result, value, onChange }} />}
    </>
  )
}
