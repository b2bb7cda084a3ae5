// What a person's duties mean for the plan. The server decides; this only says which pages to show.
import type { SignedIn } from '../identity/session.ts'

export const reportsHere = ({ duties }: SignedIn): boolean =>
  duties.some(({ role }) => role === 'handler' || role === 'reviewer')

export const plansHere = ({ duties }: SignedIn): boolean => duties.some(({ role }) => role === 'planner')
