import { expect, test } from '@playwright/test'

test('the first page names the product in Chinese and asks no other host for anything', async ({
  page,
  baseURL,
}, testInfo) => {
  const requested: string[] = []
  const errors: string[] = []
  page.on('request', (request) => requested.push(new URL(request.url()).origin))
  page.on('pageerror', (error) => errors.push(error.message))

  await page.goto('/')
  await expect(page).toHaveTitle('兑现')
  await expect(page.getByRole('heading', { name: '兑现' })).toBeVisible()
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: testInfo.outputPath('home.png') })

  expect([...new Set(requested)]).toEqual([baseURL])
  expect(errors).toEqual([])
})
