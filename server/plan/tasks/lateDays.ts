// By how many working days a red task is late.
import { workingDaysBetween } from '../../clock/workingDays.ts'
import { createKeeping } from '../keeping.ts'

/** Tasks share their days: each pair is counted once. */
const MOST_PAIRS = 5000
const kept = createKeeping<number>(MOST_PAIRS)

/** Working days from the day that it was due until it was reported, or until today. */
export function lateDays(due: string, until: string): number {
  const key = `${due} ${until}`
  const days = kept.get(key) ?? workingDaysBetween(due, until)
  kept.set(key, days)
  return days
}
