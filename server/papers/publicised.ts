// What is, or was, in publicity → lines as the public may read them. Whoever asks sees what their transaction shows.
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Transaction } from '../db/transact.ts'
import { maskName } from '../identity/mask.ts'

/** The kind of subjects that are people: of these the public reads a covered name and no code. */
const PERSON = '个人'

const rowSchema = z
  .object({
    ...{ number: z.string(), case_id: z.coerce.number(), case_number: z.string() },
    ...{ kind: z.string(), name: z.string(), credit_code: z.string().nullable() },
    ...{ policy: z.string(), item: z.string(), year: z.int(), element: z.string() },
    ...{ lead_id: z.string(), lead: z.string(), district: z.string() },
    /** 分. */
    fen: z.coerce.number().nullable(),
    ...{ opened_on: z.string(), closes_on: z.string(), working_days: z.int() },
    ...{ holidays_known: z.boolean(), objected: z.boolean() },
  })
  .transform((row) => ({
    ...{ number: row.number, caseId: row.case_id, caseNumber: row.case_number },
    name: row.kind === PERSON ? maskName(row.name) : row.name,
    creditCode: row.kind === PERSON ? null : row.credit_code,
    ...{ policy: row.policy, item: row.item, year: row.year, element: row.element },
    ...{ leadId: row.lead_id, lead: row.lead, district: row.district, fen: row.fen },
    ...{ openedOn: row.opened_on, closesOn: row.closes_on, workingDays: row.working_days },
    ...{ holidaysKnown: row.holidays_known, objected: row.objected },
  }))

/** One case in publicity. `fen` is null where no decision has fixed an amount. */
export type Publicised = z.output<typeof rowSchema>

/** Who led when it was published stands for it. `where` speaks of `notice` (publicity), `here` (the case) and `firm` (its subject). */
export async function publicised(tx: Transaction, where: SQL, most = 2000): Promise<Publicised[]> {
  const { rows } = await tx.execute(sql`
    SELECT notice.number, here.id::text AS case_id, here.number AS case_number, firm.kind, firm.name, firm.credit_code,
      here.policy, here.item, here.year, here.element, lead.id AS lead_id, lead.name AS lead, here.district,
      (SELECT decision.award_fen FROM decision WHERE decision.case_id = here.id AND NOT EXISTS (
        SELECT 1 FROM decision_undone WHERE decision_undone.decision_id = decision.id)
        ORDER BY decision.id DESC LIMIT 1)::text AS fen,
      (notice.opened_at AT TIME ZONE 'Asia/Shanghai')::date::text AS opened_on, notice.closes_on::text AS closes_on,
      notice.working_days, notice.holidays_known, here.state = 'objected' AS objected
    FROM publicity AS notice JOIN support_case AS here ON here.id = notice.case_id
      JOIN subject AS firm ON firm.id = here.subject_id JOIN department AS lead ON lead.id = lead_at(here.id, notice.opened_at)
    WHERE ${where} ORDER BY notice.closes_on, here.policy, here.item, notice.id LIMIT ${most}`)
  return rows.map((row) => rowSchema.parse(row))
}

/** Open, not undone, and its last day has not passed. */
export const IN_PUBLICITY = sql`notice.closed_at IS NULL AND notice.voided_at IS NULL AND notice.closes_on >= act_date()`
