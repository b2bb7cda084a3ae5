// What the pages of the audit ask the server. The log grows by every act, so nothing is kept for long.
import type { LogNamesReply, LogPageReply } from '#server/api/audit/logRoutes.ts'
import type { DecisionPageReply, ReplayReply } from '#server/api/audit/replays.ts'
import type { HeadReply } from '#server/api/audit/verification.ts'
import { ask } from '../ui/ask.ts'

type Parameters = Readonly<Record<string, string>>

export const logPage = (parameters: Parameters) => ({
  queryKey: ['audit', 'log', parameters],
  queryFn: () => ask<LogPageReply>(`/api/audit/log?${new URLSearchParams(parameters)}`),
  ...{ staleTime: 0, retry: false },
})

export const logNames = {
  queryKey: ['audit', 'names'],
  queryFn: () => ask<LogNamesReply>('/api/audit/names'),
  ...{ staleTime: 0, retry: false },
}

export const heads = {
  queryKey: ['audit', 'heads'],
  queryFn: () => ask<HeadReply[]>('/api/audit/heads'),
  staleTime: 0,
}

export const decisions = (parameters: Parameters) => ({
  queryKey: ['audit', 'decisions', parameters],
  queryFn: () => ask<DecisionPageReply>(`/api/audit/decisions?${new URLSearchParams(parameters)}`),
  ...{ staleTime: 0, retry: false },
})

export const replay = (id: string, parameters: Parameters) => ({
  queryKey: ['audit', 'replay', id, parameters],
  queryFn: () =>
    ask<ReplayReply>(
      `/api/audit/decisions/${encodeURIComponent(id)}/replay?${new URLSearchParams(parameters)}`,
    ),
  ...{ staleTime: 0, retry: false },
})
