// What departments report and the plan office decides; the evidence of a report.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { MOST_BYTES } from '../../cases/mediaType.ts'
import { transact } from '../../db/transact.ts'
import { addEvidence, readEvidence } from '../../plan/targets/addEvidence.ts'
import type { ReportRow } from '../../plan/targets/loadPlan.ts'
import { makeOfficial, returnReport } from '../../plan/targets/makeOfficial.ts'
import { parsePeriod, periodWords } from '../../plan/targets/period.ts'
import { decimalText } from '../../plan/targets/quantity.ts'
import { correctValue, type NewReport, reportValue } from '../../plan/targets/reportValue.ts'
import { evidenceOf, namesOf, type Waiting, waitingProposals } from '../../plan/targets/reviewList.ts'
import { requirementText } from '../../plan/targets/statusWords.ts'
import { lines } from '../caseFields.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, idText, jsonBody, jsonReply, line } from '../fields.ts'
import { fileResponse, sendFile } from '../file.ts'
import { currentPerson, requireRole } from '../visitor.ts'
import { reportReply } from './oneTarget.ts'
import { refusals } from './planLists.ts'
import { occasionOf, PLAN_READERS, type PlanParts, plannedDistricts, REPORTERS } from './planParts.ts'
import { type PlanWaitingReply, waitingSchema } from './planReply.ts'

export const reportRequest = z
  .strictObject(
    {
      policy: line('文件编号', 80),
      target: line('目标编号', 120),
      district: line('区县', 40),
      period: line('期间', 10).openapi({ example: '2026Q3' }),
      value: line('数值', 60).openapi({
        description: '数字，可以带单位；单位须与指标的相同',
        example: '471',
      }),
      unit: line('单位', 20).optional().openapi({ description: '另写的单位；须与指标的相同' }),
      reason: lines('说明', 2000).default(''),
      correct: z
        .boolean('correct 应为是或否')
        .default(false)
        .openapi({ description: '更正已有的正式值，须写理由' }),
    },
    bodyErrors('policy、target、district、period、value 和 reason'),
  )
  .openapi('PlanReportRequest')

export const reportedSchema = z.object({ id: z.int(), value: z.string(), unit: z.string() })
export const reportedReply = ({ id, value, unit }: ReportRow) => ({ id, value, unit })

/** What was not said is absent. */
export function reportOf({
  policy,
  target,
  district,
  period,
  value,
  unit,
  reason,
}: z.infer<typeof reportRequest>): NewReport {
  return { policy, target, district, period, value, reason, ...(unit !== undefined && { unit }) }
}

export const reportErrors = {
  404: errorResponse('没有这个指标，或看不到'),
  409: errorResponse('这一期已有正式值，或不用更正'),
  422: errorResponse('数值、单位、期间不对，problems 写明是哪一栏'),
}

const postReport = createRoute({
  method: 'post',
  path: '/api/plan/reports',
  summary: '填报或更正一期（责任部门的经办、复核岗）',
  middleware: requireRole(...REPORTERS),
  request: jsonBody(reportRequest),
  responses: { 200: jsonReply('已报送，等待审定', reportedSchema), ...refusals, ...reportErrors },
})

const decision = z.strictObject(
  { value: line('数值', 60).optional(), reason: lines('理由', 2000).default('') },
  bodyErrors('value 和 reason'),
)

const postOfficial = createRoute({
  method: 'post',
  path: '/api/plan/reports/{id}/official',
  summary: '定为正式值；另定一个值的，须写理由（计划统筹岗）',
  middleware: requireRole('planner'),
  request: { params: z.object({ id: idText }), ...jsonBody(decision.openapi('PlanDecision')) },
  responses: { 200: jsonReply('已定', reportedSchema), ...refusals, ...reportErrors },
})

const postReturn = createRoute({
  method: 'post',
  path: '/api/plan/reports/{id}/return',
  summary: '退回，由部门重新填报（计划统筹岗）',
  middleware: requireRole('planner'),
  request: {
    params: z.object({ id: idText }),
    ...jsonBody(z.strictObject({ reason: lines('理由', 2000) }, bodyErrors('reason')).openapi('PlanReturn')),
  },
  responses: { 200: jsonReply('已退回', reportedSchema), ...refusals, ...reportErrors },
})

const getReview = createRoute({
  method: 'get',
  path: '/api/plan/review',
  summary: '等待审定的报送（计划统筹岗）',
  middleware: requireRole('planner'),
  responses: { 200: jsonReply('先报送的在前', z.array(waitingSchema)), ...refusals },
})

