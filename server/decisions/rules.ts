// Versions of the rules: stored once by the hash of their canonical text, taken into use on a date, read back.

import { desc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Program } from '#lang'
import { canonical, sha256 } from '../audit/canonical.ts'
import { record } from '../audit/record.ts'
import { ruleAdoption, ruleVersion } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { DecisionError } from './problem.ts'

/** A program with what identifies it. */
export type Rules = { readonly hash: string; readonly program: Program }

/** Which version is meant: by its hash, or the one that was in use at a moment. */
export type RulesAt = { readonly hash: string } | { readonly at: Date }

const hashes = new WeakMap<Program, string>()

/** SHA-256 of the program's canonical text; computed once for each program. */
export function hashOfRules(program: Program): string {
  const known = hashes.get(program) ?? sha256(canonical(program))
  hashes.set(program, known)
  return known
}

/** Stores the program unless it is there, and takes it into use unless it is. Runs as the process itself. */
export async function storeRules(tx: Transaction, program: Program): Promise<string> {
  const hash = hashOfRules(program)
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('rules'))`)
  const [last] = await tx.select().from(ruleAdoption).orderBy(desc(ruleAdoption.id)).limit(1)
  if (last?.ruleHash === hash) return hash
  await tx
    .insert(ruleVersion)
    .values({ hash, program: canonical(program) })
    .onConflictDoNothing()
  await tx.insert(ruleAdoption).values({ ruleHash: hash })
  const documents = program.policies.map((each) => each.document.number)
  await record(tx, { act: 'adopt-rules', object: `rules ${hash}`, content: { hash, documents } })
  return hash
}

/** Throws DecisionError when there is no such version. */
export async function rulesAt(tx: Transaction, which: RulesAt): Promise<Rules> {
  const hash = 'hash' in which ? which.hash : await hashInUse(tx, which.at)
  const [row] = await tx.select().from(ruleVersion).where(eq(ruleVersion.hash, hash))
  if (!row) throw new DecisionError('rules', `没有保存散列为 ${hash} 的规则版本`)
  return readRules(row.program, hash)
}

/** For a hash, or the first characters of one. */
export async function rulesNamed(tx: Transaction, name: string): Promise<Rules> {
  const rows = await tx
    .select({ hash: ruleVersion.hash })
    .from(ruleVersion)
    .where(sql`starts_with(${ruleVersion.hash}, ${name})`)
    .limit(2)
  const [only, second] = rows
  if (!only) throw new DecisionError('rules', `没有保存散列以 ${name} 开头的规则版本`)
  if (second) throw new DecisionError('rules', `以 ${name} 开头的规则版本不止一个，请写得长一些`)
  return rulesAt(tx, { hash: only.hash })
}

export type Adoption = { readonly hash: string; readonly at: string }

/** When which version was taken into use, the newest first. */
export async function adoptions(tx: Transaction): Promise<Adoption[]> {
  const rows = await tx
    .select()
    .from(ruleAdoption)
    .orderBy(desc(ruleAdoption.adoptedAt), desc(ruleAdoption.id))
  return rows.map(({ ruleHash, adoptedAt }) => ({ hash: ruleHash, at: adoptedAt.toISOString() }))
}

/** Throws DecisionError when nothing was in use yet. */
export async function hashInUse(tx: Transaction, at: Date): Promise<string> {
  const [row] = await tx
    .select()
    .from(ruleAdoption)
    .where(sql`${ruleAdoption.adoptedAt} <= ${at.toISOString()}::timestamptz`)
    .orderBy(desc(ruleAdoption.adoptedAt), desc(ruleAdoption.id))
    .limit(1)
  if (row) return row.ruleHash
  throw new DecisionError('rules', `${at.toISOString()} 之前没有启用过任何规则版本`)
}

// The hash says that the text is what the compiler wrote, so only its outline is looked at again.
const programSchema = z.custom<Program>(
  (value) =>
    z
      .looseObject({
        version: z.literal(1),
        vocabulary: z.looseObject({
          enums: z.array(z.looseObject({})),
          facts: z.array(z.looseObject({ name: z.string() })),
          collections: z.array(z.looseObject({ name: z.string() })),
          units: z.array(z.string()),
        }),
        policies: z.array(
          z.looseObject({
            document: z.looseObject({ id: z.string() }),
            articles: z.array(z.looseObject({ id: z.string(), text: z.string() })),
            items: z.array(z.looseObject({ id: z.string() })),
            readings: z.array(z.looseObject({ id: z.string() })),
          }),
        ),
        matters: z.array(z.looseObject({})),
      })
      .safeParse(value).success,
)

/** A program's text → the program, when the text has that hash. Throws DecisionError otherwise. */
function readRules(text: string, hash: string): Rules {
  if (sha256(text) !== hash) throw new DecisionError('rules', `规则的内容与散列 ${hash} 不符：内容被改动过`)
  return { hash, program: readProgram(JSON.parse(text)) }
}

export function readProgram(value: unknown): Program {
  const read = programSchema.safeParse(value)
  if (!read.success) throw new DecisionError('rules', '规则不是编译后的程序（格式见 docs/ir.schema.json）')
  return read.data
}
