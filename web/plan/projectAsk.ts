// What the pages about projects and the wall ask the server. Others act meanwhile, so nothing is kept for long.
import type { ProjectEnterprisesReply } from '#server/api/plan/oneProject.ts'
import type { WallReply } from '#server/api/plan/planWall.ts'
import type {
  ProjectChoicesReply,
  ProjectPageReply,
  ProjectReply,
  ProjectSummaryReply,
} from '#server/api/plan/projectReply.ts'
import type { MeetingReply } from '#server/api/plan/taskMeetings.ts'
import { ask } from '../ui/ask.ts'
import type { ProjectQuery, WallQuery } from './projectQuery.ts'

const fresh = { staleTime: 0, retry: false } as const

export const projectPage = (query: ProjectQuery) => ({
  queryKey: ['plan', 'projects', 'page', query],
  queryFn: () => ask<ProjectPageReply>(`/api/plan/projects?${new URLSearchParams(query)}`),
  ...fresh,
})

export const projectSummary = (query: ProjectQuery) => ({
  queryKey: ['plan', 'projects', 'summary', query],
  queryFn: () => ask<ProjectSummaryReply>(`/api/plan/project-summary?${new URLSearchParams(query)}`),
  ...fresh,
})

export const oneProject = (id: string, when: Pick<ProjectQuery, 'at' | 'known'>) => ({
  queryKey: ['plan', 'projects', 'one', id, when],
  queryFn: () =>
    ask<ProjectReply>(`/api/plan/projects/${encodeURIComponent(id)}?${new URLSearchParams(when)}`),
  ...fresh,
})

export const projectChoices = {
  queryKey: ['plan', 'projects', 'choices'],
  queryFn: () => ask<ProjectChoicesReply>('/api/plan/project-choices'),
}

export const findEnterprises = (text: string) => ({
  queryKey: ['plan', 'projects', 'enterprises', text],
  queryFn: () =>
    ask<ProjectEnterprisesReply>(`/api/plan/project-enterprises?${new URLSearchParams({ text })}`),
  ...fresh,
})

export const projectMeetings = {
  queryKey: ['plan', 'meetings', 'of projects'],
  queryFn: () => ask<{ readonly meetings: readonly MeetingReply[] }>('/api/plan/meetings'),
  ...fresh,
}

export const wall = (query: WallQuery) => ({
  queryKey: ['plan', 'wall', query],
  queryFn: () => ask<WallReply>(`/api/plan/wall?${new URLSearchParams(query)}`),
  ...fresh,
})
