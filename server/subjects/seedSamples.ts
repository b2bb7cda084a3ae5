// The library's made-up enterprises → registered subjects with their facts, for a first look. Says so in every fact.

import { eq } from 'drizzle-orm'
import type { Vocabulary } from '#lang'
import type { Sample } from '#policies'
import { subject } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { addSubject, type Registration } from './registerSubject.ts'
import { saidFacts } from './saidFacts.ts'

/** Adds those that are not there yet; returns the number of each sample by its id. Runs as the process itself. */
export async function seedSamples(
  tx: Transaction,
  vocabulary: Vocabulary,
  samples: readonly Sample[],
): Promise<ReadonlyMap<string, number>> {
  const numbers = new Map<string, number>()
  for (const sample of samples) {
    const registration = registrationOf(sample)
    const { creditCode, name } = registration
    const same = creditCode === undefined ? eq(subject.name, name) : eq(subject.creditCode, creditCode)
    const [found] = await tx.select({ id: subject.id }).from(subject).where(same)
    const id = found?.id ?? (await addSubject(tx, registration))
    const voice = { kind: 'import', note: `虚构示例 ${sample.id}` } as const
    if (!found) await saidFacts(tx, vocabulary, { subject: id, voice, facts: sample.facts })
    numbers.set(sample.id, id)
  }
  return numbers
}

/** A sample without a name goes by its title. */
function registrationOf({ subject: kind, title, facts }: Sample): Registration {
  const text = (name: string): string | undefined => {
    const value = facts[name]
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
  }
  const [creditCode, district] = [text('统一社会信用代码'), text('所在区县')]
  return {
    ...{ kind, name: text('企业名称') ?? `${title}（虚构）` },
    ...(creditCode === undefined ? {} : { creditCode }),
    ...(district === undefined ? {} : { district }),
  }
}
