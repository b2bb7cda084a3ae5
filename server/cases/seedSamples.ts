// The first start → facts of the made-up enterprises, and a few cases of theirs in different states, so that the
// workbench shows something. Every case is made by the acts of the seeded people; nothing is put beside the rules.
import { eq, inArray } from 'drizzle-orm'
import type { Program } from '#lang'
import type { Database } from '../db/openDatabase.ts'
import { membership, person, subject } from '../db/tables.ts'
import { JOB, type Transaction, transact } from '../db/transact.ts'
import { saidFacts } from '../subjects/saidFacts.ts'
import type { ActInput } from './acting.ts'
import { actOn } from './actOn.ts'
import type { Effects } from './effects.ts'
import { openCase } from './openCase.ts'
import type { CaseReason } from './reasons.ts'

export type SampleFacts = { readonly facts: Readonly<Record<string, unknown>> }

type Step = {
  readonly act: string
  /** A login; the applicant where nobody is named. */
  readonly by?: string
  readonly said?: Pick<ActInput, 'opinion' | 'reason' | 'corrections' | 'appeal'>
}

type Wanted = {
  readonly owner: string
  readonly policy: string
  readonly item: string
  readonly element?: string
  readonly firstDepartment?: string
  readonly steps: readonly Step[]
}

const SUBMITTED: Step = { act: 'submit' }
const ACCEPTED: Step = { act: 'accept', by: 'handler', said: { opinion: '材料齐全，予以受理。' } }

const because = (code: string, text: string, article: string, quote: string): CaseReason => ({
  ...{ code, text },
  clause: { policy: 'yubei-2021-13', article, quote },
})

const CASES = (quoteOf: (item: string) => { article: string; quote: string }): readonly Wanted[] => {
  const reason = (item: string, code: string, text: string): CaseReason => {
    const { article, quote } = quoteOf(item)
    return because(code, text, article, quote)
  }
  return [
    {
      ...{ owner: 'owner1', policy: 'yubei-2024-34', item: 'rent-relief-state-owned' },
      ...{ element: '一号厂房租约', firstDepartment: 'yubei-platform' },
      steps: [
        SUBMITTED,
        { act: 'accept', by: 'platform', said: { opinion: '租约与我公司台账一致。' } },
        { act: 'pass', by: 'platform', said: { opinion: '租金已缴清，建议支持。' } },
      ],
    },
    {
      ...{ owner: 'owner1', policy: 'yubei-2024-34', item: 'award-municipal-recognition' },
      element: '2025年认定',
      steps: [
        SUBMITTED,
        { act: 'recommend', by: 'handler', said: { opinion: '认定文件已核对，建议支持。' } },
      ],
    },
    {
      ...{ owner: 'owner2', policy: 'yubei-2021-13', item: 'software-firm-award' },
      steps: [
        SUBMITTED,
        {
          ...{ act: 'ask-correction', by: 'handler' },
          said: {
            reason: reason('software-firm-award', 'papers_incomplete', '缺认定文件，不能核对认定年度。'),
            corrections: [
              { what: '认定文件', how: '上传认定部门印发的名单，PDF 即可' },
              { what: '年度审计报告', how: '上传会计师事务所出具的上一年度报告' },
            ],
          },
        },
      ],
    },
    {
      ...{ owner: 'owner1', policy: 'yubei-2021-13', item: 'smart-showcase-award' },
      steps: [
        SUBMITTED,
        ACCEPTED,
        {
          ...{ act: 'refuse', by: 'handler' },
          said: { reason: reason('smart-showcase-award', 'facts_unproven', '没有查到示范认定文件。') },
        },
      ],
    },
    {
      ...{ owner: 'owner2', policy: 'yubei-2021-13', item: 'smart-showcase-award' },
      steps: [
        SUBMITTED,
        {
          ...{ act: 'not-accept', by: 'handler' },
          said: { reason: reason('smart-showcase-award', 'not_eligible', '企业没有智能制造示范认定。') },
        },
      ],
    },
    {
      ...{ owner: 'owner1', policy: 'yubei-2021-13', item: 'software-firm-award' },
      steps: [
        SUBMITTED,
        {
          ...{ act: 'not-accept', by: 'handler' },
          said: { reason: reason('software-firm-award', 'papers_incomplete', '没有上传认定文件。') },
        },
        {
          act: 'appeal',
          said: { appeal: '认定名单由部门公开印发，我公司在列，可以直接核对，不需要企业再上传。' },
        },
      ],
    },
    {
      ...{ owner: 'owner1', policy: 'yubei-2021-13', item: 'integration-service-subsidy' },
      steps: [SUBMITTED],
    },
    {
      ...{ owner: 'owner2', policy: 'yubei-2021-13', item: 'integration-service-subsidy' },
      steps: [SUBMITTED],
    },
    {
      ...{ owner: 'owner2', policy: 'yubei-2021-13', item: 'general-retrofit-subsidy' },
      steps: [SUBMITTED, ACCEPTED],
    },
    { ...{ owner: 'owner1', policy: 'yubei-2021-13', item: 'cloud-project-subsidy' }, steps: [] },
  ]
}

