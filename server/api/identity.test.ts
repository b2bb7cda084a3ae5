// Identity over HTTP, on both engines: cookies, forged requests, limits, and text that means harm elsewhere.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { compile } from '#lang'
import { createTestApp } from '../../testing/application.ts'
import { type Answer, type Browser, createBrowser, member } from '../../testing/browser.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import {
  createPeople,
  DEPARTMENT,
  PASSWORD,
  type People,
  readSecret,
  signInFully,
} from '../../testing/people.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { codeAt } from '../identity/totp.ts'
import { createApp } from './app.ts'
import { errorSchema } from './errors.ts'

after(stopTestServer)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)

  const clock = { now: new Date('2026-03-02T01:00:00Z') }
  const app = createTestApp(database, clock)
  const browser = (address?: string) => createBrowser(app, address)
  let people: People
  let system: Browser
  let security: Browser

  const credentials = (login: string, password = PASSWORD) => ({ login, password })
  const refused = (answer: Answer, status: number, code: string): void => {
    assert.deepEqual([answer.status, answer.code], [status, code], JSON.stringify(answer.body))
    assert.match(errorSchema.strict().parse(answer.body).error.message, /\p{Script=Han}.*。$/u)
  }
  const signedIn = async (login: string) => {
    const own = browser()
    await signInFully(own, login, clock.now)
    return own
  }

  suite(`identity over HTTP on ${name}`, () => {
    before(async () => {
      people = await createPeople(database, clock.now)
      system = await signedIn('system_admin')
      security = await signedIn('security_admin')
    })

    test('a session is a cookie that no script reads and no other site sends along', async () => {
      const own = browser()
      assert.deepEqual((await own.send('GET', '/api/session')).body, { kind: 'nobody', singleSignOn: false })
      const { status, body, headers } = await own.send('POST', '/api/session', credentials('owner'))
      assert.equal(status, 200)
      assert.match(headers.get('Set-Cookie') ?? '', /^duixian=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
      assert.equal(headers.get('Cache-Control'), 'no-store')
      const token = own.cookies.get('duixian') ?? ''
      assert.ok(!JSON.stringify(body).includes(token))
      const who = await own.send('GET', '/api/session')
      assert.deepEqual(member(member(who.body, 'person'), 'login'), 'owner')
      assert.deepEqual(member(who.body, 'authorities'), [
        {
          ...{ subject: { id: people.first, name: '甲公司' }, kind: 'owner', until: null },
          scopes: ['view', 'apply', 'confirm', 'account', 'grant'],
        },
      ])
      const out = await own.send('DELETE', '/api/session')
      assert.match(out.headers.get('Set-Cookie') ?? '', /Max-Age=0/)
      own.cookies.set('duixian', token)
      assert.equal(
        member((await own.send('GET', '/api/session')).body, 'kind'),
        'nobody',
        'the old cookie is worth nothing',
      )
    })

    test('over TLS the cookie is bound to it and to the host, and browsers are told to stay', async () => {
      const front = { behindProxy: true, publicUrl: new URL('https://dx.example.cn') }
      const secure = createBrowser(createTestApp(database, clock, { front }))
      const fromPage = { Origin: 'https://dx.example.cn' }
      const { headers } = await secure.send('POST', '/api/session', credentials('owner'), fromPage)
      assert.match(
        headers.get('Set-Cookie') ?? '',
        /^__Host-duixian=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      )
      assert.equal(headers.get('Strict-Transport-Security'), 'max-age=15552000')
      refused(await secure.send('POST', '/api/session', credentials('owner')), 403, 'forged-request')
      const plain = await browser().send('GET', '/api/session')
      assert.equal(plain.headers.get('Strict-Transport-Security'), null)
      for (const [header, value] of [
        ['Content-Security-Policy', /frame-ancestors 'none'/],
        ['X-Content-Type-Options', /^nosniff$/],
        ['Referrer-Policy', /^same-origin$/],
        ['X-Frame-Options', /^DENY$/],
      ] as const)
        assert.match(plain.headers.get(header) ?? '', value)
    })

    test('a session that was put into the browser before does not become somebody’s', async () => {
      const own = browser()
      await own.send('POST', '/api/session', credentials('stranger'))
      const planted = own.cookies.get('duixian') ?? ''
      await own.send('POST', '/api/session', credentials('owner'))
      assert.notEqual(own.cookies.get('duixian'), planted)
      const thief = browser()
      for (const token of [planted, 'a'.repeat(43)]) {
        thief.cookies.set('duixian', token)
        assert.equal(member((await thief.send('GET', '/api/session')).body, 'kind'), 'nobody')
      }
    })

    test('a change needs the form token and a page of ours', async () => {
      const own = await signedIn('owner')
      const grant = { login: 'helper', name: 'x', kind: 'member', scopes: ['view'] }
      const path = `/api/subjects/${people.first}/members`
      const { formToken = '' } = own
      for (const headers of [
        { 'X-Form-Token': '' },
        { 'X-Form-Token': `${formToken.slice(0, -1)}_` },
        { 'X-Form-Token': own.cookies.get('duixian') ?? '' },
        { Origin: 'https://evil.example' },
        { Origin: 'null' },
        { Origin: 'http://localhost.evil.example' },
        { 'Sec-Fetch-Site': 'cross-site' },
        { 'Sec-Fetch-Site': 'same-site' },
      ])
        refused(await own.send('POST', path, grant, headers), 403, 'forged-request')
      refused(
        await own.send('DELETE', '/api/session', undefined, { 'X-Form-Token': '' }),
        403,
        'forged-request',
      )
      refused(await own.send('POST', path, grant), 404, 'unknown-person')
      refused(
        await browser().send('POST', '/api/session', credentials('owner'), {
          Origin: 'https://evil.example',
        }),
        403,
        'forged-request',
      )
      const other = await signedIn('stranger')
      refused(
        await own.send('POST', path, grant, { 'X-Form-Token': other.formToken ?? '' }),
        403,
        'forged-request',
      )
      const form = await own.send('POST', path, 'login=x', {
        'Content-Type': 'application/x-www-form-urlencoded',
      })
      refused(form, 415, 'wrong-media-type')
    })

    test('a payer binds an authenticator first; the session goes on under a new token', async () => {
      const own = browser()
      const { body } = await own.send('POST', '/api/session', credentials('payer'))
      assert.equal(member(body, 'next'), 'enrol')
      refused(await own.send('GET', '/api/departments'), 403, 'unfinished-sign-in')
      refused(
        await own.send('POST', '/api/session/second-factor', { code: '123456' }),
        403,
        'unfinished-sign-in',
      )
      const secret = readSecret((await own.send('POST', '/api/second-factor')).body)
      refused(
        await own.send('POST', '/api/second-factor/confirmation', { code: '１２３４５６' }),
        422,
        'wrong-code',
      )
      const before = own.cookies.get('duixian') ?? ''
      const confirmed = await own.send('POST', '/api/second-factor/confirmation', {
        code: codeAt(secret, clock.now),
      })
      assert.equal(confirmed.status, 200)
      assert.notEqual(own.cookies.get('duixian'), before)
      assert.equal((await own.send('GET', '/api/departments')).status, 200)
      refused(await own.send('POST', '/api/second-factor'), 409, 'second-factor-exists')

      const again = browser()
      await again.send('POST', '/api/session', credentials('payer'))
      refused(await again.send('GET', '/api/departments'), 403, 'unfinished-sign-in')
      refused(
        await again.send('POST', '/api/password', { old: PASSWORD, wanted: '两江汇流处的灯火与雾A1' }),
        403,
        'unfinished-sign-in',
      )
      const replayed = await again.send('POST', '/api/session/second-factor', {
        code: codeAt(secret, clock.now),
      })
      refused(replayed, 422, 'wrong-code')
      clock.now = new Date(clock.now.getTime() + 30_000)
      const passed = await again.send('POST', '/api/session/second-factor', {
        code: codeAt(secret, clock.now),
      })
      assert.equal(member(passed.body, 'next'), 'nothing')
    })

    test('guesses are locked out, with the same words for a login that nobody has', async () => {
      const words = new Set<string>()
      for (const login of ['agent', 'nobody-at-all']) {
        for (let i = 0; i < 5; i++)
          refused(
            await browser(`10.1.0.${i}`).send('POST', '/api/session', credentials(login, 'x')),
            401,
            'wrong-credentials',
          )
        const locked = await browser('10.1.0.9').send('POST', '/api/session', credentials(login))
        refused(locked, 429, 'locked')
        words.add(JSON.stringify(locked.body))
      }
      assert.equal(words.size, 1)
    })

    test('a new password ends all sessions, this one too', async () => {
      const [own, elsewhere] = [await signedIn('reviewer'), await signedIn('reviewer')]
      const change = (old: string, wanted: string) => own.send('POST', '/api/password', { old, wanted })
      refused(await change(PASSWORD, 'Password1234'), 422, 'weak-password')
      assert.equal((await change(PASSWORD, '两江汇流处的灯火与雾A1')).status, 200)
      assert.equal(own.cookies.size, 0)
      refused(await elsewhere.send('GET', '/api/departments'), 401, 'not-signed-in')
      refused(await own.send('POST', '/api/session', credentials('reviewer')), 401, 'wrong-credentials')
    })

    test('text that is SQL or HTML elsewhere is stored as it is and answered as JSON', async () => {
      const owner = await signedIn('owner')
      const nasty = [
        `Robert'); DROP TABLE person;--`,
        `' OR '1'='1`,
        `<script>alert(1)</script>`,
        `"><img src=x onerror=alert(1)>`,
        ['$', '{7*7}{{7*7}}%s%n'].join(''),
        `\\'; SELECT pg_sleep(10);--`,
        '../../etc/passwd',
        '=HYPERLINK("http://evil")',
        '😀‮txt.exe',
      ]
      for (const [i, text] of nasty.entries()) {
        const login = `nasty${i}`
        const made = await system.send('POST', '/api/persons', {
          login,
          name: text,
          singleSignOn: { issuer: text, subject: text },
        })
        assert.equal(made.status, 200, JSON.stringify(made.body))
        const id = member(made.body, 'id')
        const listed = await system.send('GET', '/api/persons')
        assert.equal(listed.headers.get('Content-Type'), 'application/json')
        const row = Array.isArray(listed.body)
          ? listed.body.find((each) => member(each, 'id') === id)
          : undefined
        assert.equal(member(row, 'name'), text)
        assert.equal((await system.send('POST', `/api/persons/${id}/phone`, { reason: text })).status, 200)
        refused(await system.send('POST', '/api/persons', { login: text, name: 'x' }), 400, 'wrong-shape')
        refused(
          await browser(`10.2.0.${i}`).send('POST', '/api/session', { login: text, password: text }),
          401,
          'wrong-credentials',
        )
        const token = { name: text, department: DEPARTMENT, scopes: ['evaluate'], days: 1 }
        assert.equal((await security.send('POST', '/api/tokens', token)).status, 200)
        refused(
          await security.send('POST', '/api/tokens', { ...token, department: text }),
          404,
          'unknown-department',
        )
        const duty = { person: id, role: 'handler', department: text }
        refused(await security.send('POST', '/api/duties', duty), 404, 'unknown-department')
        refused(await security.send('POST', '/api/duties', { ...duty, role: text }), 400, 'wrong-shape')
        const grant = { login, name: text, kind: 'member', scopes: ['view'] }
        const members = `/api/subjects/${people.first}/members`
        assert.equal((await owner.send('POST', members, grant)).status, 200)
        refused(await owner.send('POST', members, { ...grant, login: text }), 404, 'unknown-person')
        refused(await owner.send('POST', members, { ...grant, scopes: [text] }), 400, 'wrong-shape')
        refused(await owner.send('POST', members, { ...grant, until: text }), 400, 'wrong-shape')
        refused(await owner.send('DELETE', `${members}/${encodeURIComponent(text)}`), 400, 'wrong-shape')
        const go = await browser().send('GET', `/api/single-sign-on?returnTo=${encodeURIComponent(text)}`)
        assert.equal(go.status, 400)
      }
      const tokens = await security.send('GET', '/api/tokens')
      assert.deepEqual(Array.isArray(tokens.body) && tokens.body.map((each) => member(each, 'name')), nasty)
      for (const text of ['a\u0000b', 'a\nb', '\ud800', ' a', '', 'x'.repeat(65)])
        refused(await system.send('POST', '/api/persons', { login: 'fine', name: text }), 400, 'wrong-shape')
      refused(
        await system.send('POST', '/api/persons', { login: 'fine', name: 'x', role: 'payer' }),
        400,
        'wrong-shape',
      )
      for (const path of [
        '/api/persons/0/password',
        '/api/persons/1e3/password',
        '/api/persons/99999999999999999999/password',
      ])
        refused(await system.send('POST', path), 400, 'wrong-shape')
    })

    test('a body is refused when it is larger than requests of its kind are', async () => {
      const own = browser()
      const huge = (size: number) => ({ login: 'owner', password: 'x'.repeat(size) })
      refused(await own.send('POST', '/api/session', huge(17 * 1024)), 413, 'too-large')
      refused(await own.send('POST', '/api/session', huge(2000)), 400, 'wrong-shape')
      refused(await own.send('POST', '/api/evaluate', huge(1024 * 1024)), 413, 'too-large')
      refused(await own.send('POST', '/api/evaluate', huge(17 * 1024)), 400, 'wrong-shape')
    })

    test('one address cannot ask without end, and others do not notice', async () => {
      const limited = createTestApp(database, clock, { limits: { requests: 20, signIns: 3 } })
      const [many, few] = [createBrowser(limited, '10.3.0.1'), createBrowser(limited, '10.3.0.2')]
      for (let i = 0; i < 3; i++)
        refused(
          await many.send('POST', '/api/session', credentials(`rate${i}`, 'x')),
          401,
          'wrong-credentials',
        )
      const fourth = await many.send('POST', '/api/session', credentials('rate3', 'x'))
      refused(fourth, 429, 'too-many-requests')
      assert.equal(fourth.headers.get('Retry-After'), '60')
      for (let i = 0; i < 16; i++) assert.equal((await many.send('GET', '/api/session')).status, 200)
      refused(await many.send('GET', '/api/samples'), 429, 'too-many-requests')
      assert.equal((await few.send('GET', '/api/samples')).status, 200)
      clock.now = new Date(clock.now.getTime() + 60_000)
      assert.equal((await many.send('GET', '/api/samples')).status, 200)
    })

    test('another system asks with its token, in a header and not in a cookie', async () => {
      const grant = { name: '区企业服务平台', department: DEPARTMENT, scopes: ['evaluate'], days: 30 }
      const issued = await security.send('POST', '/api/tokens', grant)
      const token = String(member(issued.body, 'token'))
      const bearer = (text: string) => ({ Authorization: `Bearer ${text}` })
      const asked = await browser().send('GET', '/api/token', undefined, bearer(token))
      assert.equal(member(asked.body, 'name'), '区企业服务平台')
      refused(await browser().send('GET', '/api/token'), 401, 'not-signed-in')
      refused(await browser().send('GET', '/api/token', undefined, bearer('x')), 401, 'not-signed-in')
      refused(await security.send('GET', '/api/token'), 401, 'not-signed-in')
      refused(await browser().send('GET', '/api/tokens', undefined, bearer(token)), 401, 'not-signed-in')
      const listed = await security.send('GET', '/api/tokens')
      assert.ok(!JSON.stringify(listed.body).includes(token))
      assert.equal((await security.send('DELETE', `/api/tokens/${member(issued.body, 'id')}`)).status, 200)
      refused(await browser().send('GET', '/api/token', undefined, bearer(token)), 401, 'not-signed-in')
    })

    test('without a database the public calls answer as before, and nobody can sign in', async () => {
      const parts = { ...compile([]), samples: [], webFolder: '/nowhere', clock: () => clock.now }
      const open = createBrowser(createApp(parts))
      assert.equal((await open.send('GET', '/api/samples')).status, 200)
      refused(await open.send('POST', '/api/session', credentials('owner')), 404, 'not-found')
    })
  })
}

runSuites()
