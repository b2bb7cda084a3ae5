// Signing in, on both engines: passwords, lockout, sessions, second factors.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { asc, eq, like } from 'drizzle-orm'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { DEPARTMENT, PASSWORD } from '../../testing/people.ts'
import { createScene, KEY, refused } from '../../testing/scene.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { verifyChain } from '../audit/verifyChain.ts'
import { audit, password, person } from '../db/tables.ts'
import { codeOf } from '../db/transact.ts'
import { changePassword } from './changePassword.ts'
import { enrolSecondFactor } from './enrolSecondFactor.ts'
import { passSecondFactor } from './passSecondFactor.ts'
import { IdentityError } from './problem.ts'
import { resetSecondFactor } from './resetSecondFactor.ts'
import type { Role } from './rights.ts'
import { findSession } from './session.ts'
import { setDisabled } from './setDisabled.ts'
import { signOut } from './signOut.ts'
import { codeAt } from './totp.ts'

after(stopTestServer)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const { clock, idOf, asJob, sessionOf, later, enter, newPerson, bind, actsOn } = await createScene(database)

  suite(`signing in on ${name}`, () => {
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
      assert.equal(await findSession(database, clock.now, `${token}x`), undefined)
      assert.notEqual(await enter('HANDLER'), token)
    })

    test('a wrong password, an unknown login and a disabled person are answered the same', async () => {
      await newPerson('closed')
      const { id } = await asJob(async (tx) => {
        const [row] = await tx.select().from(person).where(eq(person.login, 'closed'))
        return row ?? assert.fail()
      })
      await setDisabled(database, clock.now, idOf('system_admin'), id, true)
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
      await signOut(database, clock.now, await sessionOf(ended))
      assert.equal(await findSession(database, clock.now, ended), undefined)
      assert.ok(await findSession(database, clock.now, other))
    })

    test('a person who is disabled by whatever way has no session any more', async () => {
      const token = await enter('stranger')
      const close = (disabledAt: Date | null) =>
        asJob((tx) => tx.update(person).set({ disabledAt }).where(eq(person.login, 'stranger')))
      await close(clock.now)
      assert.equal(await findSession(database, clock.now, token), undefined)
      await close(null)
      assert.ok(await findSession(database, clock.now, token))
    })

    test('a new password: the old one is asked, rules hold, the last ones do not come back, all sessions end', async () => {
      const { password: first } = await newPerson('changer')
      const token = await enter('changer', first)
      const other = await enter('changer', first)
      const mine = await sessionOf(token)
      assert.equal(mine.next, 'change-password')
      const change = (old: string, wanted: string) =>
        changePassword(database, clock.now, mine, { old, wanted })
      await refused(change('wrong', '嘉陵江畔灯火如星河落入水'), 'wrong-credentials')
      await refused(change(first, 'password1234'), 'weak-password')
      await refused(change(first, 'changer-is-my-name'), 'weak-password')
      await refused(change(first, first), 'weak-password')
      await change(first, '嘉陵江畔灯火如星河落入水')
      for (const each of [token, other]) assert.equal(await findSession(database, clock.now, each), undefined)
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
        changePassword(database, clock.now, mine, { old: 'guess', wanted: '嘉陵江畔灯火如星河落入水' })
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
      const pass = (code: string) => passSecondFactor(database, clock.now, KEY, waiting, code)
      await refused(pass(codeAt(secret, clock.now)), 'wrong-code')
      later(0.5)
      const fresh = codeAt(secret, clock.now)
      const both = await Promise.allSettled([pass(fresh), pass(fresh)])
      assert.equal(both.filter((each) => each.status === 'fulfilled').length, 1, 'a replayed code')
      assert.equal(
        await findSession(database, clock.now, half),
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
      await refused(enrolSecondFactor(database, clock.now, KEY, waiting), 'second-factor-exists')
    })

    test('a lost authenticator is taken away by the security administrator alone, and not their own', async () => {
      const { token } = await bind(await enter('auditor'))
      await bind(await enter('security_admin'))
      await refused(
        resetSecondFactor(database, clock.now, idOf('system_admin'), idOf('auditor')),
        'no-second-factor',
      )
      await refused(
        resetSecondFactor(database, clock.now, idOf('security_admin'), idOf('security_admin')),
        'no-second-factor',
      )
      await resetSecondFactor(database, clock.now, idOf('security_admin'), idOf('auditor'))
      assert.equal(await findSession(database, clock.now, token), undefined)
      assert.equal((await sessionOf(await enter('auditor'))).next, 'enrol')
      const [last] = await actsOn(`person ${idOf('auditor')}`)
      assert.equal(last?.act, 'sign-in')
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
        'disable-person',
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
