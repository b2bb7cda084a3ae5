// Where the money goes, as officers see it: the last digits; whoever pays looks at the whole with a reason that is kept.
import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { CaseReply } from '#server/api/caseReply.ts'
import { useChange, useSession } from '../identity/session.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'

export function PayeeLine({ data: { id, money } }: { readonly data: CaseReply }) {
  const session = useSession()
  const pays = session.kind === 'person' && session.duties.some(({ role }) => role === 'payer')
  const { payee } = money
  if (!payee) return <p>{words.cases.money.noPayee}</p>
  return (
    <>
      <p>
        {words.cases.money.payee}：{words.cases.money.known(payee.name, payee.bank, payee.account)}
      </p>
      {pays && <Reveal id={id} />}
    </>
  )
}

function Reveal({ id }: { readonly id: number }) {
  const [reason, setReason] = useState('')
  const change = useChange()
  const asking = useMutation({
    mutationFn: () => change<{ account: string }>('POST', `/api/cases/${id}/payee-account`, { reason }),
  })
  return (
    <form
      className="reveal"
      onSubmit={(event) => {
        event.preventDefault()
        asking.mutate()
      }}
    >
      <label htmlFor="reveal-reason">{words.cases.money.revealWhy}</label>
      <div className="reveal-line">
        <Input
          {...{ id: 'reveal-reason', value: reason, required: true, maxLength: 200 }}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button htmlType="submit" loading={asking.isPending}>
          {words.cases.money.reveal}
        </Button>
      </div>
      <Refused error={asking.error} />
      <p aria-live="polite">{asking.data && words.cases.money.whole(asking.data.account)}</p>
    </form>
  )
}
