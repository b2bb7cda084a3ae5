// GET /api/readings.docx: the open readings as letters to the authorities that can decide them.
import { createRoute, z } from '@hono/zod-openapi'
import { documentName, type Program, parseDate } from '#lang'
import type { Sample } from '#policies'
import { clarificationLetter } from '../office/clarificationLetter.ts'
import { askAboutReadings } from '../readings/askAboutReadings.ts'
import { errorResponse, RequestError } from './errors.ts'
import { docxType, fileResponse, type SentFile } from './file.ts'

const querySchema = z.object({
  policy: z
    .string()
    .optional()
    .openapi({ description: '文件编号；不写则为全部文件', example: 'yubei-2024-34' }),
  authority: z.string().optional().openapi({ description: '只写给这个机关', example: '区经济信息委' }),
  sample: z.string().optional().openapi({ description: '用哪个示例企业测算；不写则用全部' }),
})

export const getReadingsDocx = createRoute({
  method: 'get',
  path: '/api/readings.docx',
  summary: '下载口径请示（docx）',
  description: '把未定的口径写成请示，每个机关一份，附条文原话、几种理解和测算的差别。',
  request: { query: querySchema },
  responses: {
    200: fileResponse('请示', docxType),
    404: errorResponse('没有未定的口径'),
    422: errorResponse('没有这个文件或示例企业'),
  },
})

export async function readingsDocx(
  program: Program,
  samples: readonly Sample[],
  today: string,
  { policy, authority, sample }: z.infer<typeof querySchema>,
): Promise<SentFile> {
  const document = program.policies.find((each) => each.document.id === policy)?.document
  if (policy !== undefined && !document) {
    throw new RequestError('unknown-policy', `没有编号为“${policy}”的政策文件。`)
  }
  const chosen = samples.filter((each) => sample === undefined || each.id === sample)
  if (chosen.length === 0) throw new RequestError('unknown-sample', `没有编号为“${sample}”的示例企业。`)
  const day = parseDate(today) ?? 0
  const questions = askAboutReadings(program, chosen, {
    policies: policy === undefined ? undefined : [policy],
    authority,
    openOnly: true,
    today: day,
  })
  if (questions.length === 0) throw new RequestError('nothing-to-ask', '这里没有未定的口径，不需要请示。')
  const about = [document && documentName(document), authority].filter(Boolean).join('-')
  return {
    name: `口径请示${about ? `-${about}` : ''}.docx`,
    type: docxType,
    content: await clarificationLetter(questions, day),
  }
}
