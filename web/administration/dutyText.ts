// A duty in words, and whether it still stands.
import type { PersonReply } from '#server/api/persons.ts'
import { todayInChina } from '../ui/dates.ts'
import { words } from '../words.zh.ts'

type Duty = PersonReply['duties'][number]

export const standing = ({ endedAt, until }: Duty): boolean =>
  endedAt === null && (until === null || until >= todayInChina())

export function dutyText({ role, department, until }: Duty): string {
  const { administration } = words
  const end = until === null ? '' : `（${administration.users.until(until)}）`
  return `${department ?? ''}${administration.role[role]}${end}`
}
