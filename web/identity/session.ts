// Who uses this browser, as the server knows them.
import { type QueryClient, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { SessionReply } from '#server/api/session.ts'
import { ask, askForFile, askRun, change } from '../ui/ask.ts'
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

/** The same for long work, which reports how far it has come and can be stopped. */
export function useRun() {
  const client = useQueryClient()
  return <T>(path: string, body: unknown, run: Parameters<typeof askRun>[3]): Promise<T> =>
    askRun<T>(path, formTokenOf(client.getQueryData<SessionReply>(key)), body, run)
}

function formTokenOf(session: SessionReply | undefined): string | undefined {
  return session?.kind === 'person' ? session.formToken : undefined
}

/** What the rooms keep of a person's own, by the first word of its key. */
const PRIVATE = ['cases', 'firm', 'money', 'audit', 'administration', 'plan']

/**
 * After signing in or out: nothing that another person saw stays. What is on the screen goes once the screen knows who is
 * there: removed earlier, it would be asked for again, in nobody's name.
 */
export async function sessionChanged(client: QueryClient): Promise<void> {
  for (const room of PRIVATE) client.removeQueries({ queryKey: [room], type: 'inactive' })
  await client.invalidateQueries({ queryKey: key })
  for (const room of PRIVATE) client.removeQueries({ queryKey: [room] })
}

const OFFICERS = ['handler', 'reviewer', 'approver', 'payer', 'auditor', 'leader']

export const isOfficer = ({ duties }: SignedIn): boolean => duties.some(({ role }) => OFFICERS.includes(role))

/** Those who have to do with money itself; cases show the others what becomes of theirs. */
export const isOfFinance = (session: SignedIn): boolean =>
  hasDuty(session, 'payer', 'approver', 'auditor', 'leader')

export const hasDuty = ({ duties }: SignedIn, ...roles: readonly string[]): boolean =>
  duties.some(({ role }) => roles.includes(role))

const has =
  (...roles: readonly string[]) =>
  (session: SignedIn): boolean =>
    hasDuty(session, ...roles)

/** May read the log; only the auditor sees what it is about. */
export const isChecker = has('auditor', 'audit_admin')
export const isAuditor = has('auditor')
export const isAuditAdmin = has('audit_admin')
export const isSystemAdmin = has('system_admin')
export const isSecurityAdmin = has('security_admin')
/** Lead departments set how their items are handled. */
export const setsItems = has('approver', 'leader')

/** Whether the person sets how the items that this department leads are handled. */
export const setsItemsOf = ({ duties }: SignedIn, department: string): boolean =>
  duties.some(
    ({ role, department: own }) => own?.id === department && (role === 'approver' || role === 'leader'),
  )

/** The plan office sees no cases, and every officer sees the plan. */
export const readsPlan = (session: SignedIn): boolean =>
  isOfficer(session) || session.duties.some(({ role }) => role === 'planner')

export const actsForSomebody = ({ authorities }: SignedIn): boolean => authorities.length > 0

export const seesRectifications = (session: SignedIn): boolean =>
  hasDuty(session, 'handler', 'reviewer', 'auditor')
