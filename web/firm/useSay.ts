// Writes what an enterprise says of itself into its profile; everything that rests on it is asked again.
import { useQueryClient } from '@tanstack/react-query'
import type { Facts } from '../enterprise/facts.ts'
import { useChange } from '../identity/session.ts'

export function useSay(subject: number) {
  const change = useChange()
  const client = useQueryClient()
  return async (facts: Facts, note = ''): Promise<number> => {
    const body = { facts, ...(note !== '' && { note }) }
    const { said } = await change<{ said: number }>('POST', `/api/subjects/${subject}/facts`, body)
    await Promise.all([
      client.invalidateQueries({ queryKey: ['firm'] }),
      client.invalidateQueries({ queryKey: ['cases', 'prefill'] }),
    ])
    return said
  }
}
