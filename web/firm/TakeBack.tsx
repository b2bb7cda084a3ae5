// Takes back what the enterprise said, after a second tap; what was said stays in the history.
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { StatementReply } from '#server/api/firm/profile.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import type { Firm } from './FirmFrame.tsx'
import { useSay } from './useSay.ts'

type Props = { readonly fact: StatementReply; readonly firm: Firm }

export function TakeBack({ fact: { name, title, year }, firm }: Props) {
  const [asked, setAsked] = useState(false)
  const say = useSay(firm.id)
  const taking = useMutation({ mutationFn: () => say({ [name]: year === null ? null : { [year]: null } }) })
  const { profile, members } = words.firm
  if (!asked)
    return (
      <Button size="small" onClick={() => setAsked(true)}>
        {profile.takeBack}
      </Button>
    )
  return (
    <fieldset className="confirm-end" aria-label={profile.takeBack}>
      <p>{profile.confirmTakeBack(title)}</p>
      <Button danger loading={taking.isPending} onClick={() => taking.mutate()}>
        {profile.takeBack}
      </Button>
      <Button onClick={() => setAsked(false)}>{members.no}</Button>
      <Refused error={taking.error} />
    </fieldset>
  )
}
