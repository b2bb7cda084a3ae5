// A database as it is after a first start, with one password for everybody.
import { compile } from '#lang'
import { loadSamples, loadSources } from '#policies'
import { seedSamples } from '../server/cases/seedSamples.ts'
import { seedSettings } from '../server/cases/seedSettings.ts'
import type { Database } from '../server/db/openDatabase.ts'
import { JOB, transact } from '../server/db/transact.ts'
import { storeRules } from '../server/decisions/rules.ts'
import { createEffects } from '../server/granting/createEffects.ts'
import { seedEnvelopes } from '../server/granting/seedEnvelopes.ts'
import { openingOf, seedPayments } from '../server/granting/seedPayments.ts'
import { fixPasswords } from '../server/identity/fixPasswords.ts'
import { seedOfficers } from '../server/identity/seedOfficers.ts'
import { PASSWORD } from './people.ts'

const { program } = compile(loadSources())

export const effects = createEffects(program)

/** How many cases stand behind payments, and how many envelopes there are. */
export async function firstStart(
  database: Database,
  now: Date,
): Promise<{ readonly payments: number; readonly envelopes: number }> {
  const opening = openingOf(now)
  const samples = loadSamples()
  const seeded = await seedOfficers(database, opening, samples)
  await transact(database, { actor: JOB, now: opening }, (tx) => storeRules(tx, program))
  await fixPasswords(database, opening, seeded, PASSWORD)
  await seedSettings(database, opening, program)
  const envelopes = await seedEnvelopes(database, { now, opening, program })
  const payments = await seedPayments(database, { now, opening, program, effects }, samples)
  await seedSamples(database, { now, program, effects }, samples)
  return { payments, envelopes }
}
