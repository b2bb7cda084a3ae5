// Who may do what, on both engines: the verbs, against the database's own rules.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { asc, eq, like, sql } from 'drizzle-orm'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { DEPARTMENT, PASSWORD } from '../../testing/people.ts'
import { createScene, refused } from '../../testing/scene.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { verifyChain } from '../audit/verifyChain.ts'
import { apiToken, audit, duty, membership, password, person, session, subject } from '../db/tables.ts'
import { codeOf, type Transaction, transact } from '../db/transact.ts'
import { authenticateToken } from './authenticateToken.ts'
import { createPerson } from './createPerson.ts'
import { endDuty } from './endDuty.ts'
import { endMembership } from './endMembership.ts'
import { endToken } from './endToken.ts'
import { grantDuty } from './grantDuty.ts'
import { grantMembership, type MembershipGrant } from './grantMembership.ts'
import { issueToken } from './issueToken.ts'
import { listMembers } from './listMembers.ts'
import { listPersons } from './listPersons.ts'
import { resetPassword } from './resetPassword.ts'
import { revealMasked } from './revealMasked.ts'
import { revealPhone } from './revealPhone.ts'
import type { Role } from './rights.ts'
import { findSession } from './session.ts'
import { setDisabled } from './setDisabled.ts'

const DAY = 24 * 60 * 60_000