const evidenceForm = z
  .strictObject({
    file: z
      .custom<File>((value) => value instanceof File, '请选择一份文件')
      .openapi({ type: 'string', format: 'binary' }),
  })
  .openapi('PlanEvidenceRequest')

const postEvidence = createRoute({
  method: 'post',
  path: '/api/plan/reports/{id}/evidence',
  summary: '给等待审定的报送附佐证材料',
  description: `PDF、JPG、PNG、DOCX、XLSX、OFD，不超过 ${MOST_BYTES / 2 ** 20} MB；按内容识别，不信文件名。`,
  middleware: requireRole(...REPORTERS),
  request: {
    params: z.object({ id: idText }),
    body: { required: true, content: { 'multipart/form-data': { schema: evidenceForm } } },
  },
  responses: {
    200: jsonReply('已附上', z.object({ id: z.int(), name: z.string() })),
    ...refusals,
    404: errorResponse('没有这份报送'),
    422: errorResponse('文件不收'),
  },
})

const getEvidence = createRoute({
  method: 'get',
  path: '/api/plan/evidence/{id}',
  summary: '下载一份佐证材料；谁看过会留下记录',
  middleware: requireRole(...PLAN_READERS),
  request: { params: z.object({ id: idText }) },
  responses: {
    200: fileResponse('原件', 'application/octet-stream'),
    ...refusals,
    404: errorResponse('没有这份材料'),
  },
})

export function addPlanReports(app: OpenAPIHono, parts: PlanParts): void {
  const { database, clock, program, evidence: folder } = parts
  app.openapi(postReport, async (c) => {
    const { correct, ...said } = c.req.valid('json')
    const by = { by: { person: currentPerson(c).person.id }, now: clock() }
    const save = correct ? correctValue : reportValue
    return c.json(reportedReply(await save(database, by, program, reportOf({ ...said, correct }))), 200)
  })
  app.openapi(postOfficial, async (c) => {
    const { value, reason } = c.req.valid('json')
    const by = { person: currentPerson(c).person.id, now: clock() }
    const said = { reason, ...(value !== undefined && { value }) }
    return c.json(
      reportedReply(await makeOfficial(database, by, program, c.req.valid('param').id, said)),
      200,
    )
  })
  app.openapi(postReturn, async (c) => {
    const by = { person: currentPerson(c).person.id, now: clock() }
    const { reason } = c.req.valid('json')
    return c.json(reportedReply(await returnReport(database, by, c.req.valid('param').id, reason)), 200)
  })
  app.openapi(getReview, async (c) => {
    const session = currentPerson(c)
    const waiting = await transact(database, occasionOf(session, clock()), async (tx) => {
      const found = await waitingProposals(tx, program, plannedDistricts(session))
      const rows = found.map(({ row }) => row)
      const [names, files] = [await namesOf(tx, rows), await evidenceOf(tx, rows)]
      return found.map((each) => waitingReply(each, reportReply(each.row, names, files), session.person.id))
    })
    return c.json(waiting, 200)
  })
  app.openapi(postEvidence, async (c) => {
    const { file } = c.req.valid('form')
    const adding = { person: currentPerson(c).person.id, now: clock(), folder }
    const kept = { name: file.name, bytes: Buffer.from(await file.arrayBuffer()) }
    const { id, name } = await addEvidence(database, adding, c.req.valid('param').id, kept)
    return c.json({ id, name }, 200)
  })
  app.openapi(getEvidence, async (c) => {
    const occasion = occasionOf(currentPerson(c), clock())
    const { row, bytes } = await readEvidence(database, occasion, folder, c.req.valid('param').id)
    return sendFile(c, { name: row.name, type: row.mediaType, content: bytes })
  })
}

function waitingReply(
  { loaded, row, official, before }: Waiting,
  report: PlanWaitingReply['report'],
  person: number,
): PlanWaitingReply {
  const { indicator, owner } = loaded
  const period = parsePeriod(row.period)
  return {
    report,
    ...{ policy: indicator.policy, target: indicator.target.id, district: indicator.district },
    ...{ indicator: indicator.target.indicator, requirement: requirementText(indicator), owner: owner.name },
    periodWords: period ? periodWords(period) : row.period,
    before: before ? { period: before.period.text, value: decimalText(before.value, 6) } : null,
    official: official?.value ?? null,
    own: row.saidBy === person,
  }
}
