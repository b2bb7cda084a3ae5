// A person → what they were told, the newest first, each with whether they have read it. The database decides which
// messages are theirs: those of the subjects for which they act, and those of their duties.
import { and, desc, eq, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../db/openDatabase.ts'
import { message, messageRead, subject, supportCase } from '../db/tables.ts'
import { type Occasion, type Transaction, transact } from '../db/transact.ts'

export type MessageFilter = {
  readonly unread?: boolean
  /** Only those before this one. */
  readonly before?: number
  readonly size?: number
}

export type MessageLine = Awaited<ReturnType<typeof linesOf>>[number]
export type MessagePage = {
  readonly lines: readonly MessageLine[]
  readonly unread: number
  readonly next?: number
}

/** Beyond this a badge says "more than". */
const MOST_COUNTED = 100

export async function listMessages(
  database: Database,
  occasion: Occasion,
  { unread, before, size = 30 }: MessageFilter = {},
): Promise<MessagePage> {
  return transact(database, occasion, async (tx) => {
    const where = and(unread ? UNREAD : undefined, before === undefined ? undefined : lt(message.id, before))
    const found = await linesOf(tx, where, size + 1)
    const lines = found.slice(0, size)
    const last = lines.at(-1)?.id
    const next = found.length > size && last !== undefined ? { next: last } : {}
    return { lines, unread: await unreadOf(tx), ...next }
  })
}

/** At most MOST_COUNTED. */
export function countUnread(database: Database, occasion: Occasion): Promise<number> {
  return transact(database, occasion, unreadOf)
}

async function unreadOf(tx: Transaction): Promise<number> {
  const found = await tx.select({ id: message.id }).from(message).where(UNREAD).limit(MOST_COUNTED)
  return found.length
}

/** Whoever caused it knows it. */
export const UNREAD: SQL = sql`${message.causedBy} IS DISTINCT FROM acting_person()
  AND NOT EXISTS (SELECT 1 FROM message_read
    WHERE message_read.message_id = message.id AND message_read.person_id = acting_person())`

function linesOf(tx: Transaction, where: SQL | undefined, most: number) {
  const { id, kind, said, dueOn, at, rectificationId } = message
  return tx
    .select({
      ...{ id, kind, said, dueOn, at, rectificationId },
      read: sql<boolean>`NOT (${message.causedBy} IS DISTINCT FROM acting_person() AND ${isNull(messageRead.readAt)})`,
      subject: { id: subject.id, name: subject.name },
      case: {
        ...{ id: supportCase.id, number: supportCase.number },
        ...{ policy: supportCase.policy, item: supportCase.item },
      },
      of: sql<
        string | null
      >`(SELECT name FROM subject AS applicant WHERE applicant.id = ${supportCase.subjectId})`,
    })
    .from(message)
    .leftJoin(
      messageRead,
      and(eq(messageRead.messageId, message.id), eq(messageRead.personId, sql`acting_person()`)),
    )
    .leftJoin(subject, eq(subject.id, message.subjectId))
    .leftJoin(supportCase, eq(supportCase.id, message.caseId))
    .where(where)
    .orderBy(desc(message.id))
    .limit(most)
}
