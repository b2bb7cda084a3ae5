// The enterprise says where its money goes: who may act on the account confirms it, the others see that it was done.
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CaseReply } from '#server/api/caseReply.ts'
import { type SignedIn, useChange } from '../identity/session.ts'
import { momentText } from '../ui/dates.ts'
import { PersonForm } from '../ui/PersonForm.tsx'
import { TextField } from '../ui/TextField.tsx'
import { words } from '../words.zh.ts'

type Props = { readonly data: CaseReply; readonly session: SignedIn }

/** Nothing more can be paid to it. */
const OVER = ['refused', 'declined', 'withdrawn', 'terminated', 'not_accepted', 'recovering', 'recovered']

export function PayeePanel({ data, session }: Props) {
  const { money, subject, state } = data
  const [changing, setChanging] = useState(false)
  const own = session.authorities.filter((each) => each.subject.id === subject.id)
  const may = own.some(({ scopes }) => scopes.includes('account'))
  if (money.decision === null || OVER.includes(state)) return null
  const { payee } = money
  const wording = words.cases.money
  return (
    <section className="panel" aria-labelledby="payee-title">
      <h2 id="payee-title">{wording.payee}</h2>
      {payee ? (
        <p>
          {wording.known(payee.name, payee.bank, payee.account)}{' '}
          <span className="rule-small">{wording.confirmedAt(momentText(payee.confirmedAt))}</span>
        </p>
      ) : (
        <p>{wording.noPayeeOwn}</p>
      )}
      {!may && <p>{wording.payeeNotYours}</p>}
      {may && payee && !changing && (
        <button type="button" className="plain-button" onClick={() => setChanging(true)}>
          {wording.changePayee}
        </button>
      )}
      {may && (!payee || changing) && (
        <Confirm subject={subject.id} name={subject.name} done={() => setChanging(false)} />
      )}
    </section>
  )
}

type ConfirmProps = { readonly subject: number; readonly name: string; readonly done: () => void }

function Confirm({ subject, name: own, done }: ConfirmProps) {
  const [name, setName] = useState(own)
  const [bank, setBank] = useState('')
  const [account, setAccount] = useState('')
  const change = useChange()
  const client = useQueryClient()
  const wording = words.cases.money
  const send = async () => {
    await change('POST', `/api/subjects/${subject}/payee`, {
      ...{ name: name.trim(), bank: bank.trim(), account: account.trim() },
    })
    await client.invalidateQueries({ queryKey: ['cases'] })
    done()
  }
  return (
    <div className="payee-form">
      <PersonForm submit={wording.confirmPayee} send={send}>
        <TextField
          {...{ id: 'payee-name', label: wording.payeeName, value: name, onChange: setName }}
          autoComplete="organization"
        />
        <TextField
          {...{ id: 'payee-bank', label: wording.payeeBank, value: bank, onChange: setBank }}
          autoComplete="off"
        />
        <TextField
          {...{ id: 'payee-account', label: wording.payeeAccount, value: account, onChange: setAccount }}
          autoComplete="off"
          numeric
        />
      </PersonForm>
    </div>
  )
}
