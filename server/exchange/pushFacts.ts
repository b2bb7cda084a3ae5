// What another system knows of enterprises → facts, as a register's word. One request is one batch, taken once.
import { eq, sql } from 'drizzle-orm'
import { normalizeCreditCode, type Vocabulary } from '#lang'
import { hashOfValue } from '../audit/canonical.ts'
import type { Database } from '../db/openDatabase.ts'
import { department } from '../db/tables.ts'
import { type Transaction, transact } from '../db/transact.ts'
import type { System } from '../identity/authenticateToken.ts'
import {
  type BatchReport,
  type ProfileRow,
  type ProfileSource,
  pullProfiles,
} from '../subjects/profileSource.ts'

export type PushedProfile = {
  readonly creditCode: string
  readonly name?: string | undefined
  readonly district?: string | undefined
  readonly facts: Readonly<Record<string, unknown>>
}

/**
 * Good rows are taken and bad ones come back with their reason; `refused[].row` counts from 1. A system of a district
 * speaks only of enterprises of its district. `requestId`: the same request again changes nothing (`known`).
 */
export async function pushFacts(
  database: Database,
  vocabulary: Vocabulary,
  system: System,
  { requestId, profiles }: { readonly requestId: string; readonly profiles: readonly PushedProfile[] },
  now: Date,
): Promise<BatchReport> {
  const name = `${system.name} ${requestId}`
  const source: ProfileSource = {
    id: `system ${system.id}`,
    async *batches() {
      yield {
        name,
        hash: hashOfValue({ system: system.id, requestId, profiles }),
        read: async () => ({ ...(await ofOwnDistrict(database, system, profiles, now)), ignored: [] }),
        returnRows: async () => undefined,
      }
    },
  }
  const [report] = await pullProfiles(database, vocabulary, source, now)
  if (!report) throw new Error('a batch without a report')
  return report
}

async function ofOwnDistrict(
  database: Database,
  system: System,
  profiles: readonly PushedProfile[],
  now: Date,
) {
  const codes = profiles.map((each) => normalizeCreditCode(each.creditCode))
  const actor = { kind: 'system' as const, token: system.id }
  const [own, known] = await transact(database, { actor, now }, async (tx) => {
    const [place] = await tx
      .select({ district: department.district })
      .from(department)
      .where(eq(department.id, system.department.id))
    return [place?.district ?? null, await districtsOf(tx, codes)] as const
  })
  const rows: ProfileRow[] = []
  const refused: { row: number; reason: string }[] = []
  profiles.forEach(({ name, district, facts }, i) => {
    const [row, creditCode] = [i + 1, codes[i] ?? '']
    const place = known.has(creditCode) ? known.get(creditCode) : (district ?? null)
    if (own !== null && place !== own) {
      const where = place === null || place === undefined ? '没有写所在区县' : `在${place}`
      refused.push({
        row,
        reason: `「${creditCode}」${where}，${system.department.name}的系统只能报送${own}的企业`,
      })
      return
    }
    rows.push({ row, creditCode, facts, ...(name && { name }), ...(district && { district }) })
  })
  return { rows, refused }
}

type Registered = { readonly credit_code: string; readonly district: string | null }

/** By the codes of those that are registered. */
async function districtsOf(tx: Transaction, codes: readonly string[]) {
  const { rows } = await tx.execute<Registered>(
    sql`SELECT credit_code, district FROM enterprise_districts(${sql.param(codes)}::text[])`,
  )
  return new Map(rows.map((each) => [each.credit_code, each.district]))
}
