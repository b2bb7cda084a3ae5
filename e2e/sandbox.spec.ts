import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { expectNoSidewaysScroll, shoot, watch } from './page.ts'

const scope = 'population=sample&at=2026-01-01'
const firms = `${scope}&policies=${encodeURIComponent('["yubei-2021-13"]')}`
const award = 'first-above-scale-award'

// The first start makes the sample, and the first run reads its columns.
test.beforeEach(() => test.setTimeout(120_000))

async function open(page: Page, query: string) {
  await page.goto(`/sandbox?${query}`)
  await expect(page.getByRole('combobox', { name: '数据集' })).toBeVisible({ timeout: 60_000 })
}

async function expectWorkbook(page: Page, press: () => Promise<void>, sheet: string) {
  const downloading = page.waitForEvent('download')
  await press()
  const download = await downloading
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/)
  const bytes = (await readFile(await download.path())).toString('latin1')
  expect(bytes.slice(0, 2)).toBe('PK')
  expect(bytes).toContain(sheet)
}

test('a population says that it is made up, and every number opens the list behind it', async ({
  page,
  baseURL,
}, testInfo) => {
  const trouble = watch(page, baseURL)
  await open(page, firms)
  await expect(page.getByText('这些主体是按公开的比例虚构的')).toBeVisible()
  const costs = page.getByRole('region', { name: '各事项的金额' })
  await expect(costs.getByRole('img', { name: /^条形图/ }).first()).toBeVisible({ timeout: 60_000 })
  await expect(costs.locator('svg')).toBeVisible()
  await shoot(page, testInfo, 'sandbox')
  await costs.getByRole('button', { name: '看表格' }).click()
  const row = costs.getByRole('row', { name: /首次上规奖励/ })
  const count = row.getByRole('link', { name: /打开名单：首次上规奖励 确定金额/ })
  const wanted = (await count.textContent()) ?? ''
  await count.click()
  const list = page.getByRole('dialog')
  await expect(list).toContainText(`共 ${wanted} 家`)
  await expect(list.getByRole('row', { name: /合成企业.*确定 15万元/ }).first()).toBeVisible()
  await shoot(page, testInfo, 'sandbox-list')
  await expectWorkbook(
    page,
    () => list.getByRole('button', { name: '导出全部（Excel）' }).click(),
    'xl/worksheets/sheet1.xml',
  )
  await page.keyboard.press('Escape')
  await expect(list).toBeHidden()
  await expectNoSidewaysScroll(page)
  trouble.none()
})

test('an item says why not, what is missing and where', async ({ page }, testInfo) => {
  await open(page, `${scope}&tab=item&item=rent-subsidy-private`)
  await expect(page.getByText('资料齐全即可免申即享')).toBeVisible({ timeout: 60_000 })
  await page.getByRole('tab', { name: '规模' }).click()
  await expect(page.getByRole('heading', { name: '按规模的家数' })).toBeVisible()
  await expect(page).toHaveURL(/group=size/)
  await shoot(page, testInfo, 'sandbox-item', true)
  await expectNoSidewaysScroll(page)
})

test('a number of the text is moved, and winners and losers follow; the reform is saved and shared', async ({
  page,
}, testInfo) => {
  await open(page, `${scope}&tab=reform&item=${award}`)
  await expect(page.getByText('下面改的是假设，不是文件')).toBeVisible()
  const amount = page.getByLabel(/^假设：金额/)
  await amount.fill('20万元')
  const card = page.getByRole('article', { name: '首次上规奖励' })
  await expect(card.getByRole('link', { name: /打开名单：受益/ })).toBeVisible({ timeout: 60_000 })
  await expect(card.getByRole('link', { name: /打开名单：受损/ })).toBeHidden()

  await amount.fill('10万元')
  await expect(card.getByRole('link', { name: /打开名单：受损/ })).toBeVisible()
  await amount.fill('10件')
  await expect(page.getByText(/「10件」的单位是件/)).toBeVisible()
  await amount.fill('10万元')
  await expect(page.getByText(/「10件」的单位是件/)).toBeHidden()
  await shoot(page, testInfo, 'sandbox-reform', true)
  await expectNoSidewaysScroll(page)

  const title = `上规奖励减到十万 ${testInfo.project.name} ${Date.now()}`
  const saved = page.getByRole('region', { name: '存下的假设' })
  await saved.getByLabel('名称').fill(title)
  await saved.getByRole('button', { name: '存下这个假设' }).click()
  await expect(saved.getByRole('link', { name: `打开：${title}` })).toBeVisible()

  await page.reload()
  await expect(page.getByLabel(/^假设：金额/)).toHaveValue('10万元')
  await expect(card.getByRole('link', { name: /打开名单：受损/ })).toBeVisible({ timeout: 60_000 })
  await expectWorkbook(
    page,
    () => page.getByRole('button', { name: '导出对比（Excel）' }).click(),
    'xl/worksheets/sheet2.xml',
  )
  await saved.getByRole('button', { name: `删除：${title}` }).click()
  await expect(saved.getByRole('link', { name: `打开：${title}` })).toBeHidden()
})

test('a threshold shows those just short of it and those just past it', async ({ page }, testInfo) => {
  await open(page, `${scope}&tab=reform&item=rent-relief-state-owned`)
  await page.getByRole('button', { name: '看断崖' }).first().click()
  const cliff = page.getByRole('region', { name: /^断崖：/ })
  await expect(cliff.getByText(/竖线左边一格/)).toBeVisible({ timeout: 60_000 })
  await cliff.getByRole('button', { name: '看表格' }).click()
  await expect(cliff.getByRole('table').first()).toBeVisible()
  await shoot(page, testInfo, 'sandbox-cliff')
})
