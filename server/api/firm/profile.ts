// /api/subjects/{subject}/profile and …/facts: what is known of an enterprise and who said it; what it says itself.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { isOwnToSay, type Program, type RankedQuestion } from '#lang'
import { type Transaction, transact } from '../../db/transact.ts'
import { declaredAs } from '../../subjects/dictionary.ts'
import { factHistory } from '../../subjects/factHistory.ts'
import { profile } from '../../subjects/profile.ts'
import { saidFacts } from '../../subjects/saidFacts.ts'
import type { Statement } from '../../subjects/statement.ts'
import { type VoiceOf, voicesOf } from '../../subjects/voices.ts'
import { errorResponse } from '../errors.ts'
import { bodyErrors, day, jsonBody, jsonReply, line, moment } from '../fields.ts'
import { currentPerson, requireScope } from '../visitor.ts'
import { type FirmParts, occasionOf, ofSubject, refusals } from './firmParts.ts'

const statementSchema = z
  .object({
    id: z.int(),
    name: z.string().openapi({ description: '词典里的英文名' }),
    title: z.string(),
    year: z.int().nullable(),
    value: z.unknown().openapi({ description: 'null：收回先前说的' }),
    validFrom: z.string().nullable().openapi({ description: '从哪一天起是这样；空：一直是' }),
    source: z.enum(['enterprise', 'department', 'register', 'import', 'payment']),
    note: z.string().openapi({ description: '来自哪份文件、名单或登记' }),
    voice: z.string().openapi({ description: '谁说的：企业自己的人、部门' }),
    recordedAt: moment.openapi({ description: '什么时候记下' }),
  })
  .openapi('Statement')

const questionSchema = z.object({
  title: z.string(),
  question: z.string(),
  by: z.string(),
  items: z.array(z.string()),
})

const profileSchema = z
  .object({
    subject: z.object({
      ...{ id: z.int(), kind: z.string(), name: z.string() },
      ...{ creditCode: z.string().nullable(), district: z.string().nullable() },
    }),
    asOf: moment,
    facts: z.record(z.string(), z.unknown()).openapi({ description: '作数的事实，可直接交给 /api/evaluate' }),
    known: z.array(statementSchema),
    conflicts: z
      .array(
        z.object({
          title: z.string(),
          ...{ name: z.string(), year: z.int().nullable(), counts: z.int() },
          against: z.array(statementSchema),
        }),
      )
      .openapi({ description: '说法不一：counts 是作数的那条的编号' }),
    questions: z.array(questionSchema).openapi({ description: '企业自己可以补的，最有用的在前' }),
    forGovernment: z.array(questionSchema).openapi({ description: '由部门查明或认定，不问企业' }),
    receiptsAside: z.int().openapi({ description: '已知的到账笔数，因为不知道是否齐全，还没有算进已获支持' }),
  })
  .openapi('SubjectProfile')

export type StatementReply = z.infer<typeof statementSchema>
export type ProfileReply = z.infer<typeof profileSchema>

const sayRequest = z
  .strictObject(
    {
      facts: z
        .record(z.string().min(1).max(120), z.unknown(), '事实应写成“名称: 值”')
        .refine((facts) => Object.keys(facts).length <= 200, '一次最多写 200 项')
        .openapi({ description: '名称中英文都可以；逐年的写成 {"2024": …}；null 收回先前说的' }),
      validFrom: day('起始日').optional(),
      note: line('来源说明', 200).optional(),
    },
    bodyErrors('facts'),
  )
  .openapi('SayFactsRequest')

const getProfile = createRoute({
  method: 'get',
  path: '/api/subjects/{subject}/profile',
  summary: '企业档案：已知什么、谁说的、什么时候的、什么时候记下，哪些说法不一',
  middleware: requireScope('view'),
  request: { params: ofSubject },
  responses: {
    200: jsonReply('截至现在', profileSchema),
    422: errorResponse('已有的数据读不懂'),
    ...refusals,
  },
})

