// GET /api/search: words and filters → articles and rules of the library, the exact phrase first.
import { createRoute, z } from '@hono/zod-openapi'
import { dateToIso, documentName, parseDate } from '#lang'
import { entryKinds } from '../search/entries.ts'
import type { Found, LibrarySearch } from '../search/search.ts'
import { dateText } from './dateText.ts'
import { errorResponse } from './errors.ts'

const choice = (what: string, example: string) =>
  z.string().max(100, `${what}太长`).optional().openapi({ description: what, example })

const querySchema = z.object({
  q: z
    .string()
    .max(200, '检索词不要超过 200 个字')
    .optional()
    .openapi({ description: '检索词；不写则列出符合筛选的全部条目', example: '专精特新 房租' }),
  policy: choice('文件编号', 'yubei-2024-34'),
  district: choice('地域', '渝北区'),
  level: choice('层级', '区县'),
  issuer: choice('发布机关', '重庆市渝北区人民政府办公室'),
  subject: choice('给予对象；只列事项', '企业'),
  kind: choice('类别、性质代码或方式；只列事项', '奖补'),
  valid: z
    .enum(['inForce', 'notYet', 'expired', 'repealed'], '效力应为 inForce、notYet、expired 或 repealed')
    .optional()
    .openapi({ description: '在有效期、尚未施行、已失效、已废止' }),
  type: z.enum(entryKinds, `类型应为 ${entryKinds.join('、')}`).optional(),
  at: dateText('看哪一天的效力；默认今天（北京时间）').optional(),
  limit: z.coerce.number('limit 应为整数').int().min(1).max(500, 'limit 至多 500').default(50),
})

const pieceSchema = z.array(z.object({ text: z.string(), hit: z.boolean() }))

export const searchReplySchema = z
  .object({
    at: z.string(),
    words: z.array(z.string()).openapi({ description: '检索词分成的词' }),
    total: z.number().int(),
    hits: z.array(
      z.object({
        policy: z.string(),
        number: z.string(),
        document: z.string().openapi({ description: '文件名称' }),
        kind: z.enum(entryKinds),
        id: z.string(),
        article: z.string(),
        heading: z.string().openapi({ description: '所在条款的标题' }),
        closeness: z.enum(['phrase', 'words', 'some']).openapi({ description: '原话、各词都有、部分词' }),
        title: pieceSchema,
        excerpt: pieceSchema,
      }),
    ),
  })
  .openapi('SearchReply')

export type SearchReply = z.infer<typeof searchReplySchema>

export const getSearch = createRoute({
  method: 'get',
  path: '/api/search',
  summary: '检索政策库',
  description: '在公文原文和据此写成的事项、目标、任务、清单、口径等中检索。完整出现的原话排在最前。',
  request: { query: querySchema },
  responses: {
    200: { description: '命中的条目', content: { 'application/json': { schema: searchReplySchema } } },
    400: errorResponse('参数的写法不对'),
  },
})

type Query = z.infer<typeof querySchema>

export function searchLibrary(search: LibrarySearch, today: string, query: Query): SearchReply {
  const { q = '', at = today, limit, ...filters } = query
  const day = parseDate(at)
  if (day === undefined) throw new Error(`the clock gave no date: ${today}`)
  const { words, hits } = search(q, filters, day)
  return {
    at: dateToIso(day),
    words: [...words],
    total: hits.length,
    hits: hits.slice(0, limit).map(reply),
  }
}

function reply({ entry, closeness, title, excerpt }: Found['hits'][number]): SearchReply['hits'][number] {
  const { document, articles } = entry.policy
  return {
    policy: document.id,
    number: documentName(document),
    document: document.title,
    kind: entry.kind,
    id: entry.id,
    article: entry.article,
    heading: articles.find(({ id }) => id === entry.article)?.heading ?? '',
    closeness,
    title: [...title],
    excerpt: [...excerpt],
  }
}
