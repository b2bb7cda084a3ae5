// What the pages about cases ask the server. Cases change by other hands, so nothing is kept for long.
import type { CasePageReply, CaseReply } from '#server/api/caseReply.ts'
import type { OpenItemReply, PrefillReply } from '#server/api/newCase.ts'
import { ask } from '../ui/ask.ts'

export const oneCase = (id: string) => ({
  queryKey: ['cases', 'one', id],
  queryFn: () => ask<CaseReply>(`/api/cases/${encodeURIComponent(id)}`),
  staleTime: 0,
  retry: false,
})

export const myCases = (after: string | undefined) => ({
  queryKey: ['cases', 'mine', after],
  queryFn: () =>
    ask<CasePageReply>(`/api/cases?${new URLSearchParams(after === undefined ? {} : { after })}`),
  staleTime: 0,
})

export const workbench = (query: Readonly<Record<string, string>>) => ({
  queryKey: ['cases', 'workbench', query],
  queryFn: () => ask<CasePageReply>(`/api/workbench?${new URLSearchParams(query)}`),
  staleTime: 0,
  retry: false,
})

export const openItems = {
  queryKey: ['cases', 'items'],
  queryFn: () => ask<OpenItemReply[]>('/api/open-items'),
}

export const prefill = (subject: number, policy: string, item: string) => ({
  queryKey: ['cases', 'prefill', subject, policy, item],
  queryFn: () =>
    ask<PrefillReply>(`/api/subjects/${subject}/prefill?${new URLSearchParams({ policy, item })}`),
  retry: false,
})
