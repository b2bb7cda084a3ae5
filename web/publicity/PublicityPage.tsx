// 公示: who is to receive what, until when, and how to object. For everybody, without signing in.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Input, Skeleton } from 'antd'
import { useState } from 'react'
import type { PublicityReply } from '#server/api/papers/publicity.ts'
import { ask } from '../ui/ask.ts'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { PublicityGroup } from './PublicityGroup.tsx'
import { readPublicityQuery } from './query.ts'

const inPublicity = (text: string) => ({
  queryKey: ['publicity', text],
  queryFn: () =>
    ask<PublicityReply>(`/api/publicity${text === '' ? '' : `?${new URLSearchParams({ text })}`}`),
  staleTime: 0,
  placeholderData: keepPreviousData,
})

export function PublicityPage() {
  usePageTitle(words.publicity.title)
  const { text = '' } = readPublicityQuery(useSearch({ strict: false }))
  const [typed, setTyped] = useState(text)
  const navigate = useNavigate()
  const asked = useQuery(inPublicity(text))
  const find = (wanted: string) =>
    void navigate({ to: '/publicity', search: readPublicityQuery({ text: wanted }), replace: true })
  return (
    <>
      <h1>{words.publicity.title}</h1>
      <p className="lead">{words.publicity.lead}</p>
      <search className="publicity-search">
        <label htmlFor="publicity-text">{words.publicity.search}</label>
        <Input.Search
          {...{ id: 'publicity-text', value: typed, allowClear: true, enterButton: words.publicity.find }}
          maxLength={100}
          onChange={(event) => setTyped(event.target.value)}
          onSearch={find}
        />
      </search>
      <Refused error={asked.error} />
      {asked.isPending && <Skeleton />}
      {asked.data && (
        <>
          <p aria-live="polite">{words.publicity.total(asked.data.total)}</p>
          {asked.data.total === 0 && <p>{text === '' ? words.publicity.none : words.publicity.noneFound}</p>}
          {asked.data.groups.map((group) => (
            <PublicityGroup key={group.rows[0]?.number} group={group} />
          ))}
        </>
      )}
    </>
  )
}
