import { expect, type Locator, type Page, test } from '@playwright/test'
import { openCheckup } from './page.ts'

/** Presses Tab until an element has the focus, as a person without a mouse does. */
async function tabTo(page: Page, target: Locator, most = 150) {
  for (let presses = 0; presses < most; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}

test('the whole check-up works without a mouse', async ({ page }) => {
  await openCheckup(page)

  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: '跳到正文' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('main')).toBeFocused()

  await page.keyboard.press('Tab')
  const sample = page.getByLabel('企业', { exact: true })
  await expect(sample).toBeFocused()
  for (let presses = 0; presses < 4; presses++) await page.keyboard.press('ArrowDown')
  await expect(sample).toHaveValue('missing-fact')

  const box = page.locator('.next-question')
  await tabTo(page, box.getByRole('textbox'))
  await page.keyboard.type('26')
  await page.keyboard.press('Enter')
  await expect(box.getByRole('heading')).toBeFocused()
  const card = page.getByRole('article', { name: '国有厂房租金减免' })
  await expect(card.locator('.outcome').first()).toHaveText('符合')

  const clause = card.getByRole('button', { name: '查看条款：国有厂房租金减免' })
  await tabTo(page, clause)
  const outline = await clause.evaluate((element) => getComputedStyle(element).outlineStyle)
  expect(outline).toBe('solid')
  await page.keyboard.press('Enter')
  const drawer = page.getByRole('dialog')
  await expect(drawer).toBeVisible()
  await expect.poll(() => drawer.evaluate((element) => element.contains(document.activeElement))).toBe(true)
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  await expect(clause).toBeFocused()
})

test('a person without a mouse can leave the form and reach the end of the page', async ({ page }) => {
  await openCheckup(page)
  const last = page.getByRole('button', { name: /^不适用于这家企业/ })
  await page.getByLabel('企业', { exact: true }).focus()
  await tabTo(page, last, 400)
})

test('phrases of a document light up their rule by keyboard', async ({ page }) => {
  await page.goto('/policies/yubei-2024-34#3')
  const phrase = page.locator('.article-target .phrase').first()
  await phrase.focus()
  await expect(page.locator('.rule-lit').first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.locator('.rule:focus')).toHaveCount(1)
})