const getHistory = createRoute({
  method: 'get',
  path: '/api/subjects/{subject}/facts',
  summary: '一项事实的由来：先后说过什么',
  middleware: requireScope('view'),
  request: {
    params: ofSubject,
    query: z.object({
      name: line('事实', 120),
      year: z.coerce.number().int().min(1900).max(2200).optional(),
    }),
  },
  responses: {
    200: jsonReply('最早的在前', z.array(statementSchema)),
    422: errorResponse('没有这项事实'),
    ...refusals,
  },
})

const postFacts = createRoute({
  method: 'post',
  path: '/api/subjects/{subject}/facts',
  summary: '企业自己说的写进档案（部门掌握的不收）',
  middleware: requireScope('apply'),
  request: { params: ofSubject, ...jsonBody(sayRequest) },
  responses: {
    200: jsonReply('记下几条', z.object({ said: z.int() })),
    422: errorResponse('写法不对，或由部门掌握'),
    ...refusals,
  },
})

export function addProfile(app: OpenAPIHono, { database, clock, program }: FirmParts): void {
  const { vocabulary } = program
  app.openapi(getProfile, async (c) => {
    const now = clock()
    const { subject } = c.req.valid('param')
    const reply = await transact(database, occasionOf(currentPerson(c).person.id, now), (tx) =>
      profileReply(tx, program, subject, now),
    )
    return c.json(reply as never, 200)
  })
  app.openapi(getHistory, async (c) => {
    const { name, year } = c.req.valid('query')
    const asked = { name, ...(year !== undefined && { year }) }
    const { subject } = c.req.valid('param')
    const history = await transact(database, occasionOf(currentPerson(c).person.id, clock()), async (tx) => {
      const said = await factHistory(tx, subject, vocabulary, asked)
      const voiceOf = await voicesOf(tx, said)
      return said.map((each) => statementReply(each, program, voiceOf))
    })
    return c.json(history as never, 200)
  })
  app.openapi(postFacts, async (c) => {
    const { facts, validFrom, note } = c.req.valid('json')
    const person = currentPerson(c).person.id
    const voice = { kind: 'enterprise' as const, person, ...(note !== undefined && { note }) }
    const said = { ...c.req.valid('param'), voice, facts, ...(validFrom !== undefined && { validFrom }) }
    const rows = await transact(database, occasionOf(person, clock()), (tx) =>
      saidFacts(tx, vocabulary, said),
    )
    return c.json({ said: rows.length }, 200)
  })
}

async function profileReply(tx: Transaction, program: Program, id: number, now: Date) {
  const { subject, known, facts, conflicts, questions, forGovernment, receiptsAside } = await profile(
    tx,
    program,
    id,
    now,
  )
  const voiceOf = await voicesOf(tx, [...known, ...conflicts.flatMap((each) => each.against)])
  const { kind, name, creditCode, district } = subject
  return {
    ...{ subject: { id, kind, name, creditCode, district }, asOf: now.toISOString(), facts },
    known: known.map((each) => statementReply(each, program, voiceOf)),
    conflicts: conflicts.map(({ name: fact, year, counts, against }) => ({
      ...{ title: titleOfFact(program, fact), name: fact, year, counts: counts.id },
      against: against.map((each) => statementReply(each, program, voiceOf)),
    })),
    questions: questions.map(questionReply),
    forGovernment: forGovernment.map(questionReply),
    receiptsAside: receiptsAside.length,
  }
}

function questionReply({ fact: title, question, authority, items }: RankedQuestion) {
  return { title, question, by: isOwnToSay(authority) ? '' : authority.name, items }
}

function statementReply(statement: Statement, program: Program, voiceOf: VoiceOf) {
  const { id, name, year, value, validFrom, source, note, recordedAt } = statement
  return {
    ...{ id, name, title: titleOfFact(program, name), year, value: value ?? null, validFrom, source, note },
    ...{ voice: voiceOf(statement), recordedAt },
  }
}

function titleOfFact({ vocabulary }: Program, name: string): string {
  return declaredAs(vocabulary, name)?.declared.name ?? name
}
