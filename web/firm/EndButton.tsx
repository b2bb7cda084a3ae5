// Ends an authority after a second tap: it cannot be undone, only granted anew.
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'

type Props = { readonly name: string; readonly end: () => Promise<void> }

export function EndButton({ name, end }: Props) {
  const [asked, setAsked] = useState(false)
  const ending = useMutation({ mutationFn: end })
  const { members } = words.firm
  if (!asked)
    return (
      <Button size="small" danger onClick={() => setAsked(true)} aria-label={`${members.end}：${name}`}>
        {members.end}
      </Button>
    )
  return (
    <fieldset className="confirm-end" aria-label={members.confirmEnd(name)}>
      <p>{members.confirmEnd(name)}</p>
      <Button danger type="primary" loading={ending.isPending} onClick={() => ending.mutate()}>
        {members.yes}
      </Button>
      <Button onClick={() => setAsked(false)}>{members.no}</Button>
      <Refused error={ending.error} />
    </fieldset>
  )
}
