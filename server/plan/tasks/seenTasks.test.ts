// Lists of tasks say to the database once more what it lets somebody see, to be quick: for every kind of person, system
// and process it must be exactly what the database alone lets them see. On both engines.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'drizzle-orm'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { type apiToken, department, duty, membership, person, subject } from '../../db/tables.ts'
import { type Actor, JOB, type Transaction, transact } from '../../db/transact.ts'
import { MUNICIPALITY } from './definition.ts'
import { allTasks, allTasksIn, listTasks, type TaskPlace, taskDay } from './listTasks.ts'
import { registerTasks } from './registerTasks.ts'
import { summarizeTasks } from './summarizeTasks.ts'

after(stopTestServer)

const { program } = compile(loadSources())
const START = new Date('2025-03-03T01:00:00Z')
const NOW = new Date('2025-03-10T01:00:00Z')
const GRANTED = new Date('2025-01-02T01:00:00Z')
const [YUZHONG, YUBEI] = ['渝中区', '渝北区']

// `idle` ones own nothing.
const DEPARTMENTS = [
  { id: 'bureau', name: '渝中区某局', district: YUZHONG, kind: 'bureau' },
  { id: 'idle-bureau', name: '渝中区另一局', district: YUZHONG, kind: 'bureau' },
  { id: 'finance', name: '渝中区财政局', district: YUZHONG, kind: 'finance' },
  { id: 'street', name: '渝中区某街道', district: YUZHONG, kind: 'street' },
  { id: 'idle-street', name: '渝中区另一街道', district: YUZHONG, kind: 'street' },
  { id: 'neighbour', name: '渝北区某局', district: YUBEI, kind: 'bureau' },
  { id: 'platform', name: '渝北区某公司', district: YUBEI, kind: 'platform' },
  { id: 'remote', name: '万州区某局', district: '万州区', kind: 'bureau' },
  { id: 'city', name: '市某局', district: null, kind: 'bureau' },
  { id: 'city-platform', name: '市某公司', district: null, kind: 'platform' },
] as const
const OWNERS = ['bureau', 'street', 'neighbour', 'platform', 'remote', 'city', 'city-platform', 'finance']

type Held = {
  readonly role: (typeof duty.$inferInsert)['role']
  readonly in: string | null
  readonly from?: string
  readonly to?: string
  readonly ended?: Date
}

/** Whoever it is, by what they hold. */
const PEOPLE: Readonly<Record<string, readonly Held[]>> = {
  handler: [{ role: 'handler', in: 'bureau' }],
  'handler without tasks': [{ role: 'handler', in: 'idle-bureau' }],
  'handler of a district without documents': [{ role: 'handler', in: 'remote' }],
  'handler of another district': [{ role: 'handler', in: 'neighbour' }],
  reviewer: [{ role: 'reviewer', in: 'bureau' }],
  approver: [{ role: 'approver', in: 'bureau' }],
  payer: [{ role: 'payer', in: 'finance' }],
  planner: [{ role: 'planner', in: 'bureau' }],
  'planner of another district': [{ role: 'planner', in: 'neighbour' }],
  'planner of a street': [{ role: 'planner', in: 'street' }],
  'planner of the municipality': [{ role: 'planner', in: 'city' }],
  leader: [{ role: 'leader', in: 'bureau' }],
  'leader of a street': [{ role: 'leader', in: 'street' }],
  'leader of the municipality': [{ role: 'leader', in: 'city' }],
  auditor: [{ role: 'auditor', in: 'bureau' }],
  'auditor of a street': [{ role: 'auditor', in: 'street' }],
  'handler of a street': [{ role: 'handler', in: 'street' }],
  'handler of a street without tasks': [{ role: 'handler', in: 'idle-street' }],
  'handler of a company': [{ role: 'handler', in: 'platform' }],
  'handler of a company of the municipality': [{ role: 'handler', in: 'city-platform' }],
  'handler in two districts': [
    { role: 'handler', in: 'bureau' },
    { role: 'reviewer', in: 'neighbour' },
  ],
  'handler who also works for a company elsewhere': [
    { role: 'handler', in: 'idle-bureau' },
    { role: 'handler', in: 'platform' },
  ],
  'planner who also works for a company elsewhere': [
    { role: 'planner', in: 'idle-bureau' },
    { role: 'handler', in: 'platform' },
  ],
  'handler of two companies': [
    { role: 'handler', in: 'street' },
    { role: 'handler', in: 'city-platform' },
  ],
  administrator: [{ role: 'system_admin', in: null }],
  'handler until yesterday': [{ role: 'handler', in: 'street', to: '2025-03-09' }],
  'handler until today': [{ role: 'handler', in: 'street', to: '2025-03-10' }],
  'handler from tomorrow': [{ role: 'handler', in: 'bureau', from: '2025-03-11' }],
  'handler whose duty was ended': [{ role: 'handler', in: 'street', ended: START }],
  'handler whose other duty was ended': [
    { role: 'handler', in: 'idle-bureau' },
    { role: 'handler', in: 'platform', ended: START },
  ],
  enterprise: [],
  nobody: [],
}

