// The model checker's verdict on a path that is being written: asked when nothing was changed for a moment.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ExaminedReply, Path } from '#server/api/caseSettings.ts'
import { useChange } from '../identity/session.ts'

const QUIET = 400

export function useExamination(path: Path) {
  const change = useChange()
  const [settled, setSettled] = useState(path)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(path), QUIET)
    return () => clearTimeout(timer)
  }, [path])
  const asked = useQuery({
    queryKey: ['administration', 'examination', settled],
    queryFn: () => change<ExaminedReply>('POST', '/api/approval-paths/examination', settled),
    placeholderData: keepPreviousData,
    ...{ staleTime: Number.POSITIVE_INFINITY, retry: false, gcTime: 60_000 },
  })
  const waiting = settled !== path || asked.isFetching
  return { verdict: asked.data, waiting, error: asked.error }
}
