// The first start, on both engines.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { seedOfficers } from './seedOfficers.ts'
import { findSession } from './session.ts'
import { signIn } from './signIn.ts'

const start = new Date('2026-03-02T01:00:00Z')

after(stopTestServer)

for (const open of [openTestEmbedded, openTestServer]) {
  const fresh = await open()
  after(fresh.close)

  suite(`a first start on ${fresh.name}`, () => {
    test('creates departments, an officer of each role and two owners, once, with passwords that are nowhere', async () => {
      const facts = (title: string, code: string) => ({
        subject: '企业',
        facts: { 企业名称: title, 统一社会信用代码: code, 所在区县: '渝北区' },
      })
      const samples = [
        facts('甲', '91500112000000019K'),
        { subject: '项目', facts: {} },
        facts('乙', '91500112000000027E'),
        facts('丙', '915001120000000359'),
      ]
      const seeded = await seedOfficers(fresh.database, start, samples)
      assert.deepEqual(await seedOfficers(fresh.database, start, samples), [])
      const { rows } = await fresh.database.pool.query('SELECT DISTINCT role FROM duty ORDER BY role')
      assert.equal(rows.length, 10)
      assert.deepEqual((await fresh.database.pool.query('SELECT name FROM subject ORDER BY id')).rows, [
        { name: '甲' },
        { name: '乙' },
      ])
      const kept = await fresh.database.pool.query(
        `SELECT string_agg(password::text, '') || string_agg(content, '') AS all FROM password, audit`,
      )
      assert.ok(seeded.every((each) => !String(kept.rows[0]?.all).includes(each.password)))
      for (const { login, password: first } of [seeded[0], seeded.at(-1)].filter(
        (each) => each !== undefined,
      )) {
        const token = await signIn(fresh.database, start, { login, password: first, address: 'here' })
        assert.equal((await findSession(fresh.database, start, token))?.next, 'change-password')
      }
    })
  })
}

runSuites()
