// What the pages of the plan ask the server. Others report meanwhile, so nothing is kept for long.
import type { PlanReply, PlanTargetReply, PlanWaitingReply } from '#server/api/plan/planReply.ts'
import { ask } from '../ui/ask.ts'
import type { PlanQuery } from './query.ts'

export const planLines = (query: PlanQuery) => ({
  queryKey: ['plan', 'lines', query],
  queryFn: () => ask<PlanReply>(`/api/plan/targets?${new URLSearchParams(query)}`),
  staleTime: 0,
  retry: false,
})

export const exportAddress = (query: PlanQuery): string => `/api/plan/export?${new URLSearchParams(query)}`

type When = Pick<PlanQuery, 'at' | 'known' | 'district'>

const targetAddress = (policy: string, target: string): string =>
  `/api/plan/targets/${encodeURIComponent(policy)}/${encodeURIComponent(target)}`

export const courseAddress = (policy: string, target: string, when: When): string =>
  `${targetAddress(policy, target)}/course.xlsx?${new URLSearchParams(when)}`

export const oneTarget = (policy: string, target: string, when: When) => ({
  queryKey: ['plan', 'one', policy, target, when],
  queryFn: () => ask<PlanTargetReply>(`${targetAddress(policy, target)}?${new URLSearchParams(when)}`),
  staleTime: 0,
  retry: false,
})

export const review = {
  queryKey: ['plan', 'review'],
  queryFn: () => ask<PlanWaitingReply[]>('/api/plan/review'),
  staleTime: 0,
  retry: false,
}
