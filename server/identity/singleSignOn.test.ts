// Single sign-on with a real provider over HTTP, on both engines.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { createTestApp } from '../../testing/application.ts'
import { type Browser, createBrowser, member } from '../../testing/browser.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { CLIENT, type Provider, startProvider } from '../../testing/oidcProvider.ts'
import { createPeople, type People } from '../../testing/people.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { audit, person } from '../db/tables.ts'
import { JOB, transact } from '../db/transact.ts'
import { createSingleSignOn } from './singleSignOn.ts'

const redirectUri = 'http://localhost/api/single-sign-on/return'

after(stopTestServer)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const clock = { now: new Date('2026-03-02T01:00:00Z') }
  let provider: Provider
  let app: ReturnType<typeof createTestApp>
  let people: People

  before(async () => {
    provider = await startProvider()
    people = await createPeople(database, clock.now)
    const singleSignOn = createSingleSignOn({ issuer: provider.issuer, ...CLIENT, redirectUri })
    app = createTestApp(database, clock, { singleSignOn })
    await know('handler', 'u-1')
    await know('payer', 'u-2')
  })
  after(() => provider.close())

  const know = (login: string, ssoSubject: string, ssoIssuer = provider.issuer) =>
    transact(database, { actor: JOB, now: clock.now }, (tx) =>
      tx.update(person).set({ ssoIssuer, ssoSubject }).where(eq(person.login, login)),
    )

  /** To the provider and back, as far as the address that the provider sends the browser to. */
  async function goThere(browser: Browser, returnTo = '/'): Promise<string> {
    const away = await browser.send('GET', `/api/single-sign-on?returnTo=${encodeURIComponent(returnTo)}`)
    assert.equal(away.status, 302, JSON.stringify(away.body))
    const there = await fetch(away.headers.get('Location') ?? '', { redirect: 'manual' })
    await there.text()
    const back = new URL(there.headers.get('Location') ?? '')
    assert.equal(back.origin + back.pathname, redirectUri)
    return back.pathname + back.search
  }

  const failed = async (browser: Browser, path: string): Promise<void> => {
    const answer = await browser.send('GET', path)
    assert.deepEqual([answer.status, answer.code], [401, 'single-sign-on-failed'])
    assert.equal(member((await browser.send('GET', '/api/session')).body, 'kind'), 'nobody')
  }

  suite(`single sign-on on ${name}`, () => {
    test('whoever the provider knows is signed in, with state, nonce and PKCE, and goes on where they were', async () => {
      const browser = createBrowser(app)
      assert.deepEqual((await browser.send('GET', '/api/session')).body, {
        kind: 'nobody',
        singleSignOn: true,
      })
      const back = await browser.send('GET', await goThere(browser, '/policies?q=贴息'))
      assert.equal(back.status, 302)
      assert.equal(decodeURI(back.headers.get('Location') ?? ''), '/policies?q=贴息')
      const who = (await browser.send('GET', '/api/session')).body
      assert.equal(member(member(who, 'person'), 'login'), 'handler')
      assert.equal(member(who, 'next'), 'nothing')
      const asked = provider.asked.at(-1)
      assert.equal(asked?.get('code_challenge_method'), 'S256')
      for (const each of ['state', 'nonce', 'code_challenge'])
        assert.ok((asked?.get(each)?.length ?? 0) >= 43, each)
      const [row] = await transact(database, { actor: JOB, now: clock.now }, (tx) =>
        tx
          .select()
          .from(audit)
          .where(eq(audit.object, `person ${people.ids.get('handler')}`)),
      )
      assert.deepEqual(JSON.parse(row?.content ?? ''), { address: '10.0.0.1', by: 'single-sign-on' })
    })

    test('it is no second factor', async () => {
      provider.subject = 'u-2'
      const browser = createBrowser(app)
      await browser.send('GET', await goThere(browser))
      assert.equal(member((await browser.send('GET', '/api/session')).body, 'next'), 'enrol')
      provider.subject = 'u-1'
    })

    test('whoever is unknown here, known to another provider, or disabled is not signed in', async () => {
      const browser = createBrowser(app)
      provider.subject = 'u-9'
      await failed(browser, await goThere(browser))
      await know('owner', 'u-9', 'https://another.example')
      await failed(browser, await goThere(browser))
      await know('owner', 'u-9')
      await transact(database, { actor: JOB, now: clock.now }, (tx) =>
        tx.update(person).set({ disabledAt: clock.now }).where(eq(person.login, 'owner')),
      )
      await failed(browser, await goThere(browser))
      provider.subject = 'u-1'
    })

    test('what comes back counts once, in the browser that went, within ten minutes', async () => {
      const [browser, other] = [createBrowser(app), createBrowser(app)]
      const path = await goThere(browser)
      await failed(other, path)
      assert.equal((await browser.send('GET', path)).status, 302)
      await browser.send('DELETE', '/api/session')
      const replaying = createBrowser(app)
      await failed(replaying, path)

      const slow = await goThere(replaying)
      clock.now = new Date(clock.now.getTime() + 11 * 60_000)
      await failed(replaying, slow)
    })

    test('another state, a code of somebody else, or an error of the provider is refused', async () => {
      const browser = createBrowser(app)
      await failed(browser, (await goThere(browser)).replace(/state=[^&]*/, 'state=other'))
      const stolen = /code=([^&]*)/.exec(await goThere(createBrowser(app)))?.[1] ?? ''
      await failed(browser, (await goThere(browser)).replace(/code=[^&]*/, `code=${stolen}`))
      await failed(browser, (await goThere(browser)).replace(/code=[^&]*/, 'error=access_denied'))
      await failed(browser, '/api/single-sign-on/return')
    })

    for (const [what, claims] of [
      ['another nonce', { nonce: 'other' }],
      ['another client', { aud: 'other' }],
      ['another issuer', { iss: 'https://other.example' }],
      ['a time that is over', { exp: 1_000_000 }],
      ['nobody', { sub: undefined }],
    ] as const)
      test(`an ID token for ${what} is refused`, async () => {
        const browser = createBrowser(app)
        provider.claims = claims
        await failed(browser, await goThere(browser))
        provider.claims = {}
      })

    test('an ID token that somebody else signed is refused', async () => {
      const browser = createBrowser(app)
      provider.forged = true
      await failed(browser, await goThere(browser))
      provider.forged = false
    })

    test('a provider that does not answer is said so, and asked again the next time', async () => {
      const settings = { issuer: 'http://127.0.0.1:9', ...CLIENT, redirectUri }
      const lonely = createBrowser(
        createTestApp(database, clock, { singleSignOn: createSingleSignOn(settings) }),
      )
      for (const path of ['/api/single-sign-on', '/api/single-sign-on']) {
        const answer = await lonely.send('GET', path)
        assert.deepEqual([answer.status, answer.code], [401, 'single-sign-on-failed'])
      }
    })
  })
}

runSuites()
