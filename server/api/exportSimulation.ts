// POST /api/simulate/export: a simulation, a comparison or a list → an Excel file with all its rows.
import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Engine } from '../simulation/engine.ts'
import { type ExportRequest, exportResult } from '../simulation/exportResult.ts'
import { fileResponse, xlsxType } from './file.ts'
import { listFields } from './listOfSubjects.ts'
import { chosenFields, objectError, reformSchema, runErrors, runFields } from './simulationRequest.ts'
import { sendWritten } from './writtenFile.ts'

const exportRequest = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject(
        {
          ...{ kind: z.literal('simulation'), ...runFields, ...chosenFields },
          groupsOf: z.string('事项编号应为文本').optional(),
        },
        objectError,
      ),
      z.strictObject(
        { kind: z.literal('comparison'), ...runFields, ...chosenFields, reform: reformSchema },
        objectError,
      ),
      z.strictObject({ kind: z.literal('list'), ...listFields }, objectError),
    ],
    'kind 应为 simulation、comparison 或 list',
  )
  .openapi('SimulationExportRequest')

export const postExport = createRoute({
  method: 'post',
  path: '/api/simulate/export',
  summary: '推演：导出 Excel',
  description: '全部行，不只一页。第一张表写明数据集、是否合成、评估日、文件、改动和计算方式。',
  request: { body: { required: true, content: { 'application/json': { schema: exportRequest } } } },
  responses: { 200: fileResponse('Excel 文件', xlsxType), ...runErrors },
})

const TITLES = { simulation: '推演', comparison: '比较', list: '名单' } as const

export async function sendExport(
  c: Context,
  engine: Engine,
  request: ExportRequest,
  now: Date,
): Promise<Response> {
  const name = `政策${TITLES[request.kind]}-${request.population}-${request.at}.xlsx`
  return sendWritten(c, { ascii: 'simulation.xlsx', name, type: xlsxType }, (path) =>
    exportResult(engine, request, path, now, { signal: c.req.raw.signal }),
  )
}
