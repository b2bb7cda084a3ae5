// What the officer's papers and tables ask the server. Keys begin with 'cases', so that an act refreshes them.
import type { PapersReply } from '#server/api/papers/casePapers.ts'
import type { EscalationReply, LateReply } from '#server/api/papers/oversight.ts'
import type { SignQuestionReply } from '#server/api/papers/signQuestions.ts'
import type { FilledTemplateReply, TemplateReply } from '#server/api/papers/templates.ts'
import { ask } from '../ui/ask.ts'

export const casePapers = (id: number) => ({
  queryKey: ['cases', 'papers', id],
  queryFn: () => ask<PapersReply>(`/api/cases/${id}/papers`),
  staleTime: 0,
  retry: false,
})

export const signQuestions = (id: number) => ({
  queryKey: ['cases', 'sign-questions', id],
  queryFn: () => ask<SignQuestionReply[]>(`/api/cases/${id}/sign-questions`),
  staleTime: 0,
  retry: false,
})

export const templates = {
  queryKey: ['cases', 'templates'],
  queryFn: () => ask<TemplateReply[]>('/api/opinion-templates'),
  staleTime: 0,
  retry: false,
}

export const filledTemplates = (id: string) => ({
  queryKey: ['cases', 'templates', id],
  queryFn: () => ask<FilledTemplateReply[]>(`/api/cases/${id}/opinion-templates`),
  staleTime: 0,
  retry: false,
})

export const escalations = (id: number) => ({
  queryKey: ['cases', 'escalations', id],
  queryFn: () => ask<EscalationReply[]>(`/api/cases/${id}/escalations`),
  staleTime: 0,
  retry: false,
})

export const lateCases = {
  queryKey: ['cases', 'late'],
  queryFn: () => ask<LateReply>('/api/late-cases'),
  staleTime: 0,
  retry: false,
}
