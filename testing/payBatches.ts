// A process that sends batches and pays them at the bank of a file, until it is done or killed. It says what it has
// done only after that is saved; whoever started it holds it to its word.
import { writeSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { openDatabase } from '../server/db/openDatabase.ts'
import { paymentBatch } from '../server/db/tables.ts'
import { JOB, transact } from '../server/db/transact.ts'
import { sendBatch } from '../server/payments/sendBatch.ts'
import { submitBatch } from '../server/payments/submitBatch.ts'
import { openFileBank } from './fileBank.ts'

const task = z.object({
  place: z.union([z.object({ url: z.string() }), z.object({ folder: z.string() })]),
  batches: z.array(z.number()),
  payer: z.number(),
  book: z.string(),
  now: z.string(),
})
export type PayTask = z.infer<typeof task>

const say = (line: string): void => {
  writeSync(1, `${line}\n`)
}

const { place, batches, payer, book, now: at } = task.parse(JSON.parse(process.argv[2] ?? ''))
const now = new Date(at)
const database = await openDatabase(place)
const bank = openFileBank(book, now)
say('ready')
for (const id of batches) {
  const [batch] = await transact(database, { actor: JOB, now }, (tx) =>
    tx.select().from(paymentBatch).where(eq(paymentBatch.id, id)),
  )
  if (batch?.state === 'open') {
    await transact(database, { actor: { kind: 'person', person: payer }, now }, (tx) => sendBatch(tx, id))
    say(`sent ${id}`)
  }
  await submitBatch(
    database,
    bank,
    id,
    () => now,
    ({ number, result }) => say(`${result} ${number}`),
  )
}
say('done')
await database.close()
