// A bank for tests whose book is a file that only grows: what stands in it was paid, whoever died meanwhile.
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { takeLock } from '../server/db/lock.ts'
import type { Bank, BankReply } from '../server/payments/bank.ts'

const entry = z.object({ number: z.string(), amountFen: z.number(), account: z.string(), at: z.string() })
export type BookEntry = z.infer<typeof entry>

/** What was paid, in order. A line without its end was not. */
export function readBook(path: string): BookEntry[] {
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.slice(0, -1).flatMap((line) => (line === '' ? [] : [entry.parse(JSON.parse(line))]))
}

export function openFileBank(path: string, now: Date): Bank {
  const replyTo = (number: string): BankReply | undefined => {
    const i = readBook(path).findIndex((each) => each.number === number)
    return i < 0 ? undefined : { kind: 'paid', receipt: `回单${i + 1}`, at: now }
  }
  return {
    submit: (order) =>
      alone(`${path}.lock`, () => {
        const { number, amountFen, payeeAccount: account } = order
        const before = replyTo(number)
        if (before) return before
        const line = JSON.stringify({ number, amountFen, account, at: now.toISOString() })
        appendFileSync(path, `${line}\n`)
        const reply = replyTo(number)
        if (!reply) throw new Error('the book did not keep its entry')
        return reply
      }),
    find: async (number) => replyTo(number),
  }
}

async function alone<T>(lock: string, work: () => T): Promise<T> {
  for (;;) {
    const release = takeLock(lock)
    if (!release) {
      await setImmediate()
      continue
    }
    try {
      return work()
    } finally {
      release()
    }
  }
}
