// One change by an administrator: sent, then everything on these pages is asked again.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useChange } from '../identity/session.ts'

export type Act = { readonly method: 'POST' | 'DELETE'; readonly path: string; readonly body?: unknown }

export function useAct<T = unknown>() {
  const client = useQueryClient()
  const change = useChange()
  return useMutation({
    mutationFn: async ({ method, path, body }: Act) => {
      const reply = await change<T>(method, path, body)
      await client.invalidateQueries({ queryKey: ['administration'] })
      return reply
    },
  })
}
