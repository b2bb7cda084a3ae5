// The database as such, on both engines: what it keeps apart, what it never forgets, and that tables.ts is true.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { asc, eq, getTableColumns, getTableName, is, sql } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { record } from '../audit/record.ts'
import { verifyChain } from '../audit/verifyChain.ts'
import * as tables from './tables.ts'
import { codeOf, JOB, type Transaction, transact } from './transact.ts'

const now = new Date('2026-03-02T01:00:00Z')

after(stopTestServer)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const asJob = <T>(work: (tx: Transaction) => Promise<T>) => transact(database, { actor: JOB, now }, work)
  const asPerson = <T>(person: number, work: (tx: Transaction) => Promise<T>) =>
    transact(database, { actor: { kind: 'person', person }, now }, work)

  async function one<T>(rows: Promise<T[]>): Promise<T> {
    const [first] = await rows
    assert.ok(first)
    return first
  }

  const newPerson = (login: string) =>
    asJob(async (tx) => one(tx.insert(tables.person).values({ login, name: login }).returning()))

  suite(`the database on ${name}`, () => {
    test('tables.ts says what the migrated database has', async () => {
      const { rows } = await database.pool.query(
        `SELECT table_name, column_name, is_nullable FROM information_schema.columns WHERE table_schema = 'public'`,
      )
      const actual = new Map<string, string[]>()
      for (const { table_name, column_name, is_nullable } of rows) {
        if (table_name === 'migration') continue
        actual.set(table_name, [...(actual.get(table_name) ?? []), `${column_name} ${is_nullable}`].sort())
      }
      const stated = new Map<string, string[]>()
      for (const each of Object.values(tables)) {
        if (!is(each, PgTable)) continue
        const columns = Object.values(getTableColumns(each))
        // What a view shows may be NULL as far as the database can tell.
        const nullable = getTableName(each) === 'person_name'
        stated.set(
          getTableName(each),
          columns.map((column) => `${column.name} ${column.notNull && !nullable ? 'NO' : 'YES'}`).sort(),
        )
      }
      assert.deepEqual(Object.fromEntries([...stated].sort()), Object.fromEntries([...actual].sort()))
    })

    test('a person sees the subjects that they act for, and no others', async () => {
      const [mine, other] = [await newPerson('a'), await newPerson('b')]
      const firms = await asJob((tx) =>
        tx
          .insert(tables.subject)
          .values([
            { kind: '企业', name: '甲', district: '渝北区' },
            { kind: '企业', name: '乙', district: '渝北区' },
          ])
          .returning(),
      )
      const [first, second] = firms
      assert.ok(first && second)
      const membership = { kind: 'owner' as const, scopes: ['view', 'apply'], validFrom: '2026-01-01' }
      await asJob((tx) =>
        tx.insert(tables.membership).values([
          { ...membership, personId: mine.id, subjectId: first.id },
          { ...membership, personId: other.id, subjectId: second.id, validTo: '2026-02-28' },
        ]),
      )
      const seen = (person: number) => asPerson(person, (tx) => tx.select().from(tables.subject))
      assert.deepEqual(
        (await seen(mine.id)).map((each) => each.name),
        ['甲'],
      )
      assert.deepEqual(await seen(other.id), [], 'an authority that has ended gives nothing')
      const said = { subjectId: second.id, name: 'employees', value: 5, source: 'enterprise' } as const
      await assert.rejects(
        asPerson(mine.id, (tx) => tx.insert(tables.fact).values({ ...said, saidBy: mine.id })),
        (error) => codeOf(error) === '42501',
      )
    })

    test('an officer sees the subjects of their district; an administrator sees none', async () => {
      await asJob((tx) =>
        tx.insert(tables.department).values([
          { id: 'yubei-jxw', name: '渝北区经济信息委', district: '渝北区', kind: 'bureau' },
          { id: 'beibei-fgw', name: '北碚区发展改革委', district: '北碚区', kind: 'bureau' },
        ]),
      )
      const [officer, elsewhere, admin] = [
        await newPerson('o1'),
        await newPerson('o2'),
        await newPerson('o3'),
      ]
      const from = { validFrom: '2026-01-01' }
      await asJob((tx) =>
        tx.insert(tables.duty).values([
          { ...from, personId: officer.id, role: 'handler', departmentId: 'yubei-jxw' },
          { ...from, personId: elsewhere.id, role: 'handler', departmentId: 'beibei-fgw' },
          { ...from, personId: admin.id, role: 'system_admin' },
        ]),
      )
      const count = (person: number) =>
        asPerson(person, async (tx) => (await tx.select().from(tables.subject)).length)
      assert.deepEqual([await count(officer.id), await count(elsewhere.id), await count(admin.id)], [2, 0, 0])
      await assert.rejects(
        asJob((tx) =>
          tx
            .insert(tables.duty)
            .values({ ...from, personId: admin.id, role: 'payer', departmentId: 'yubei-jxw' }),
        ),
        (error) => codeOf(error) === '23001',
      )
    })

    test('nothing of a request stays on the connection', async () => {
      const { id } = await newPerson('c')
      await asPerson(id, (tx) => tx.execute(sql`SELECT 1`))
      const { rows } = await database.pool.query(
        `SELECT current_user AS role, current_setting('duixian.person', true) AS person`,
      )
      assert.notEqual(rows[0]?.role, 'duixian_app')
      assert.ok(!rows[0]?.person)
    })

    test('what failed leaves nothing, not even in the log', async () => {
      const before = await asJob((tx) => tx.$count(tables.audit))
      await assert.rejects(
        asJob(async (tx) => {
          await record(tx, { act: 'try', object: 'test 1', content: {} })
          throw new Error('no')
        }),
      )
      assert.equal(await asJob((tx) => tx.$count(tables.audit)), before)
    })

    test('the log is one chain under concurrent acts; facts and log cannot be changed', async () => {
      const text = '引号"、反斜线\\、换行\n、制表\t、控制\u0001、分隔\u2028、表情🙂、删除\u007f'
      await Promise.all(
        Array.from({ length: 40 }, (_, i) =>
          asJob((tx) => record(tx, { act: 'test', object: `case ${i}`, content: { i, text } })),
        ),
      )
      const rows = await asJob((tx) => tx.select().from(tables.audit).orderBy(asc(tables.audit.number)))
      assert.ok(rows.length >= 40)
      assert.deepEqual(verifyChain(rows), { kind: 'whole', rows: rows.length, last: rows.at(-1)?.hash })
      for (const statement of [
        'UPDATE audit SET content = content',
        'DELETE FROM audit',
        'TRUNCATE audit',
        "UPDATE fact SET value = '1'",
      ]) {
        if (statement.includes('fact')) {
          const [firm] = await asJob((tx) => tx.select().from(tables.subject).limit(1))
          const said = { subjectId: firm?.id ?? 0, name: 'employees', value: 5, source: 'import' } as const
          await asJob((tx) => tx.insert(tables.fact).values(said))
        }
        // Not even the owner of the tables.
        await assert.rejects(database.pool.query(statement), (error) => codeOf(error) === '23001', statement)
      }
      await database.pool.query('ALTER TABLE audit DISABLE TRIGGER audit_append_only')
      await database.pool.query(`UPDATE audit SET content = '{}' WHERE number = 3`)
      const changed = await asJob((tx) => tx.select().from(tables.audit).orderBy(asc(tables.audit.number)))
      assert.deepEqual(verifyChain(changed), { kind: 'broken', number: 3, what: 'changed' })
      await database.pool.query('ALTER TABLE audit ENABLE TRIGGER audit_append_only')
    })

    test('a person who may not read the log still writes to it', async () => {
      const { id } = await newPerson('d')
      await asPerson(id, (tx) => record(tx, { act: 'sign-in', object: `person ${id}`, content: {} }))
      const own = await asPerson(id, (tx) => tx.select().from(tables.audit))
      assert.deepEqual(own, [])
      const [row] = await asJob((tx) =>
        tx
          .select()
          .from(tables.audit)
          .where(eq(tables.audit.object, `person ${id}`)),
      )
      assert.equal(row?.personId, id)
      assert.equal(row?.at, '2026-03-02T01:00:00.000Z')
    })
  })
}

runSuites()