type Token = Pick<typeof apiToken.$inferInsert, 'departmentId' | 'scopes' | 'expiresAt' | 'endedAt'>
const LATER = new Date('2030-01-01T00:00:00Z')
const TOKENS: Readonly<Record<string, Token>> = {
  'of a bureau': { departmentId: 'bureau', scopes: ['read_plan'], expiresAt: LATER },
  'of a district without documents': { departmentId: 'remote', scopes: ['read_plan'], expiresAt: LATER },
  'of a street': { departmentId: 'street', scopes: ['read_plan'], expiresAt: LATER },
  'of a street without tasks': { departmentId: 'idle-street', scopes: ['read_plan'], expiresAt: LATER },
  'of the municipality': { departmentId: 'city', scopes: ['read_plan'], expiresAt: LATER },
  'that only reports': { departmentId: 'platform', scopes: ['report_plan'], expiresAt: LATER },
  'for something else': { departmentId: 'bureau', scopes: ['read_cases'], expiresAt: LATER },
  'that has expired': { departmentId: 'bureau', scopes: ['read_plan'], expiresAt: START },
  'that was ended': { departmentId: 'bureau', scopes: ['read_plan'], expiresAt: LATER, endedAt: START },
}

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const actors = new Map<string, Actor>([
    ['the process', JOB],
    ['a person who is not there', { kind: 'person', person: 9_999 }],
    ['a system that is not there', { kind: 'system', token: 9_999 }],
  ])

  const ids = <Row extends { readonly id: number | bigint }>(rows: readonly Row[]): number[] =>
    rows.map(({ id }) => Number(id)).sort((a, b) => a - b)
  const alone = async (tx: Transaction): Promise<{ id: number; district: string }[]> =>
    (await tx.execute<{ id: bigint; district: string }>(sql`SELECT id, district FROM plan_task`)).rows.map(
      ({ id, district }) => ({ id: Number(id), district }),
    )

  suite(`who sees which tasks on ${name}`, () => {
    before(async () => {
      await transact(database, { actor: JOB, now: START }, async (tx) => {
        await tx.insert(department).values([...DEPARTMENTS])
        const [company] = await tx
          .insert(subject)
          .values({ kind: '企业', name: '甲公司', district: YUZHONG })
          .returning()
        for (const [index, [who, duties]] of Object.entries(PEOPLE).entries()) {
          const [row] = await tx
            .insert(person)
            .values({ login: `person-${index}`, name: who })
            .returning()
          const personId = row?.id ?? assert.fail()
          for (const { role, in: departmentId, from = '2020-01-01', to = null, ended = null } of duties)
            await tx
              .insert(duty)
              .values({ personId, role, departmentId, validFrom: from, validTo: to, endedAt: ended })
          if (who === 'enterprise')
            await tx.insert(membership).values({
              ...{ personId, subjectId: company?.id ?? 0, kind: 'owner' as const },
              scopes: ['view', 'apply'],
              validFrom: '2020-01-01',
            })
          actors.set(who, { kind: 'person', person: personId })
          actors.set(`the process for: ${who}`, { kind: 'job', person: personId })
        }
      })
      await registerTasks(database, START, program)
      // Every task has none, one or two owners, of any district.
      const { rows } = await database.pool.query<{ id: bigint }>('SELECT id FROM plan_task ORDER BY id')
      for (const { id } of rows) {
        const number = Number(id)
        const owners = [number % OWNERS.length, (number * 3 + 1) % (OWNERS.length + 4)].flatMap(
          (i) => OWNERS[i] ?? [],
        )
        const departments = number % 5 === 0 ? [] : [...new Set(owners)]
        await database.pool.query('UPDATE plan_task SET departments = $2 WHERE id = $1', [id, departments])
      }
      for (const [who, token] of Object.entries(TOKENS)) {
        const { rows: made } = await database.pool.query<{ id: bigint }>(
          `INSERT INTO api_token (token_hash, name, department_id, scopes, granted_by, granted_at, expires_at, ended_at)
            SELECT md5($1) || md5($1), $1, $2, $3, min(id), $4, $5, $6 FROM person RETURNING id`,
          [who, token.departmentId, token.scopes, GRANTED, token.expiresAt, token.endedAt ?? null],
        )
        actors.set(`a system ${who}`, { kind: 'system', token: Number(made[0]?.id ?? assert.fail()) })
      }
    })

    test('exactly what the database alone lets them see is listed, paged and counted, today and of an earlier day', async () => {
      const seen = new Map<string, number>()
      for (const [who, actor] of actors) {
        const occasion = { actor, now: NOW }
        const wanted = ids(await transact(database, occasion, alone))
        seen.set(who, wanted.length)
        assert.deepEqual(ids(await allTasks(database, occasion, program, {})), wanted, who)
        assert.deepEqual(ids(await allTasks(database, occasion, program, { at: '2025-03-05' })), wanted, who)
        assert.deepEqual(await allTasks(database, occasion, program, { at: '2025-03-02' }), [], who)
        assert.equal((await summarizeTasks(database, occasion, program, {})).total, wanted.length, who)
        const paged: number[] = []
        let next: TaskPlace | undefined
        do {
          const page = await listTasks(
            database,
            occasion,
            program,
            {},
            { size: 40, ...(next && { after: next }) },
          )
          assert.equal(page.total, wanted.length, who)
          paged.push(...page.lines.map(({ id }) => id))
          next = page.next
        } while (next)
        assert.deepEqual(
          [...paged].sort((a, b) => a - b),
          wanted,
          who,
        )
      }
      // None of the kinds says nothing.
      const all = seen.get('the process') ?? 0
      const some = (who: string): boolean => (seen.get(who) ?? 0) > 0 && (seen.get(who) ?? 0) < all
      for (const who of [
        'planner',
        'handler',
        'handler of a street',
        'handler of a company',
        'leader of a street',
        'handler until today',
        'a system of a bureau',
        'a system of a street',
        'a system that only reports',
      ])
        assert.ok(some(who), who)
      for (const who of [
        'nobody',
        'enterprise',
        'administrator',
        'planner of a street',
        'auditor of a street',
        'handler of a street without tasks',
        'handler until yesterday',
        'handler from tomorrow',
        'handler whose duty was ended',
        'a system for something else',
        'a system that has expired',
        'a system that was ended',
        'a person who is not there',
        'a system that is not there',
      ])
        assert.equal(seen.get(who), 0, who)
      for (const who of [
        'leader of the municipality',
        'planner of the municipality',
        'a system of the municipality',
        'the process for: nobody',
      ])
        assert.equal(seen.get(who), all, who)
      assert.ok((seen.get('handler') ?? 0) > (seen.get('handler without tasks') ?? 0))
      assert.ok(
        (seen.get('handler who also works for a company elsewhere') ?? 0) >
          (seen.get('handler without tasks') ?? 0),
      )
      assert.equal(seen.get('handler whose other duty was ended'), seen.get('handler without tasks'))
      assert.equal(seen.get('planner'), seen.get('handler without tasks'))
    })

    test('the tasks elsewhere are those that somebody sees and that no district of theirs has', async () => {
      for (const [who, actor] of actors) {
        if (actor.kind !== 'person') continue
        await transact(database, { actor, now: NOW }, async (tx) => {
          const { rows } = await tx.execute<{ elsewhere: string[]; districts: string[] }>(
            sql`SELECT my_tasks_elsewhere()::text[] AS elsewhere, my_districts() AS districts`,
          )
          const { elsewhere, districts } = rows[0] ?? assert.fail()
          const all = await alone(tx)
          if (districts.includes('*')) {
            const visible = new Set(ids(all))
            assert.ok(
              elsewhere.every((id) => visible.has(Number(id))),
              who,
            )
            return
          }
          const near = new Set(districts.length > 0 ? [...districts, MUNICIPALITY] : [])
          const far = all.filter(({ district }) => !near.has(district))
          assert.deepEqual(
            elsewhere.map(Number).sort((a, b) => a - b),
            ids(far),
            who,
          )
        })
      }
    })

    test('what is moved to other owners is seen by them at once, and by the former ones no more', async () => {
      const actor = actors.get('handler of a street') ?? assert.fail()
      const occasion = { actor, now: NOW }
      const [first] = await allTasks(database, occasion, program, {})
      assert.ok(first)
      const own = (departments: readonly string[]) =>
        database.pool.query('UPDATE plan_task SET departments = $2 WHERE id = $1', [first.id, departments])
      await own(['idle-street'])
      const other = { actor: actors.get('handler of a street without tasks') ?? assert.fail(), now: NOW }
      assert.deepEqual(ids(await allTasks(database, other, program, {})), [first.id])
      assert.ok(!ids(await allTasks(database, occasion, program, {})).includes(first.id))
      assert.deepEqual(
        await transact(database, occasion, (tx) =>
          allTasksIn(tx, taskDay(NOW, undefined), program, { id: first.id }),
        ),
        [],
      )
      await own(first.departments)
      assert.deepEqual(await allTasks(database, other, program, {}), [])
    })
  })
}

runSuites()
