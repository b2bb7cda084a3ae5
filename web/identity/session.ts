// Who uses this browser, as the server knows them.
import { type QueryClient, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { SessionReply } from '#server/api/session.ts'
import { ask, askForFile, change } from '../ui/ask.ts'
import { save } from '../ui/downloads.ts'

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

/** A change that answers with a file, which goes to the browser's downloads. */
export function useDownload() {
  const client = useQueryClient()
  return async (path: string, body: unknown): Promise<void> => {
    const formToken = formTokenOf(client.getQueryData<SessionReply>(key))
    await save(await askForFile(path, formToken, body), 'file')
  }
}

function formTokenOf(session: SessionReply | undefined): string | undefined {
  return session?.kind === 'person' ? session.formToken : undefined
}

/** After signing in or out: nothing that another person saw stays. */
export async function sessionChanged(client: QueryClient): Promise<void> {
  client.removeQueries({ queryKey: ['cases'] })
  client.removeQueries({ queryKey: ['money'] })
  await client.invalidateQueries({ queryKey: key })
}

const OFFICERS = ['handler', 'reviewer', 'approver', 'payer', 'auditor', 'leader']

export const isOfficer = ({ duties }: SignedIn): boolean => duties.some(({ role }) => OFFICERS.includes(role))

/** Those who have to do with money itself; cases show the others what becomes of theirs. */
export const isOfFinance = (session: SignedIn): boolean =>
  hasDuty(session, 'payer', 'approver', 'auditor', 'leader')

export const hasDuty = ({ duties }: SignedIn, ...roles: readonly string[]): boolean =>
  duties.some(({ role }) => roles.includes(role))

export const actsForSomebody = ({ authorities }: SignedIn): boolean => authorities.length > 0
