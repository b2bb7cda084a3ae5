// A decision as it was frozen, as plain JSON: what is hashed, stored, replayed and put into bundles.

import { desc, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Finding, Package } from '#lang'
import { hashOfValue } from '../audit/canonical.ts'
import { decision, decisionUndone, SETTLED_OUTCOMES } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { followedSchema } from './followReadings.ts'
import { DecisionError } from './problem.ts'

const HASH = /^[0-9a-f]{64}$/
const moment = z.iso.datetime({ precision: 3 })
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** A file that the decision rests on, by what is in it. */
export const evidenceSchema = z.strictObject({
  name: z.string().min(1),
  sha256: z.string().regex(HASH, '应是64位小写十六进制'),
  bytes: z.int().nonnegative(),
})

const statementSchema = z.strictObject({
  id: z.int(),
  name: z.string(),
  year: z.int().nullable(),
  value: z.unknown(),
  validFrom: day.nullable(),
  source: z.enum(['enterprise', 'department', 'register', 'import', 'payment']),
  note: z.string(),
  saidBy: z.int().nullable(),
  department: z.string().nullable(),
  recordedAt: moment,
})

const conflictSchema = z.strictObject({
  name: z.string(),
  year: z.int().nullable(),
  counts: statementSchema,
  against: z.array(statementSchema),
})

export const frozenFactsSchema = z.strictObject({
  input: z.strictObject({ subject: z.string(), facts: z.record(z.string(), z.unknown()) }),
  statements: z.array(statementSchema),
  conflicts: z.array(conflictSchema),
})

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null

/** What the engine wrote: the hash covers it, and whoever checks it computes it again. */
const findingSchema = z.custom<Finding>(
  (value) => z.looseObject({ item: z.string(), outcome: z.string() }).safeParse(value).success,
)
const packageSchema = z.custom<Package>(isObject)

export const frozenSchema = z.strictObject({
  case: z.int(),
  subject: z.int(),
  policy: z.string(),
  item: z.string(),
  on: day,
  knownAt: moment,
  rules: z.string().regex(HASH),
  outcome: z.enum(SETTLED_OUTCOMES),
  /** 分. */
  award: z.string().regex(/^\d+$/),
  basis: z.string(),
  facts: frozenFactsSchema,
  readings: z.array(followedSchema),
  finding: findingSchema,
  package: packageSchema.nullable(),
  evidence: z.array(evidenceSchema),
})

export type Evidence = z.infer<typeof evidenceSchema>
/** Everything that the hash of a decision covers. */
export type Frozen = z.infer<typeof frozenSchema>

type Undone = {
  readonly reason: string
  readonly objection: string
  readonly by: number | null
  readonly at: string
}

export type Decision = {
  readonly id: number
  readonly frozen: Frozen
  readonly hash: string
  readonly decidedBy: number | null
  readonly decidedAt: string
  /** Present when an upheld objection took its effect away. */
  readonly undone?: Undone
}

export function hashOfFrozen(frozen: Frozen): string {
  return hashOfValue(frozen)
}

/** Throws DecisionError when there is none, when this person may not see it, or when its row does not fit its hash. */
export async function loadDecision(tx: Transaction, id: number): Promise<Decision> {
  const [row] = await rowsOf(tx).where(eq(decision.id, id))
  if (!row) throw new DecisionError('not_found', `没有编号为 ${id} 的核定，或者您无权查看`)
  return read(row)
}

/** The decision that stands for a case; undefined when there is none or the last one was undone. */
export async function standingDecision(tx: Transaction, caseId: number): Promise<Decision | undefined> {
  const [row] = await rowsOf(tx).where(eq(decision.caseId, caseId)).orderBy(desc(decision.id)).limit(1)
  return row && !row.undone ? read(row) : undefined
}

function rowsOf(tx: Transaction) {
  return tx
    .select({ decision, undone: decisionUndone })
    .from(decision)
    .leftJoin(decisionUndone, eq(decisionUndone.decisionId, decision.id))
    .$dynamic()
}

type Row = { decision: typeof decision.$inferSelect; undone: typeof decisionUndone.$inferSelect | null }

function read({ decision: row, undone }: Row): Decision {
  const frozen = frozenSchema.parse({
    ...{ case: row.caseId, subject: row.subjectId, policy: row.policy, item: row.item },
    ...{ on: row.evaluatedOn, knownAt: row.knownAt.toISOString(), rules: row.ruleHash },
    ...{ outcome: row.outcome, award: String(row.awardFen), basis: row.awardBasis },
    ...{ facts: JSON.parse(row.facts), readings: JSON.parse(row.readings), finding: JSON.parse(row.finding) },
    ...{ package: row.package === null ? null : JSON.parse(row.package), evidence: JSON.parse(row.evidence) },
  })
  if (hashOfFrozen(frozen) !== row.hash)
    throw new DecisionError('not_found', `核定 ${row.id} 的内容与固定时的散列不符：数据库被改动过`)
  return {
    ...{ id: row.id, frozen, hash: row.hash, decidedBy: row.decidedBy },
    decidedAt: row.decidedAt.toISOString(),
    ...(undone
      ? {
          undone: {
            ...{ reason: undone.reason, objection: undone.objection, by: undone.undoneBy },
            at: undone.undoneAt.toISOString(),
          },
        }
      : {}),
  }
}
