// What every walk does: watch for trouble, choose a made-up enterprise, keep a picture.
import { join } from 'node:path'
import { expect, type Page, type TestInfo } from '@playwright/test'

const shots = join(import.meta.dirname, '../.build/shots')

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
  await page.getByLabel('企业', { exact: true }).selectOption(id)
  await expect(page.locator('.answers')).toHaveAttribute('aria-busy', 'false')
}

/** On a phone the form is folded until it is wanted. */
export async function openForm(page: Page) {
  await expect(page.getByRole('heading', { name: '企业情况' })).toBeVisible()
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
