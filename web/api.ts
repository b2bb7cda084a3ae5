// What the screens ask the server for: once, then kept.
import { useSuspenseQuery } from '@tanstack/react-query'
import type { Program } from '#lang'
import type { LintReply } from '#server/api/getLint.ts'
import type { SampleReply } from '#server/api/getSamples.ts'
import type { SearchReply } from '#server/api/searchLibrary.ts'

export function useProgram(): Program {
  return useSuspenseQuery({ queryKey: ['program'], queryFn: () => get<Program>('/api/program') }).data
}

export function useSamples(): readonly SampleReply[] {
  return useSuspenseQuery({ queryKey: ['samples'], queryFn: () => get<SampleReply[]>('/api/samples') }).data
}

export function searchLibrary(query: Readonly<Record<string, string>>): Promise<SearchReply> {
  return get<SearchReply>(`/api/search?${new URLSearchParams({ ...query, limit: '300' })}`)
}

/** The doubtful places of one document, in the order of its text. */
export function lintOf(policy: string): Promise<LintReply> {
  return get<LintReply>(`/api/lint?${new URLSearchParams({ policy })}`)
}

async function get<T>(path: string): Promise<T> {
  const reply = await fetch(path)
  if (!reply.ok) throw new Error(`${path}: ${reply.status}`)
  return reply.json()
}
