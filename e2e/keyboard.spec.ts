import { expect, type Locator, type Page, test } from '@playwright/test'
import { onlyDocument, openCheckup, openForm, openSamples, specializedFirms, walkPassword } from './page.ts'

/** Presses Tab until an element has the focus, as a person without a mouse does. */
async function tabTo(page: Page, target: Locator, most = 150) {
  for (let presses = 0; presses < most; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}

async function press(page: Page, target: Locator, key: string) {
  await tabTo(page, target)
  await page.keyboard.press(key)
}

test('the whole check-up works without a mouse', async ({ page }) => {
  await openCheckup(page)

  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: '跳到正文' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.locator('main')).toBeFocused()

  await page.keyboard.press('Tab')
  await expect(page.getByLabel('谁来申报')).toBeFocused()
  await press(page, page.locator('.scope-documents'), 'Enter')
  await press(page, page.getByRole('button', { name: `只查这份：${specializedFirms}` }), 'Enter')
  await expect(page.locator('.scope-documents')).toContainText('份中的 1 份')

  const fold = page.locator('.sample-fold > summary')
  if (await fold.isVisible()) await press(page, fold, 'Enter')
  const sample = page.getByLabel('填写方式', { exact: true })
  await tabTo(page, sample)
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
  await onlyDocument(page, specializedFirms)
  await openSamples(page)
  await page.getByLabel('填写方式', { exact: true }).focus()
  // Every stop on the way: a form that caught the focus would never bring it to the answers.
  await tabTo(page, page.getByRole('link', { name: /^\d+ 项$/ }).first())
  await tabTo(page, page.locator('.answers button').last(), 400)
})

test('a field is searched for, filled in and left without a mouse', async ({ page }) => {
  await openCheckup(page)
  await onlyDocument(page, specializedFirms)
  await openForm(page)
  const search = page.getByRole('searchbox')
  await search.focus()
  await page.keyboard.type('主营业务收入增速')
  const field = page.locator('#field-上年度主营业务收入增速')
  await tabTo(page, field)
  await page.keyboard.type('18')
  await page.keyboard.press('Shift+Tab')
  await expect(page.getByText('已填 1 项')).toBeVisible()

  // What was answered stays in sight, though its group is folded.
  await search.fill('')
  await expect(field).toHaveValue('18')
  const others = page.getByRole('button', { name: /^其他问题（\d+）/ })
  await press(page, others, 'Enter')
  await expect(others).toHaveAttribute('aria-expanded', 'true')
  await expect(others).toBeFocused()
})

test('phrases of a document light up their rule by keyboard', async ({ page }) => {
  await page.goto('/policies/yubei-2024-34#article-3')
  const phrase = page.locator('.article-target .phrase').first()
  await phrase.focus()
  await expect(page.locator('.rule-lit').first()).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.locator('.rule:focus')).toHaveCount(1)
})

test('an officer signs in, does alike cases together and opens one without a mouse', async ({ page }) => {
  await page.goto('/sign-in')
  await tabTo(page, page.getByLabel('登录名'))
  await page.keyboard.type('handler')
  await tabTo(page, page.getByLabel('密码'))
  await page.keyboard.type(walkPassword)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible()

  await press(page, page.getByRole('checkbox', { name: '现在由我办的' }), 'Space')
  await expect(page).toHaveURL(/mine=/)
  const alike = page.getByRole('row').filter({ hasText: '系统集成服务补助' })
  await expect(alike).toHaveCount(2)
  await press(page, alike.nth(0).getByRole('checkbox'), 'Space')
  await expect(page.getByRole('row', { name: /一般技改扩能补助/ }).getByRole('checkbox')).toBeDisabled()
  await press(page, alike.nth(1).getByRole('checkbox'), 'Space')
  const batch = page.getByRole('region', { name: '批量办理选中的 2 件' })
  await press(page, batch.getByRole('button', { name: '受理', exact: true }), 'Enter')
  await press(page, batch.getByRole('button', { name: '确认受理' }), 'Enter')
  await expect(page.getByText('2 件都已办好。')).toBeVisible()

  await press(page, alike.nth(0).getByRole('link'), 'Enter')
  const acts = page.getByRole('region', { name: '可以办理' })
  await press(page, acts.getByRole('button', { name: '建议支持', exact: true }), 'Enter')
  await expect(page.getByLabel('意见（给后续经办人看，企业看不到）')).toBeVisible()
  await press(page, page.getByRole('button', { name: '退出' }), 'Enter')
  await expect(page.getByRole('link', { name: '登录' })).toBeVisible()
})