type Seeding = { readonly now: Date; readonly program: Program; readonly effects: Effects }

/** For a database that has just been given its officers. How many cases were made. */
export async function seedSamples(
  database: Database,
  seeding: Seeding,
  samples: readonly SampleFacts[],
): Promise<number> {
  const { now, program } = seeding
  const people = await transact(database, { actor: JOB, now }, async (tx) => {
    const known = await peopleByLogin(tx)
    const subjects = [...known.values()].flatMap((each) => each.subject ?? [])
    await sayFacts(tx, program, samples, subjects)
    return known
  })
  const wanted = CASES((item) => quoteOf(program, item))
  for (const each of wanted) await makeCase(database, seeding, people, each)
  return wanted.length
}

/** What the samples say of these subjects. */
export async function sayFacts(
  tx: Transaction,
  program: Program,
  samples: readonly SampleFacts[],
  subjects: readonly number[],
): Promise<void> {
  for (const { facts } of samples) {
    const { 统一社会信用代码: creditCode } = facts
    if (typeof creditCode !== 'string') continue
    const [known] = await tx
      .select({ id: subject.id })
      .from(subject)
      .where(eq(subject.creditCode, creditCode))
    if (!known || !subjects.includes(known.id)) continue
    const voice = { kind: 'import', note: '虚构示例' } as const
    await saidFacts(tx, program.vocabulary, { subject: known.id, voice, facts })
  }
}

type People = ReadonlyMap<string, { readonly person: number; readonly subject: number | undefined }>

async function peopleByLogin(tx: Transaction): Promise<People> {
  const logins = ['owner1', 'owner2', 'handler', 'platform', 'reviewer']
  const rows = await tx
    .select({ login: person.login, person: person.id, subject: membership.subjectId })
    .from(person)
    .leftJoin(membership, eq(membership.personId, person.id))
    .where(inArray(person.login, logins))
  return new Map(
    rows.map(({ login, person: id, subject: of }) => [login, { person: id, subject: of ?? undefined }]),
  )
}

async function makeCase(
  database: Database,
  { now, program, effects }: Seeding,
  people: People,
  { owner, steps, ...application }: Wanted,
): Promise<void> {
  const applicant = people.get(owner)
  if (applicant?.subject === undefined) throw new Error(`no enterprise of ${owner}`)
  const { person: by, subject: of } = applicant
  const opened = await openCase(
    database,
    { person: by, now, program },
    { ...application, subject: of, year: now.getUTCFullYear() },
  )
  for (const [i, step] of steps.entries()) {
    const actor = people.get(step.by ?? owner) ?? applicant
    const acting = { who: { kind: 'person' as const, person: actor.person }, now, effects }
    const input = { key: `sample ${i}`, version: i, ...step.said }
    const acted = await actOn(database, acting, opened.id, step.act, input)
    if (acted.kind === 'refused')
      throw new Error(`${application.item} ${step.act}: ${acted.why.map(({ text }) => text).join('；')}`)
  }
}

/** The words of the document that the item itself rests on. */
function quoteOf(program: Program, id: string): { article: string; quote: string } {
  for (const { items } of program.policies) {
    const item = items.find((each) => each.id === id)
    const [citation] = item?.citations ?? []
    if (item) return { article: citation?.article ?? item.article, quote: citation?.quote ?? item.title }
  }
  throw new Error(`no item ${id}`)
}
