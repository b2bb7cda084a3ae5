import { readFile } from 'node:fs/promises'
import { expect, test } from '@playwright/test'
import { chooseSample, expectNoSidewaysScroll, openCheckup, shoot, watch } from './page.ts'

test('a reading is a question with its words, its alternatives, and what each of them pays', async ({
  page,
  baseURL,
}, testInfo) => {
  const trouble = watch(page, baseURL)
  await page.goto('/readings?policy=yubei-2024-34&sample=candidates-by-reading')
  const question = page.getByRole('listitem', { name: /社会厂房补贴的年度额度/ })
  await expect(question).toContainText('请示：区经济信息委')
  await expect(question).toContainText('「每家企业减免额度不超过 50 万元/年')
  const table = question.getByRole('table', { name: /社会厂房租金补贴/ })
  await expect(table.getByRole('row', { name: /^甲 单独适用50万元/ })).toContainText('36万元')
  await expect(table.getByRole('row', { name: /^乙 与国有渠道合并/ })).toContainText('20万元')
  await shoot(page, testInfo, 'readings')
  await question.scrollIntoViewIfNeeded()
  await shoot(page, testInfo, 'reading')
  await expectNoSidewaysScroll(page)

  await question.getByRole('link', { name: '3. 保障生产用房' }).click()
  await expect(page.getByRole('region', { name: '3. 保障生产用房' })).toBeInViewport()
  trouble.none()
})

test('readings are filtered by authority and reckoned for a chosen enterprise, also one’s own', async ({
  page,
}) => {
  await page.goto('/readings')
  const authority = page.getByLabel('请示机关')
  await authority.selectOption('区金融服务办')
  await expect(page).toHaveURL(/authority=/)
  for (const text of await page.locator('.question > .rule-small').allTextContents()) {
    if (text.includes('请示')) expect(text).toContain('请示：区金融服务办')
  }

  await openCheckup(page)
  await chooseSample(page, 'candidates-by-reading')
  await page.goto('/readings?policy=yubei-2024-34')
  await page.getByLabel('按谁的情况测算').selectOption('own')
  await expect(page.locator('.difference').first()).toBeVisible()
})

test('the letter of an authority is a file that Word opens', async ({ page }) => {
  await page.goto('/readings?policy=yubei-2024-34')
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载给区经济信息委的请示' }).click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('口径请示-渝北府办发〔2024〕34号-区经济信息委.docx')
  const bytes = await readFile(await download.path())
  expect(bytes.toString('latin1', 0, 2)).toBe('PK')
})
