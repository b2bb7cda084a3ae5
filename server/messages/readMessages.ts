// A person has read some of their messages, or all of them.
import { and, inArray } from 'drizzle-orm'
import type { Database } from '../db/openDatabase.ts'
import { message, messageRead } from '../db/tables.ts'
import { type Occasion, transact } from '../db/transact.ts'
import { UNREAD } from './listMessages.ts'

/** `ids`: those alone. Messages that are not theirs, or that they have read, stay as they are. */
export async function readMessages(
  database: Database,
  occasion: Occasion,
  ids?: readonly number[],
): Promise<void> {
  await transact(database, occasion, async (tx) => {
    const theirs = await tx
      .select({ messageId: message.id })
      .from(message)
      .where(and(UNREAD, ids && inArray(message.id, [...ids])))
    // Two pages at once mark the same.
    for (let i = 0; i < theirs.length; i += CHUNK)
      await tx
        .insert(messageRead)
        .values(theirs.slice(i, i + CHUNK))
        .onConflictDoNothing()
  })
}

const CHUNK = 1000
