// Who uses this browser, as the server knows them.
import { type QueryClient, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { SessionReply } from '#server/api/session.ts'
import { ask, change } from '../ui/ask.ts'

export type SignedIn = Extract<SessionReply, { kind: 'person' }>

const key = ['session']
const asked = { queryKey: key, queryFn: () => ask<SessionReply>('/api/session'), staleTime: 60_000 }

/** Suspends until it is known. */
export const useSession = (): SessionReply => useSuspenseQuery(asked).data

/** For the head of the page, which does not wait; undefined until it is known. */
export const useKnownSession = (): SessionReply | undefined => useQuery(asked).data

/** Sends a change as the person who is signed in. */
export function useChange() {
  const client = useQueryClient()
  return <T>(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<T> =>
    change<T>(method, path, formTokenOf(client.getQueryData<SessionReply>(key)), body)
}

function formTokenOf(session: SessionReply | undefined): string | undefined {
  return session?.kind === 'person' ? session.formToken : undefined
}

/** After signing in or out: nothing that another person saw stays. */
export async function sessionChanged(client: QueryClient): Promise<void> {
  client.removeQueries({ queryKey: ['cases'] })
  client.removeQueries({ queryKey: ['plan'] })
  await client.invalidateQueries({ queryKey: key })
}

const OFFICERS = ['handler', 'reviewer', 'approver', 'payer', 'auditor', 'leader']

export const isOfficer = ({ duties }: SignedIn): boolean => duties.some(({ role }) => OFFICERS.includes(role))

/** The plan office sees no cases, and every officer sees the plan. */
export const readsPlan = (session: SignedIn): boolean =>
  isOfficer(session) || session.duties.some(({ role }) => role === 'planner')

export const actsForSomebody = ({ authorities }: SignedIn): boolean => authorities.length > 0
