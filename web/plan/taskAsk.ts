// What the pages about tasks ask the server. Tasks change by other hands, so nothing is kept for long.

import type { TaskChoicesReply } from '#server/api/plan/taskLists.ts'
import type { MeetingReply, OwnerNamesReply } from '#server/api/plan/taskMeetings.ts'
import type { TaskPageReply, TaskReply, TaskSummaryReply } from '#server/api/plan/taskReply.ts'
import { ask } from '../ui/ask.ts'

type Query = Readonly<Record<string, string>>

const fresh = { staleTime: 0, retry: false } as const

export const taskPage = (query: Query) => ({
  ...{ queryKey: ['plan', 'tasks', 'list', query], ...fresh },
  queryFn: () => ask<TaskPageReply>(`/api/plan/tasks?${new URLSearchParams(query)}`),
})

export const taskSummary = (query: Query) => ({
  ...{ queryKey: ['plan', 'tasks', 'summary', query], ...fresh },
  queryFn: () => ask<TaskSummaryReply>(`/api/plan/task-summary?${new URLSearchParams(query)}`),
})

export const oneTask = (id: string, at: string | undefined) => ({
  ...{ queryKey: ['plan', 'tasks', 'one', id, at], ...fresh },
  queryFn: () =>
    ask<TaskReply>(
      `/api/plan/tasks/${encodeURIComponent(id)}?${new URLSearchParams(at === undefined ? {} : { at })}`,
    ),
})

export const taskChoices = {
  queryKey: ['plan', 'tasks', 'choices'],
  queryFn: () => ask<TaskChoicesReply>('/api/plan/task-choices'),
}

export const meetings = {
  ...{ queryKey: ['plan', 'tasks', 'meetings'], ...fresh },
  queryFn: () => ask<{ meetings: MeetingReply[] }>('/api/plan/meetings'),
}

export const ownerNames = {
  ...{ queryKey: ['plan', 'tasks', 'names'], ...fresh },
  queryFn: () => ask<OwnerNamesReply>('/api/plan/owner-names'),
}
