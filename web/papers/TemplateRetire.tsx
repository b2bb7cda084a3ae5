// Takes a template out of use, after a second click.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useChange } from '../identity/session.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { templates } from './ask.ts'

export function TemplateRetire({ id }: { readonly id: number }) {
  const [sure, setSure] = useState(false)
  const change = useChange()
  const client = useQueryClient()
  const retiring = useMutation({
    mutationFn: async () => {
      await change('DELETE', `/api/opinion-templates/${id}`)
      await client.invalidateQueries({ queryKey: templates.queryKey })
    },
  })
  return (
    <>
      <Button
        size="small"
        danger
        loading={retiring.isPending}
        onBlur={() => setSure(false)}
        onClick={() => (sure ? retiring.mutate() : setSure(true))}
      >
        {sure ? words.papers.templates.sure : words.papers.templates.retire}
      </Button>
      <Refused error={retiring.error} />
    </>
  )
}
