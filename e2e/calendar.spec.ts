import { expect, test } from '@playwright/test'
import { expectNoSidewaysScroll, shoot, watch } from './page.ts'

test('what has a date stands in a picture and in a table, and leads to its article', async ({
  page,
  baseURL,
}, testInfo) => {
  const trouble = watch(page, baseURL)
  await page.goto('/calendar?policy=yubei-2024-34')
  const picture = page.getByRole('region', { name: '时间线' })
  await expect(picture.locator('.bar-document')).toHaveClass(/bar-from-inferred/)
  await expect(picture.locator('.bar-document')).toHaveClass(/bar-to-unstated/)
  await expect(picture).toContainText('六税两费减征')
  await shoot(page, testInfo, 'calendar')
  await expectNoSidewaysScroll(page)

  const table = page.getByRole('region', { name: /^全部日期/ })
  const row = table.locator('tr').filter({ hasText: '六税两费减征' })
  await expect(row).toContainText('2022年1月1日')
  await expect(row).toContainText('2024年12月31日')
  await row.getByRole('link').click()
  await expect(page.getByRole('region', { name: '8. 切实减税减负' })).toBeInViewport()
  trouble.none()
})

test('a mark of the picture leads to its row; the dates of a sample can be added', async ({ page }) => {
  await page.goto('/calendar?policy=yubei-2024-34')
  await page.getByRole('link', { name: /^目标 \d+ 项，2025年12月31日/ }).click()
  await expect(page.locator('tr:target')).toBeInViewport()
  await page.getByLabel('加上一家企业的日期').selectOption('exact-award')
  await expect(page.getByRole('region', { name: '这家企业的日期' }).getByRole('img').first()).toBeVisible()
})

test('the calendar is a file for calendar programs', async ({ page }) => {
  await page.goto('/calendar')
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载日历文件（ics）' }).click()
  expect((await downloading).suggestedFilename()).toBe('政策日历.ics')
})