after(stopTestServer)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const { clock, people, idOf, asJob, sessionOf, asPerson, enter, newPerson, actsOn } =
    await createScene(database)

  suite(`rights on ${name}`, () => {
    test('persons come from the system administrator, with a password that must be changed', async () => {
      const { id, password: first } = await newPerson('newcomer')
      assert.match(first, /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
      assert.equal((await sessionOf(await enter('newcomer', first))).next, 'change-password')
      await refused(newPerson('NEWCOMER'), 'login-taken')
      for (const login of ['security_admin', 'audit_admin', 'handler', 'owner'])
        await refused(
          createPerson(database, clock.now, idOf(login), { login: `by-${login}`, name: 'x' }),
          'not-granted',
        )
      const token = await enter('newcomer', first)
      const next = await resetPassword(database, clock.now, idOf('system_admin'), id)
      assert.equal(await findSession(database, clock.now, token), undefined)
      await refused(enter('newcomer', first), 'wrong-credentials')
      const again = await enter('newcomer', next)
      await refused(
        resetPassword(database, clock.now, idOf('system_admin'), idOf('system_admin')),
        'to-oneself',
      )
      await setDisabled(database, clock.now, idOf('system_admin'), id, true)
      assert.equal(await findSession(database, clock.now, again), undefined)
      await refused(enter('newcomer', next), 'wrong-credentials')
      await setDisabled(database, clock.now, idOf('system_admin'), id, false)
      assert.ok(await enter('newcomer', next))
      assert.equal(await findSession(database, clock.now, again), undefined, 'what has ended stays ended')
      await refused(
        setDisabled(database, clock.now, idOf('system_admin'), idOf('system_admin'), true),
        'unknown-person',
      )
      const sso = { login: 'by-sso', name: '某', singleSignOn: { issuer: 'https://sso', subject: '1' } }
      assert.equal((await createPerson(database, clock.now, idOf('system_admin'), sso)).password, null)
    })

    test('duties come from the security administrator, never for oneself, and end at once', async () => {
      const { id } = await newPerson('clerk')
      const grant = (admin: string, to: number, role: Role, department?: string, until?: string) =>
        grantDuty(database, clock.now, idOf(admin), { person: to, role, department, until })
      const given = await grant('security_admin', id, 'handler', DEPARTMENT)
      await asJob((tx) => tx.insert(password).values({ personId: id, hash: 'unused', mustChange: false }))
      const held = await database.pool.query('SELECT granted_by FROM duty WHERE id = $1', [given])
      assert.equal(Number(held.rows[0]?.granted_by), idOf('security_admin'))
      await refused(grant('security_admin', idOf('security_admin'), 'payer', DEPARTMENT), 'to-oneself')
      for (const admin of ['system_admin', 'audit_admin'])
        await refused(
          grant(admin, id, 'payer', DEPARTMENT),
          admin === 'system_admin' ? 'not-granted' : 'unknown-person',
        )
      await refused(grant('security_admin', 999_999, 'payer', DEPARTMENT), 'unknown-person')
      await refused(grant('security_admin', id, 'payer', 'nowhere'), 'unknown-department')
      await refused(grant('security_admin', id, 'payer'), 'unknown-department')
      await refused(grant('security_admin', id, 'system_admin', DEPARTMENT), 'unknown-department')
      await refused(grant('security_admin', id, 'payer', DEPARTMENT, '2020-01-01'), 'wrong-period')
      await refused(grant('security_admin', id, 'system_admin'), 'duties-apart')
      await refused(grant('security_admin', idOf('system_admin'), 'audit_admin'), 'duties-apart')
      await refused(grant('security_admin', idOf('audit_admin'), 'handler', DEPARTMENT), 'duties-apart')
      const count = () =>
        transact(database, { actor: { kind: 'person', person: id }, now: clock.now }, (tx) =>
          tx.$count(subject),
        )
      const isHandler = () =>
        transact(database, { actor: { kind: 'person', person: id }, now: clock.now }, async (tx) => {
          const { rows } = await tx.execute(sql`SELECT has_duty(ARRAY['handler']) AS held`)
          return rows[0]?.held
        })
      assert.equal(await isHandler(), true)
      assert.ok((await count()) >= 2)
      await refused(endDuty(database, clock.now, idOf('system_admin'), given), 'unknown-duty')
      await endDuty(database, clock.now, idOf('security_admin'), given)
      assert.equal(await count(), 0, 'on the same day')
      assert.equal(await isHandler(), false)
      await refused(endDuty(database, clock.now, idOf('security_admin'), given), 'unknown-duty')
      const [own] = await asJob((tx) =>
        tx
          .select()
          .from(duty)
          .where(eq(duty.personId, idOf('security_admin'))),
      )
      await refused(endDuty(database, clock.now, idOf('security_admin'), own?.id ?? 0), 'unknown-duty')
    })

    test('the database refuses what the program would forget', async () => {
      const refuses = (login: string, work: (tx: Transaction) => Promise<unknown>) =>
        assert.rejects(asPerson(login, work), (error) => codeOf(error) === '42501')
      const forOneself = { role: 'security_admin', validFrom: '2026-01-01' } as const
      const self = idOf('security_admin')
      await refuses('security_admin', (tx) =>
        tx.insert(duty).values({ ...forOneself, personId: self, grantedBy: self }),
      )
      await refuses('security_admin', (tx) =>
        tx.insert(duty).values({
          ...forOneself,
          role: 'handler',
          departmentId: DEPARTMENT,
          personId: idOf('leader'),
          grantedBy: idOf('handler'),
        }),
      )
      await refuses('security_admin', (tx) => tx.update(duty).set({ role: 'payer' }))
      await refuses('security_admin', (tx) => tx.update(duty).set({ validTo: '2099-01-01' }))
      await refuses('owner', (tx) => tx.update(membership).set({ scopes: ['grant'] }))
      await refuses('owner', (tx) =>
        tx.update(membership).set({ validTo: '2099-01-01' }).where(eq(membership.kind, 'agent')),
      )
      await refuses('system_admin', (tx) => tx.update(person).set({ login: 'taken-over' }))
      for (const login of ['owner', 'security_admin', 'system_admin']) {
        await refuses(login, (tx) => tx.select().from(password))
        await refuses(login, (tx) => tx.select().from(session))
        await refuses(login, (tx) => tx.select().from(apiToken))
      }
      await refuses('system_admin', (tx) =>
        tx.insert(password).values({ personId: idOf('payer'), hash: 'x', mustChange: false }),
      )
      await refuses('security_admin', (tx) =>
        tx.insert(password).values({ personId: idOf('payer'), hash: 'x', mustChange: true }),
      )
    })

    test('an owner gives a colleague and an agent what the owner has, for a while', async () => {
      await newPerson('helper')
      const grant = (granter: string, more: Partial<MembershipGrant> = {}) =>
        grantMembership(database, clock.now, idOf(granter), {
          ...{
            subject: people.first,
            login: 'helper',
            name: 'helper某',
            kind: 'member',
            scopes: ['view', 'apply'],
          },
          ...more,
        })
      const id = await grant('owner')
      await refused(grant('owner', { name: '别人' }), 'unknown-person')
      await refused(grant('owner', { login: 'owner', name: 'owner其人' }), 'to-oneself')
      await refused(grant('owner', { kind: 'agent' }), 'wrong-period')
      await refused(grant('owner', { kind: 'agent', until: '2026-12-31', scopes: ['grant'] }), 'not-granted')
      await refused(grant('owner', { until: '2026-01-01' }), 'wrong-period')
      await refused(grant('owner', { subject: people.second }), 'not-granted')
      for (const other of ['colleague', 'agent', 'stranger', 'handler', 'security_admin'])
        await refused(grant(other), 'not-granted')
      const deputy = await grant('owner', { scopes: ['view', 'grant'] })
      const helper = await asJob(
        async (tx) => (await tx.select().from(person).where(eq(person.login, 'helper')))[0],
      )
      const helperId = helper?.id ?? 0
      const more = { subject: people.first, login: 'stranger', name: 'stranger其人', kind: 'member' } as const
      await refused(
        grantMembership(database, clock.now, helperId, { ...more, scopes: ['account'] }),
        'not-granted',
      )
      const passedOn = await grantMembership(database, clock.now, helperId, { ...more, scopes: ['view'] })
      const listed = await listMembers(database, clock.now, idOf('owner'), people.first)
      assert.ok([id, deputy, passedOn].every((each) => listed.some((row) => row.id === each)))
      assert.deepEqual(
        await listMembers(database, clock.now, idOf('stranger'), people.first).then((rows) => rows.length),
        1,
      )

      const seen = (who: number) =>
        transact(database, { actor: { kind: 'person', person: who }, now: clock.now }, (tx) =>
          tx.select().from(subject),
        )
      assert.equal((await seen(helperId)).length, 1)
      await refused(
        endMembership(database, clock.now, idOf('stranger'), people.first, id),
        'unknown-membership',
      )
      await refused(
        endMembership(database, clock.now, idOf('owner'), people.second, id),
        'unknown-membership',
      )
      for (const each of [id, deputy])
        await endMembership(database, clock.now, idOf('owner'), people.first, each)
      assert.deepEqual(await seen(helperId), [], 'on the same day')
      await refused(endMembership(database, clock.now, idOf('owner'), people.first, id), 'unknown-membership')
      const [owners] = await asJob((tx) =>
        tx
          .select()
          .from(membership)
          .where(eq(membership.personId, idOf('owner'))),
      )
      await refused(
        endMembership(database, clock.now, idOf('owner'), people.first, owners?.id ?? 0),
        'unknown-membership',
      )
      const acts = (await actsOn(`subject ${people.first}`)).map((each) => [each.act, each.personId])
      assert.deepEqual(acts.slice(0, 2), [
        ['end-membership', idOf('owner')],
        ['end-membership', idOf('owner')],
      ])
    })

    test('an authority that has ended gives nothing', async () => {
      assert.deepEqual((await sessionOf(await enter('formerAgent'))).authorities, [])
      const [held] = (await sessionOf(await enter('agent'))).authorities
      assert.deepEqual([held?.subject.name, held?.kind, held?.until], ['甲公司', 'agent', '2099-12-31'])
    })

    test("another system's token holds for its scopes and its time, and is kept as a hash", async () => {
      const grant = {
        name: '区企业服务平台',
        department: DEPARTMENT,
        scopes: ['evaluate', 'evaluate'],
        days: 90,
      } as const
      const { id, token } = await issueToken(database, clock.now, idOf('security_admin'), grant)
      const system = await authenticateToken(database, clock.now, token)
      assert.deepEqual(
        [system?.name, system?.department.id, system?.scopes],
        ['区企业服务平台', DEPARTMENT, ['evaluate']],
      )
      const rows = await database.pool.query('SELECT api_token::text AS all FROM api_token')
      assert.ok(rows.rows.every((each) => !String(each.all).includes(token)))
      assert.equal(await authenticateToken(database, clock.now, `${token}x`), undefined)
      assert.equal(
        await authenticateToken(database, new Date(clock.now.getTime() + 91 * DAY), token),
        undefined,
      )
      await refused(issueToken(database, clock.now, idOf('system_admin'), grant), 'not-granted')
      await refused(
        issueToken(database, clock.now, idOf('security_admin'), { ...grant, department: 'nowhere' }),
        'unknown-department',
      )
      await refused(endToken(database, clock.now, idOf('system_admin'), id), 'unknown-token')
      await endToken(database, clock.now, idOf('security_admin'), id)
      assert.equal(await authenticateToken(database, clock.now, token), undefined)
      await refused(endToken(database, clock.now, idOf('security_admin'), id), 'unknown-token')
    })

    test('numbers are masked; seeing one says who, what and why', async () => {
      const listed = await listPersons(database, clock.now, idOf('system_admin'))
      assert.equal(listed.find((each) => each.login === 'payer')?.phone, '138****0000')
      assert.ok(!JSON.stringify(listed).includes('13812340000'))
      const payer = idOf('payer')
      await refused(revealPhone(database, clock.now, idOf('system_admin'), payer, '看看'), 'no-reason')
      await refused(revealPhone(database, clock.now, idOf('owner'), payer, '想打电话给他'), 'unknown-person')
      assert.equal(
        await revealPhone(database, clock.now, idOf('system_admin'), payer, '核对联系方式'),
        '13812340000',
      )
      const [row] = await actsOn(`person ${payer}`)
      assert.deepEqual(
        [row?.act, row?.personId, row?.content],
        ['reveal', idOf('system_admin'), '{"field":"phone","reason":"核对联系方式"}'],
      )
      const failing = revealMasked(
        database,
        clock.now,
        payer,
        { object: 'person 0', field: 'x', reason: '没有的东西' },
        async () => assert.fail('no'),
      )
      await assert.rejects(failing)
      assert.deepEqual(await actsOn('person 0'), [])
    })

    test('administrators act for no enterprise, and whoever acts for one administers nothing', async () => {
      const grant = { subject: people.first, kind: 'member', scopes: ['view'] } as const
      for (const login of ['system_admin', 'security_admin', 'audit_admin']) {
        const whom = { ...grant, login, name: `${login}其人` }
        await refused(grantMembership(database, clock.now, idOf('owner'), whom), 'duties-apart')
      }
      for (const login of ['owner', 'agent']) {
        const duty = { person: idOf(login), role: 'audit_admin' } as const
        await refused(grantDuty(database, clock.now, idOf('security_admin'), duty), 'duties-apart')
      }
      const former = { person: idOf('formerAgent'), role: 'audit_admin' } as const
      assert.ok(await grantDuty(database, clock.now, idOf('security_admin'), former))
    })

    test('the log has it all in one chain', async () => {
      const rows = await asJob((tx) => tx.select().from(audit).orderBy(asc(audit.number)))
      assert.equal(verifyChain(rows).kind, 'whole')
      const acts = new Set(rows.map((each) => each.act))
      for (const act of [
        'create-person',
        'reset-password',
        'disable-person',
        'enable-person',
        'grant-duty',
        'end-duty',
        'grant-membership',
        'end-membership',
        'issue-token',
        'end-token',
        'reveal',
      ])
        assert.ok(acts.has(act), act)
      const secrets = await asJob((tx) =>
        tx
          .select()
          .from(audit)
          .where(like(audit.content, `%${PASSWORD}%`)),
      )
      assert.deepEqual(secrets, [])
    })
  })
}

runSuites()
