// What every walk does: watch for trouble, choose a made-up enterprise, keep a picture.
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Download, expect, type Page, type TestInfo } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'

const shots = join(import.meta.dirname, '../.build/shots')

/** The document that most walks look at: they name it, and hold whatever else the library comes to hold. */
export const specializedFirms = '渝北区促进“专精特新”中小企业发展若干政策措施'

/** The password of everybody in the database that the walks begin with. */
export const walkPassword = '巴山夜雨-Lantern-27'

/** Whoever was signed in is gone, as with a browser that was closed; the button for it has walks of its own. */
export async function leave(page: Page) {
  // What a page still asks for would be refused to nobody.
  await page.goto('about:blank')
  await page.context().clearCookies()
}

/** What a link brings to the browser's downloads; where nothing came, what the server says instead. */
export async function fileOf(page: Page, link: string | RegExp): Promise<Download> {
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: link }).click(),
  ])
  const failure = await file.failure()
  if (failure === null) return file
  const answer = await page.request.get(file.url())
  throw new Error(`${failure}: ${file.url()} answers ${answer.status()} ${await answer.text()}`)
}

/** Signs in as somebody of the first start, whoever was signed in before. */
export async function signIn(page: Page, login: string, title: string) {
  await typePassword(page, login)
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
}

async function typePassword(page: Page, login: string) {
  await leave(page)
  await page.goto('/sign-in')
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码').fill(walkPassword)
  await page.getByRole('button', { name: '登录' }).click()
}

/** Whose recovery codes are left: a code of the authenticator counts once in half a minute. */
type Codes = Record<string, string[]>
type Keeping = { readonly read: () => Promise<Codes>; readonly write: (codes: Codes) => Promise<void> }

/** The recovery codes of one server, for as long as its walks run. */
export function keptInMemory(): Keeping {
  let codes: Codes = {}
  return {
    read: async () => codes,
    write: async (next) => {
      codes = next
    },
  }
}

/** How people enter a server: whoever must binds an authenticator first, and gives a recovery code ever after. */
export function entrance({ read, write }: Keeping, now = () => Date.now()) {
  return async (page: Page, login: string, home: string | RegExp) => {
    await typePassword(page, login)
    const title = page.getByRole('heading', { level: 1 })
    await expect(title).not.toHaveText('登录', { timeout: 20_000 })
    const asked = await title.textContent()
    if (asked === '绑定动态口令') await write({ ...(await read()), [login]: await bind(page, now()) })
    if (asked === '输入动态口令') {
      const codes = await read()
      const [code = '', ...rest] = codes[login] ?? []
      await write({ ...codes, [login]: rest })
      await page.getByLabel('动态口令').fill(code)
      await page.getByRole('button', { name: '确认' }).click()
    }
    await expect(page.getByRole('heading', { name: home, level: 1 })).toBeVisible({ timeout: 20_000 })
  }
}

/** Binds an authenticator and copies down the recovery codes. */
async function bind(page: Page, timestamp: number): Promise<string[]> {
  const secret = ((await page.locator('.secret code').textContent()) ?? '').replaceAll(' ', '')
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp })
  await page.getByLabel('动态口令').fill(code)
  await page.getByRole('button', { name: '绑定' }).click()
  const codes = page.locator('.recovery-codes li')
  await expect(codes.first()).toBeVisible()
  const copied = await codes.allTextContents()
  await page.getByRole('button', { name: '已经抄好，继续' }).click()
  return copied
}

// Beside the database of the walks, and gone with it.
const recoveryFile = join(import.meta.dirname, '../.build/e2e-data/recovery-codes.json')

/** On the server that the walks share: somebody whose duty asks for a second factor, whichever walk comes next. */
export const signInTwice = entrance({
  read: async () => (existsSync(recoveryFile) ? JSON.parse(await readFile(recoveryFile, 'utf8')) : {}),
  write: (codes) => writeFile(recoveryFile, JSON.stringify(codes)),
})

/** Collects what must never happen on a page: errors, and questions to any host but ours. */
export function watch(page: Page, baseURL: string | undefined) {
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text())
  })
  page.on('request', (request) => {
    const { origin } = new URL(request.url())
    if (origin !== baseURL) troubles.push(`asked ${origin}`)
  })
  return { none: () => expect(troubles).toEqual([]) }
}

export async function openCheckup(page: Page) {
  await page.goto('/')
  await expect(page.getByRole('heading', { name: '政策体检', level: 1 })).toBeVisible()
}

export async function chooseSample(page: Page, id: string) {
  await openSamples(page)
  await page.getByLabel('填写方式', { exact: true }).selectOption(id)
  await settled(page)
}

export async function choosePlace(page: Page, district: string) {
  await page.getByRole('combobox', { name: '所在区县' }).first().selectOption({ label: district })
  await settled(page)
}

/** On a phone the samples and the day stand behind a line of text. */
export async function openSamples(page: Page) {
  const unfold = page.locator('.sample-fold:not([open]) > summary')
  if (await unfold.isVisible()) await unfold.click()
}

/** Leaves one document to check, so that a walk does not depend on what else the library holds. */
export async function onlyDocument(page: Page, title: string) {
  const filter = page.locator('.scope-documents')
  if ((await filter.getAttribute('aria-expanded')) === 'false') await filter.click()
  await page.getByRole('button', { name: `只查这份：${title}`, exact: true }).click()
  await filter.click()
  await settled(page)
}

/** The answer shown is that of what was typed last. */
export async function settled(page: Page) {
  await expect(page.locator('.answers')).toHaveAttribute('aria-busy', 'false')
}

/** On a phone the form is folded until it is wanted. */
export async function openForm(page: Page) {
  await expect(page.locator('.form-head').getByRole('heading')).toBeVisible()
  const unfold = page.getByRole('button', { name: '展开填写' })
  if (await unfold.isVisible()) await unfold.click()
}

export async function shoot(page: Page, testInfo: TestInfo, name: string, fullPage = false) {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: join(shots, `${testInfo.project.name}-${name}.png`), fullPage })
}

/** Nothing may stick out of a narrow window: a page that scrolls sideways is unreadable on a phone. */
export async function expectNoSidewaysScroll(page: Page) {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }))
  expect(content).toBeLessThanOrEqual(window)
}

/** Chooses an act among what can be done with the case that the page shows. */
export async function chooseAct(page: Page, name: string) {
  await page
    .getByRole('region', { name: /现在要您做的|可以办理/ })
    .getByRole('button', { name, exact: true })
    .click()
}

export async function expectCaseState(page: Page, name: string) {
  await expect(page.locator('.case-head .case-state')).toHaveText(name)
}
