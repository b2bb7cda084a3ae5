// Who people are and what they may do, on both engines: the verbs, against the database's own rules.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { asc, desc, eq, like } from 'drizzle-orm'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { createPeople, DEPARTMENT, PASSWORD, type People, readSecret } from '../../testing/people.ts'
import { verifyChain } from '../audit/verifyChain.ts'
import { apiToken, audit, duty, membership, password, person, session, subject } from '../db/tables.ts'
import { codeOf, JOB, type Transaction, transact } from '../db/transact.ts'
import { authenticateToken } from './authenticateToken.ts'
import { changePassword } from './changePassword.ts'
import { confirmSecondFactor } from './confirmSecondFactor.ts'
import { createPerson } from './createPerson.ts'
import { endDuty } from './endDuty.ts'
import { endMembership } from './endMembership.ts'
import { endToken } from './endToken.ts'
import { enrolSecondFactor } from './enrolSecondFactor.ts'
import { grantDuty } from './grantDuty.ts'
import { grantMembership, type MembershipGrant } from './grantMembership.ts'
import { issueToken } from './issueToken.ts'
import { listMembers } from './listMembers.ts'
import { listPersons } from './listPersons.ts'
import { passSecondFactor } from './passSecondFactor.ts'
import { IdentityError, type IdentityProblem } from './problem.ts'
import { resetPassword } from './resetPassword.ts'
import { resetSecondFactor } from './resetSecondFactor.ts'
import { revealMasked } from './revealMasked.ts'
import { revealPhone } from './revealPhone.ts'
import type { Role } from './rights.ts'
import { seedOfficers } from './seedOfficers.ts'
import { findSession, type Session } from './session.ts'
import { setDisabled } from './setDisabled.ts'
import { signIn } from './signIn.ts'
import { signOut } from './signOut.ts'
import { codeAt } from './totp.ts'

const key = Buffer.alloc(32, 3)
const start = new Date('2026-03-02T01:00:00Z')
const MINUTE = 60_000

