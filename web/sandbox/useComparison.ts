// The reform in the address → before and after. The answer to an older reform is given up when a newer one is asked.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Program, type Reform, withSameWords } from '#lang'
import type { Comparison } from '#server/api/simulationReply.ts'
import { askComparison, reformOf, type Scope } from './ask.ts'
import { useSandbox } from './useSandbox.ts'

export type Compared = {
  readonly result: Comparison | undefined
  readonly working: boolean
  readonly error: Error | null
  readonly again: () => void
}

export function useComparison(program: Program, scope: Scope): Compared {
  const { changes, envelopes } = useSandbox().query
  // Neither name nor note changes a result.
  const reform: Reform = useMemo(
    () => reformOf(withSameWords(program, changes ?? []), { ...(envelopes && { envelopes }) }),
    [program, changes, envelopes],
  )
  const wanted = reform.changes.length > 0 || reform.envelopes.length > 0
  const asked = useQuery({
    queryKey: ['compare', scope, reform],
    queryFn: ({ signal }) => askComparison({ ...scope, reform }, signal),
    enabled: wanted,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 60_000,
  })
  return {
    result: wanted ? asked.data : undefined,
    working: asked.isFetching,
    error: wanted ? asked.error : null,
    again: () => void asked.refetch(),
  }
}
