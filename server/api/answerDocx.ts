// POST /api/answer.docx: the same question as /api/evaluate, answered as a paper with the clauses attached.
import { createRoute, type z } from '@hono/zod-openapi'
import { type Program, parseDate, subjectName } from '#lang'
import { answerPaper } from '../office/answerPaper.ts'
import { errorResponse } from './errors.ts'
import { evaluateSubject, requestSchema } from './evaluateSubject.ts'
import { docxType, fileResponse, type SentFile } from './file.ts'

export const postAnswerDocx = createRoute({
  method: 'post',
  path: '/api/answer.docx',
  summary: '下载体检结论（docx）',
  description:
    '请求与 /api/evaluate 相同。逐项写明结论、金额、理由、封顶、口径、还缺什么和部门，附引用条文全文。',
  request: { body: { required: true, content: { 'application/json': { schema: requestSchema } } } },
  responses: {
    200: fileResponse('体检结论', docxType),
    400: errorResponse('正文不是 JSON，或参数的写法不对'),
    413: errorResponse('正文超过 1 MB'),
    415: errorResponse('正文不是 application/json'),
    422: errorResponse('事实的写法不对，或没有这个文件、事项'),
  },
})

export async function answerDocx(
  program: Program,
  today: string,
  request: z.infer<typeof requestSchema>,
): Promise<SentFile> {
  const { at, findings } = evaluateSubject(program, today, request)
  const content = await answerPaper({
    program,
    subject: subjectName(program.vocabulary, request.subject, request.facts) ?? request.subject,
    at: parseDate(at) ?? 0,
    today: parseDate(today) ?? 0,
    findings,
  })
  return { name: `政策体检结论-${at}.docx`, type: docxType, content }
}