after(stopTestServer)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)

  let now = start
  let people: People
  let addresses = 0

  const later = (minutes: number): Date => {
    now = new Date(now.getTime() + minutes * MINUTE)
    return now
  }
  const idOf = (login: string): number => people.ids.get(login) ?? assert.fail(login)
  const asJob = <T>(work: (tx: Transaction) => Promise<T>) => transact(database, { actor: JOB, now }, work)
  const asPerson = <T>(login: string, work: (tx: Transaction) => Promise<T>) =>
    transact(database, { actor: { kind: 'person', person: idOf(login) }, now }, work)
  const enter = (login: string, secret = PASSWORD, address = `192.0.2.${++addresses}`) =>
    signIn(database, now, { login, password: secret, address })
  const sessionOf = async (token: string): Promise<Session> =>
    (await findSession(database, now, token)) ?? assert.fail('no session')
  const refused = (work: Promise<unknown>, kind: IdentityProblem) =>
    assert.rejects(work, (error) => {
      assert.ok(error instanceof IdentityError, String(error))
      assert.equal(error.kind, kind)
      assert.match(error.message, /\p{Script=Han}.*。$/u)
      return true
    })
  /** The acts on one thing, the newest first. */
  const actsOn = (object: string) =>
    asJob((tx) => tx.select().from(audit).where(eq(audit.object, object)).orderBy(desc(audit.number)))
  const newPerson = async (login: string) => {
    const created = await createPerson(database, now, idOf('system_admin'), { login, name: `${login}某` })
    return { ...created, password: created.password ?? assert.fail('no password') }
  }
  const bind = async (token: string) => {
    const secret = readSecret(await enrolSecondFactor(database, now, key, await sessionOf(token)))
    const confirmed = await confirmSecondFactor(
      database,
      now,
      key,
      await sessionOf(token),
      codeAt(secret, now),
    )
    return { secret, ...confirmed }
  }

  describe(`identity on ${name}`, () => {
    before(async () => {
      people = await createPeople(database, now)
    })

    test('signing in gives a token of which only the hash is kept', async () => {
      const token = await enter('handler')
      assert.match(token, /^[\w-]{43}$/)
      const rows = await database.pool.query('SELECT session::text AS all FROM session')
      assert.ok(rows.rows.every((each) => !String(each.all).includes(token)))
      const found = await sessionOf(token)
      assert.equal(found.person.id, idOf('handler'))
      assert.deepEqual(found.duties[0]?.department, {
        id: DEPARTMENT,
        name: '渝北区经济信息委',
        district: '渝北区',
      })
      assert.equal(found.next, 'nothing')
      assert.equal((await actsOn(`person ${idOf('handler')}`))[0]?.act, 'sign-in')
      assert.equal(await findSession(database, now, `${token}x`), undefined)
      assert.notEqual(await enter('HANDLER'), token)
    })

    test('a wrong password, an unknown login and a disabled person are answered the same', async () => {
      await newPerson('closed')
      const { id } = await asJob(async (tx) => {
        const [row] = await tx.select().from(person).where(eq(person.login, 'closed'))
        return row ?? assert.fail()
      })
      await setDisabled(database, now, idOf('system_admin'), id, true)
      const messages = new Set<string>()
      for (const login of ['handler', 'nobody-has-this', 'closed', "' OR 1=1 --"]) {
        const error = await enter(login, 'not the password').catch((each: unknown) => each)
        assert.ok(error instanceof IdentityError)
        assert.equal(error.kind, 'wrong-credentials')
        messages.add(error.message)
      }
      assert.equal(messages.size, 1)
      const failed = await asJob((tx) => tx.select().from(audit).where(eq(audit.act, 'sign-in-failed')))
      assert.ok(failed.length >= 4)
      assert.ok(
        failed.every(
          (each) => !each.content.includes('not the password') && !each.content.includes('nobody-has'),
        ),
      )
    })

    test('five failures lock a login for 15 minutes, then 30, from whatever address, known or not', async () => {
      for (const login of ['reviewer', 'no-such-login']) {
        for (let i = 0; i < 5; i++) await refused(enter(login, 'wrong'), 'wrong-credentials')
        await refused(enter(login), 'locked')
      }
      later(14)
      await refused(enter('reviewer'), 'locked')
      later(2)
      for (let i = 0; i < 5; i++) await refused(enter('reviewer', 'wrong'), 'wrong-credentials')
      later(16)
      await refused(enter('reviewer'), 'locked')
      later(15)
      assert.ok(await enter('reviewer'))
      for (let i = 0; i < 4; i++) await refused(enter('reviewer', 'wrong'), 'wrong-credentials')
      assert.ok(await enter('reviewer'), 'a success begins the count anew')
    })

    test('many guesses at once are counted before they are tried', async () => {
      const tries = await Promise.allSettled(Array.from({ length: 12 }, () => enter('leader', 'wrong')))
      const kinds = tries.map((each) =>
        each.status === 'rejected' && each.reason instanceof IdentityError ? each.reason.kind : 'in',
      )
      assert.equal(kinds.filter((each) => each === 'wrong-credentials').length, 5)
      assert.equal(kinds.filter((each) => each === 'locked').length, 7)
    })

    test('one address that tries many logins is locked too, and its own account does not open it again', async () => {
      const address = '198.51.100.7'
      for (let i = 0; i < 10; i++) await refused(enter(`guess${i}`, 'wrong', address), 'wrong-credentials')
      assert.ok(await enter('stranger', PASSWORD, address))
      for (let i = 10; i < 20; i++) await refused(enter(`guess${i}`, 'wrong', address), 'wrong-credentials')
      await refused(enter('stranger', PASSWORD, address), 'locked')
      assert.ok(await enter('stranger'), 'from elsewhere')
    })

    test('a session ends after 30 minutes without a request, after 12 hours, and by signing out', async () => {
      const token = await enter('handler')
      for (let i = 0; i < 24; i++) assert.ok(await findSession(database, later(29), token), `${i}`)
      assert.equal(await findSession(database, later(29), token), undefined, '12 hours and more')
      const idle = await enter('handler')
      assert.equal(await findSession(database, later(30), idle), undefined)
      const ended = await enter('handler')
      const other = await enter('handler')
      await signOut(database, now, await sessionOf(ended))
      assert.equal(await findSession(database, now, ended), undefined)
      assert.ok(await findSession(database, now, other))
    })

    test('a new password: the old one is asked, rules hold, the last ones do not come back, all sessions end', async () => {
      const { password: first } = await newPerson('changer')
      const token = await enter('changer', first)
      const other = await enter('changer', first)
      const mine = await sessionOf(token)
      assert.equal(mine.next, 'change-password')
      const change = (old: string, wanted: string) => changePassword(database, now, mine, { old, wanted })
      await refused(change('wrong', '嘉陵江畔灯火如星河落入水'), 'wrong-credentials')
      await refused(change(first, 'password1234'), 'weak-password')
      await refused(change(first, 'changer-is-my-name'), 'weak-password')
      await refused(change(first, first), 'weak-password')
      await change(first, '嘉陵江畔灯火如星河落入水')
      for (const each of [token, other]) assert.equal(await findSession(database, now, each), undefined)
      await refused(enter('changer', first), 'wrong-credentials')
      assert.equal((await sessionOf(await enter('changer', '嘉陵江畔灯火如星河落入水'))).next, 'nothing')
      await change('嘉陵江畔灯火如星河落入水', '朝天门外两江汇流处A1')
      await refused(change('朝天门外两江汇流处A1', '嘉陵江畔灯火如星河落入水'), 'weak-password')
      await refused(change('朝天门外两江汇流处A1', first), 'weak-password')
      const rows = await asJob((tx) => tx.select().from(password).orderBy(asc(password.id)))
      assert.ok(rows.every((each) => each.hash.startsWith('$argon2id$')))
      await assert.rejects(
        database.pool.query('UPDATE password SET must_change = false'),
        (error) => codeOf(error) === '23001',
      )
    })

    test('guessing the old password counts like signing in', async () => {
      const { password: first } = await newPerson('guesser')
      const mine = await sessionOf(await enter('guesser', first))
      const guess = () =>
        changePassword(database, now, mine, { old: 'guess', wanted: '嘉陵江畔灯火如星河落入水' })
      for (let i = 0; i < 5; i++) await refused(guess(), 'wrong-credentials')
      await refused(guess(), 'locked')
      await refused(enter('guesser', first), 'locked')
    })

    test('whoever decides, pays, checks or administers must bind an authenticator before anything else', async () => {
      const needing: Role[] = [
        'approver',
        'payer',
        'auditor',
        'system_admin',
        'security_admin',
        'audit_admin',
      ]
      for (const role of needing) assert.equal((await sessionOf(await enter(role))).next, 'enrol', role)
      for (const role of ['handler', 'owner', 'agent'])
        assert.equal((await sessionOf(await enter(role))).next, 'nothing', role)
    })

    test('a code is taken once, in its time, and five wrong ones lock', async () => {
      const { secret, token, recoveryCodes } = await bind(await enter('payer'))
      assert.equal((await sessionOf(token)).next, 'nothing')
      const kept = await database.pool.query('SELECT second_factor::text AS all FROM second_factor')
      assert.ok(kept.rows.every((each) => !String(each.all).includes(Buffer.from(secret).toString('hex'))))
      const half = await enter('payer')
      const waiting = await sessionOf(half)
      assert.equal(waiting.next, 'enter-code')
      const pass = (code: string) => passSecondFactor(database, now, key, waiting, code)
      await refused(pass(codeAt(secret, now)), 'wrong-code')
      later(0.5)
      const fresh = codeAt(secret, now)
      const both = await Promise.allSettled([pass(fresh), pass(fresh)])
      assert.equal(both.filter((each) => each.status === 'fulfilled').length, 1, 'a replayed code')
      assert.equal(
        await findSession(database, now, half),
        undefined,
        'the token before the code is worth nothing',
      )
      const [recovery = ''] = recoveryCodes
      assert.equal(recoveryCodes.length, 10)
      await pass(` ${recovery.toUpperCase()} `)
      await refused(pass(recovery), 'wrong-code')
      for (let i = 0; i < 4; i++) await refused(pass('000000'), 'wrong-code')
      await refused(pass(recoveryCodes[1] ?? ''), 'locked')
      later(16)
      assert.ok(await pass(recoveryCodes[1] ?? ''))
      await refused(enrolSecondFactor(database, now, key, waiting), 'second-factor-exists')
    })

    test('a lost authenticator is taken away by the security administrator alone, and not their own', async () => {
      const { token } = await bind(await enter('auditor'))
      await bind(await enter('security_admin'))
      await refused(
        resetSecondFactor(database, now, idOf('system_admin'), idOf('auditor')),
        'no-second-factor',
      )
      await refused(
        resetSecondFactor(database, now, idOf('security_admin'), idOf('security_admin')),
        'no-second-factor',
      )
      await resetSecondFactor(database, now, idOf('security_admin'), idOf('auditor'))
      assert.equal(await findSession(database, now, token), undefined)
      assert.equal((await sessionOf(await enter('auditor'))).next, 'enrol')
      const [last] = await actsOn(`person ${idOf('auditor')}`)
      assert.equal(last?.act, 'sign-in')
    })

    test('persons come from the system administrator, with a password that must be changed', async () => {
      const { id, password: first } = await newPerson('newcomer')
      assert.match(first, /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
      assert.equal((await sessionOf(await enter('newcomer', first))).next, 'change-password')
      await refused(newPerson('NEWCOMER'), 'login-taken')
      for (const login of ['security_admin', 'audit_admin', 'handler', 'owner'])
        await refused(
          createPerson(database, now, idOf(login), { login: `by-${login}`, name: 'x' }),
          'not-granted',
        )
      const token = await enter('newcomer', first)
      const next = await resetPassword(database, now, idOf('system_admin'), id)
      assert.equal(await findSession(database, now, token), undefined)
      await refused(enter('newcomer', first), 'wrong-credentials')
      const again = await enter('newcomer', next)
      await refused(resetPassword(database, now, idOf('system_admin'), idOf('system_admin')), 'to-oneself')
      await setDisabled(database, now, idOf('system_admin'), id, true)
      assert.equal(await findSession(database, now, again), undefined)
      await refused(enter('newcomer', next), 'wrong-credentials')
      await setDisabled(database, now, idOf('system_admin'), id, false)
      assert.ok(await enter('newcomer', next))
      assert.equal(await findSession(database, now, again), undefined, 'what has ended stays ended')
      await refused(
        setDisabled(database, now, idOf('system_admin'), idOf('system_admin'), true),
        'unknown-person',
      )
      const sso = { login: 'by-sso', name: '某', singleSignOn: { issuer: 'https://sso', subject: '1' } }
      assert.equal((await createPerson(database, now, idOf('system_admin'), sso)).password, null)
    })

    test('duties come from the security administrator, never for oneself, and end at once', async () => {
      const { id } = await newPerson('clerk')
      const grant = (admin: string, to: number, role: Role, department?: string, until?: string) =>
        grantDuty(database, now, idOf(admin), { person: to, role, department, until })
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
        transact(database, { actor: { kind: 'person', person: id }, now }, (tx) => tx.$count(subject))
      assert.ok((await count()) >= 2)
      await refused(endDuty(database, now, idOf('system_admin'), given), 'unknown-duty')
      await endDuty(database, now, idOf('security_admin'), given)
      assert.equal(await count(), 0, 'on the same day')
      await refused(endDuty(database, now, idOf('security_admin'), given), 'unknown-duty')
      const [own] = await asJob((tx) =>
        tx
          .select()
          .from(duty)
          .where(eq(duty.personId, idOf('security_admin'))),
      )
      await refused(endDuty(database, now, idOf('security_admin'), own?.id ?? 0), 'unknown-duty')
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
        grantMembership(database, now, idOf(granter), {
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
      await refused(grantMembership(database, now, helperId, { ...more, scopes: ['account'] }), 'not-granted')
      const passedOn = await grantMembership(database, now, helperId, { ...more, scopes: ['view'] })
      const listed = await listMembers(database, now, idOf('owner'), people.first)
      assert.ok([id, deputy, passedOn].every((each) => listed.some((row) => row.id === each)))
      assert.deepEqual(
        await listMembers(database, now, idOf('stranger'), people.first).then((rows) => rows.length),
        1,
      )

      const seen = (who: number) =>
        transact(database, { actor: { kind: 'person', person: who }, now }, (tx) => tx.select().from(subject))
      assert.equal((await seen(helperId)).length, 1)
      await refused(endMembership(database, now, idOf('stranger'), people.first, id), 'unknown-membership')
      await refused(endMembership(database, now, idOf('owner'), people.second, id), 'unknown-membership')
      for (const each of [id, deputy]) await endMembership(database, now, idOf('owner'), people.first, each)
      assert.deepEqual(await seen(helperId), [], 'on the same day')
      await refused(endMembership(database, now, idOf('owner'), people.first, id), 'unknown-membership')
      const [owners] = await asJob((tx) =>
        tx
          .select()
          .from(membership)
          .where(eq(membership.personId, idOf('owner'))),
      )
      await refused(
        endMembership(database, now, idOf('owner'), people.first, owners?.id ?? 0),
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
      const { id, token } = await issueToken(database, now, idOf('security_admin'), grant)
      const system = await authenticateToken(database, now, token)
      assert.deepEqual(
        [system?.name, system?.department.id, system?.scopes],
        ['区企业服务平台', DEPARTMENT, ['evaluate']],
      )
      const rows = await database.pool.query('SELECT api_token::text AS all FROM api_token')
      assert.ok(rows.rows.every((each) => !String(each.all).includes(token)))
      assert.equal(await authenticateToken(database, now, `${token}x`), undefined)
      assert.equal(
        await authenticateToken(database, new Date(now.getTime() + 91 * 24 * 60 * MINUTE), token),
        undefined,
      )
      await refused(issueToken(database, now, idOf('system_admin'), grant), 'not-granted')
      await refused(
        issueToken(database, now, idOf('security_admin'), { ...grant, department: 'nowhere' }),
        'unknown-department',
      )
      await refused(endToken(database, now, idOf('system_admin'), id), 'unknown-token')
      await endToken(database, now, idOf('security_admin'), id)
      assert.equal(await authenticateToken(database, now, token), undefined)
      await refused(endToken(database, now, idOf('security_admin'), id), 'unknown-token')
    })

    test('numbers are masked; seeing one says who, what and why', async () => {
      const listed = await listPersons(database, now, idOf('system_admin'))
      assert.equal(listed.find((each) => each.login === 'payer')?.phone, '138****0000')
      assert.ok(!JSON.stringify(listed).includes('13812340000'))
      const payer = idOf('payer')
      await refused(revealPhone(database, now, idOf('system_admin'), payer, '看看'), 'no-reason')
      await refused(revealPhone(database, now, idOf('owner'), payer, '想打电话给他'), 'unknown-person')
      assert.equal(
        await revealPhone(database, now, idOf('system_admin'), payer, '核对联系方式'),
        '13812340000',
      )
      const [row] = await actsOn(`person ${payer}`)
      assert.deepEqual(
        [row?.act, row?.personId, row?.content],
        ['reveal', idOf('system_admin'), '{"field":"phone","reason":"核对联系方式"}'],
      )
      const failing = revealMasked(
        database,
        now,
        payer,
        { object: 'person 0', field: 'x', reason: '没有的东西' },
        async () => assert.fail('no'),
      )
      await assert.rejects(failing)
      assert.deepEqual(await actsOn('person 0'), [])
    })

    test('the log has it all in one chain', async () => {
      const rows = await asJob((tx) => tx.select().from(audit).orderBy(asc(audit.number)))
      assert.equal(verifyChain(rows).kind, 'whole')
      const acts = new Set(rows.map((each) => each.act))
      for (const act of [
        'sign-in',
        'sign-in-failed',
        'sign-out',
        'change-password',
        'enrol-second-factor',
        'pass-second-factor',
        'second-factor-failed',
        'reset-second-factor',
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

  describe(`a first start on ${name}`, () => {
    test('creates departments, an officer of each role and two owners, once, with passwords that are nowhere', async () => {
      const fresh = await open()
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
      assert.equal(rows.length, 9)
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
      await fresh.close()
    })
  })
}
