// A form that does one thing: fields, a button, and the refusal in the server's words.
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Refused } from './Refused.tsx'

type Props = {
  readonly submit: string
  readonly send: () => Promise<void>
  readonly children: ReactNode
}

export function PersonForm({ submit, send, children }: Props) {
  const sending = useMutation({ mutationFn: send })
  return (
    <form
      className="person-form"
      onSubmit={(event) => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      {children}
      <Refused error={sending.error} />
      <Button type="primary" htmlType="submit" loading={sending.isPending} block>
        {submit}
      </Button>
    </form>
  )
}
