// GET /api/cases/{id}: one case with its path drawn, what I can do and what stands against it.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Finding, Program } from '#lang'
import { stepOf } from '../approval/path.ts'
import { CASE_STATES } from '../approval/states.ts'
import { actName } from '../approval/transferAct.ts'
import { possibleTransfer } from '../cases/againstTransfer.ts'
import { bunchingSigns } from '../cases/bunching.ts'
import { type CaseInFull, caseInFull } from '../cases/caseInFull.ts'
import { caseSurroundings } from '../cases/caseSurroundings.ts'
import { drawPath } from '../cases/drawPath.ts'
import { requireCase } from '../cases/loadCase.ts'
import { nearThresholds } from '../cases/nearThreshold.ts'
import { possibleActs } from '../cases/possibleActs.ts'
import { progressOf } from '../cases/progressOf.ts'
import { reasonSchema } from '../cases/reasons.ts'
import type { Sign } from '../cases/sign.ts'
import { signsOf } from '../cases/signsOf.ts'
import type { Handed } from '../cases/transfersOf.ts'
import { type Transaction, transact } from '../db/transact.ts'
import type { Session } from '../identity/session.ts'
import { titleOf } from './caseLists.ts'
import { type CaseParts, OFFICERS } from './caseParts.ts'
import { caseSchema } from './caseReply.ts'
import { errorResponse } from './errors.ts'
import { idText, jsonReply } from './fields.ts'
import { moneyAndNeeds } from './granting/moneyAndNeeds.ts'
import { currentPerson, requireSession } from './visitor.ts'

const getCase = createRoute({
  method: 'get',
  path: '/api/cases/{id}',
  summary: '一件：走过的环节、现在在哪、我能办什么',
  middleware: requireSession(),
  request: { params: z.object({ id: idText }) },
  responses: {
    200: jsonReply('企业看不到办理人员和内部意见', caseSchema),
    401: errorResponse('没有登录'),
    404: errorResponse('没有这个办件，或不由您办理'),
  },
})

export function addOneCase(app: OpenAPIHono, parts: CaseParts): void {
  app.openapi(getCase, async (c) =>
    c.json((await caseReply(parts, currentPerson(c), c.req.valid('param').id)) as never, 200),
  )
}

async function caseReply(parts: CaseParts, session: Session, id: number) {
  const { database, clock, program, effects, lacks } = parts
  const [who, now] = [{ kind: 'person' as const, person: session.person.id }, clock()]
  // Acts come last: looking whether a place or money is left holds others who ask for the same.
  return transact(database, { actor: who, now }, async (tx) => {
    const full = await caseInFull(tx, await requireCase(tx, id))
    const around = await caseSurroundings(tx, now, program, full)
    const { progress, left, transfers } = await progressOf(tx, full, around.departments)
    const officer = isOfficer(session) && around.asOfficer
    const signs = officer ? await allSigns(tx, program, full, around.finding) : []
    const transfer = officer ? await possibleTransfer(tx, session.person.id, full) : undefined
    const acts = await possibleActs(tx, { who, now, effects, lacks }, full)
    const { row, path } = full
    return {
      ...{ id, number: row.number, subject: around.subject, policy: row.policy, item: row.item },
      ...{ title: titleOf(program, row.policy, row.item), year: row.year, stage: row.stage },
      ...{ element: row.element, state: row.state, stateName: CASE_STATES[row.state], version: row.version },
      lead: around.departments.get(row.leadDepartment) ?? row.leadDepartment,
      path: { name: path.name, steps: drawPath(path, row.step, left) },
      ...(await moneyAndNeeds(tx, { program, lacks }, full, acts)),
      ...(transfer && { transfer }),
      ...{ progress, evidence: full.evidence.map(evidenceReply), appeals: full.appeals.map(appealReply) },
      ...(officer && {
        officer: {
          ...officerReply(full, around.departments, transfers),
          ...{ signs, finding: around.finding, sources: around.sources },
        },
      }),
    }
  })
}

async function allSigns(
  tx: Transaction,
  program: Program,
  full: CaseInFull,
  finding: Finding | undefined,
): Promise<Sign[]> {
  const found = [await signsOf(tx, full), nearThresholds(finding)]
  return [...found.flat(), ...(await bunchingSigns(tx, program, full, finding))]
}

/** Row-level security leaves those without the duty no opinions to show; who has none of these has no such view. */
const isOfficer = ({ duties }: Session): boolean => duties.some(({ role }) => OFFICERS.includes(role))

export function evidenceReply(row: CaseInFull['evidence'][number]) {
  const { id, kind, name, mediaType, sizeBytes, sha256, invoiceNumber, invoiceDate, invoiceFen, putAt } = row
  return {
    ...{ id, kind, name, mediaType, sizeBytes, sha256, invoiceNumber, invoiceDate, invoiceFen },
    putAt: putAt.toISOString(),
  }
}

/** What rests on no clause, what time alone ended or a transfer, has none. */
function reasonReply({ reasonCode: code, reason: text, clause }: CaseInFull['timeline'][number]['act']) {
  if (code === null || text === null) return null
  return { code, text, clause: reasonSchema.shape.clause.safeParse(clause).data ?? null }
}

function appealReply({ against, content, raisedAt, settled, settledWhy, settledAt }: Appeal) {
  return {
    ...{ against: CASE_STATES[against], content, at: raisedAt.toISOString(), settled, why: settledWhy },
    settledAt: settledAt?.toISOString() ?? null,
  }
}

type Appeal = CaseInFull['appeals'][number]

function officerReply(
  full: CaseInFull,
  departments: ReadonlyMap<string, string>,
  transfers: ReadonlyMap<number, Handed>,
) {
  const named = (department: string): string => departments.get(department) ?? department
  return {
    timeline: full.timeline.map(({ act, person }) => {
      const step = stepOf(full.path, act.fromStep)
      return {
        ...{ number: act.number, step: step.name, person, opinion: act.opinion, at: act.at },
        act: actName(step, act.act),
        department: act.departmentId === null ? null : named(act.departmentId),
        reason: reasonReply(act),
        transfer: transfers.get(act.number) ?? null,
      }
    }),
    opinions: full.opinions.map(({ departmentId, stance, opinion, givenAt }) => ({
      ...{ department: named(departmentId), stance, opinion, at: givenAt },
    })),
    asked: full.row.takingPart.map((each) => ({ id: each, name: named(each) })),
    objections: full.objections.map(({ byName, contact, content, raisedAt, settled, settledWhy }) => ({
      ...{ name: byName, contact, content, at: raisedAt, settled, why: settledWhy },
    })),
  }
}
