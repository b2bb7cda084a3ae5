import { expect, type Page, test } from '@playwright/test'
import { expectNoSidewaysScroll, shoot, watch } from './page.ts'

/** On a phone the filters are folded until they are wanted. */
async function openFilters(page: Page) {
  await expect(page.getByRole('searchbox')).toBeVisible()
  const subject = page.getByLabel('给予对象')
  if (!(await subject.isVisible())) await page.locator('.filters summary').click()
}

test('a question finds the article: words marked, the exact phrase first, a link into the document', async ({
  page,
  baseURL,
}, testInfo) => {
  const trouble = watch(page, baseURL)
  await page.goto('/policies')
  await page.getByRole('searchbox', { name: '检索原文和规则' }).fill('国有厂房租金')
  const first = page.locator('.hit').first()
  await expect(first).toContainText('国有厂房租金减免')
  await expect(first.locator('mark').first()).toHaveText('国有厂房租金')
  await expect(page).toHaveURL(/q=/)
  await shoot(page, testInfo, 'library-hits')
  await expectNoSidewaysScroll(page)

  await first.getByRole('link', { name: '见 3. 保障生产用房' }).click()
  await expect(page).toHaveURL(/\/policies\/yubei-2024-34#article-3$/)
  await expect(page.getByRole('region', { name: '3. 保障生产用房' })).toBeInViewport()

  await page.goBack()
  await expect(page.getByRole('searchbox')).toHaveValue('国有厂房租金')
  await page.locator('.hit').first().getByRole('link', { name: '国有厂房租金减免' }).click()
  await expect(page.getByRole('region', { name: '事项 国有厂房租金减免' })).toBeInViewport()
  trouble.none()
})

test('filters come from the library, stand in the address, and can be taken back', async ({
  page,
}, testInfo) => {
  await page.goto('/policies')
  await openFilters(page)
  await page.getByLabel('给予对象').selectOption('园区')
  await expect(page).toHaveURL(/subject=/)
  await expect(page.locator('.hit').first()).toContainText('园区')
  await expect(page.locator('.hit-article')).toHaveCount(0)
  await page.reload()
  await expect(page.locator('.hit').first()).toContainText('园区')
  await shoot(page, testInfo, 'library-filters')

  await openFilters(page)
  await expect(page.getByLabel('给予对象')).toHaveValue('园区')
  await page.getByRole('button', { name: '清除条件' }).click()
  await expect(page).toHaveURL(/\/policies$/)
  await expect(page.locator('.policy-list > li').first()).toBeVisible()
})

test('the validity of documents is that of the chosen day, and repealed ones are named', async ({ page }) => {
  await page.goto('/policies?at=2020-01-01')
  const cards = page.locator('.policy-list > li')
  await expect(cards.first()).toBeVisible()
  const plan = cards.filter({ hasText: '渝北府办发〔2024〕34号' }).first()
  await expect(plan).toContainText('尚未施行')
  await expect(plan).toContainText('渝北府办发〔2022〕38号（不在库中）')
  await expect(plan.locator('.inferred').first()).toHaveText('推定')

  await page.goto('/policies?at=2025-06-01&valid=inForce')
  await expect(cards.filter({ hasText: '渝北府办发〔2024〕34号' }).first()).toContainText('在有效期')
  await page.goto('/policies?at=2020-01-01&valid=inForce&district=渝北区')
  await expect(page.getByText('没有符合这些条件的文件。')).toBeVisible()
})

test('what is not there is said so, and an odd address breaks nothing', async ({ page, baseURL }) => {
  const trouble = watch(page, baseURL)
  await page.goto('/policies?q=龘靐齉')
  await expect(page.getByText('没有找到。换一个说法，或者放宽筛选条件。')).toBeVisible()
  await page.goto('/policies?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E&x=1')
  await expect(page.getByRole('heading', { name: /^找到/ })).toBeVisible()
  trouble.none()
})
