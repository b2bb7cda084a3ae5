// A scope → its simulation, with progress while it is computed and a way to stop it.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SimulationResult } from '#server/api/simulationReply.ts'
import { askSimulation, type Progress, type Scope } from './ask.ts'

export type Simulation = {
  readonly result: SimulationResult | undefined
  readonly working: boolean
  readonly progress: Progress | undefined
  readonly error: Error | null
  readonly cancel: () => void
  readonly again: () => void
}

export function useSimulation(scope: Scope | undefined, groupsOf?: string): Simulation {
  const [progress, setProgress] = useState<Progress>()
  const client = useQueryClient()
  const queryKey = ['simulate', scope, groupsOf]
  const asked = useQuery({
    queryKey,
    queryFn: ({ signal }) => {
      setProgress(undefined)
      return askSimulation({ ...(scope as Scope), ...(groupsOf && { groupsOf }) }, signal, setProgress)
    },
    enabled: scope !== undefined,
    retry: false,
  })
  return {
    result: asked.data,
    working: asked.isFetching,
    progress,
    error: asked.error,
    cancel: () => void client.cancelQueries({ queryKey }),
    again: () => void asked.refetch(),
  }
}
