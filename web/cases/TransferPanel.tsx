// A quiet way out for whoever answers for what the department leads: the case goes to another one.
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { CaseReply } from '#server/api/caseReply.ts'
import { words } from '../words.zh.ts'
import { TransferForm } from './TransferForm.tsx'

type Props = {
  readonly data: CaseReply
  readonly transfer: NonNullable<CaseReply['transfer']>
  /** The name of the department that has it now. */
  readonly onHanded: (to: string) => void
}

export function TransferPanel({ data, transfer: { against, departments }, onHanded }: Props) {
  const [open, setOpen] = useState(false)
  const client = useQueryClient()
  const { name, nobody } = words.cases.transfer
  const stopped =
    against.length > 0 ? against.map(({ text }) => text) : departments.length === 0 ? [nobody] : []
  return (
    <div className="transfer">
      <Button type="link" disabled={stopped.length > 0} aria-expanded={open} onClick={() => setOpen(!open)}>
        {name}
      </Button>
      {stopped.length > 0 && (
        <ul className="against" aria-label={words.cases.against(name)}>
          {stopped.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {open && (
        <TransferForm
          departments={departments}
          path={`/api/cases/${data.id}/transfer`}
          body={{ version: data.version }}
          done={async (_: unknown, to) => {
            onHanded(to)
            await client.invalidateQueries({ queryKey: ['cases'] })
          }}
        />
      )}
    </div>
  )
}
