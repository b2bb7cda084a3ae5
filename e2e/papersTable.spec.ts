// Acts by a table that is filled in on a desk: phones have no such walk. It has a server of its own, because other walks
// do what the table is to do, and because a publicity has to end.
import { Workbook } from '@cj-tech-master/excelts'
import { expect, type Page } from '@playwright/test'
import { testOn } from './ownServer.ts'
import { entrance, expectNoSidewaysScroll, fileOf, keptInMemory, shoot, signIn, watch } from './page.ts'

const test = testOn('papers-table')
const ITEM = '系统集成服务补助'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type Cells = Readonly<Record<string, string | Date>>

/** The template of the workbench with this filter, as Excel opens it. */
async function template(page: Page, filter: string): Promise<Workbook> {
  await page.goto(`/workbench?mine=1&${filter}`)
  await page.getByRole('link', { name: '用 Excel 批量办理' }).click()
  await expect(page.getByRole('heading', { name: '用 Excel 批量办理', level: 1 })).toBeVisible()
  const book = new Workbook()
  await book.xlsx.readFile(await (await fileOf(page, '下载办理模板')).path())
  return book
}

/** Writes into the first row of a sheet that has these words in it. */
function fill(book: Workbook, title: string, words: string, cells: Cells) {
  const sheet = book.getWorksheet(title)
  const header = sheet?.getRow(1)
  let found = false
  sheet?.eachRow((row, at) => {
    if (at === 1 || found || !JSON.stringify(row.values).includes(words)) return
    found = true
    for (const [name, value] of Object.entries(cells))
      header?.eachCell((cell, column) => {
        if (cell.value === name) row.getCell(column).value = value
      })
  })
  expect(found, `a row of ${title} with ${words}`).toBe(true)
}

async function upload(page: Page, book: Workbook) {
  const buffer = Buffer.from(await book.xlsx.writeBuffer())
  await page.getByLabel(/^填好的表/).setInputFiles({ name: '办理.xlsx', mimeType: XLSX, buffer })
  await page.getByRole('button', { name: '上传并核对' }).click()
}

async function confirm(page: Page) {
  await expect(page.getByText(/行都可以办/)).toBeVisible()
  await page.getByRole('button', { name: /确认办理/ }).click()
  await expect(page.getByText(/件都已办好/)).toBeVisible()
}

test('acts by Excel: wrong cells are named, a fit table is confirmed once', async ({
  page,
  baseURL,
}, testInfo) => {
  test.slow()
  const trouble = watch(page, baseURL)
  await signIn(page, 'handler', '工作台')
  const all = Number(/共 (\d+) 件/.exec(await page.getByText(/^共 \d+ 件$/).innerText())?.[1])
  const exported = new Workbook()
  await exported.xlsx.readFile(await (await fileOf(page, '导出 Excel')).path())
  expect((exported.getWorksheet('办件')?.rowCount ?? 0) - 1).toBe(all)

  const book = await template(page, 'state=submitted')
  fill(book, '办理', ITEM, { 操作: '批准', '核定多少（元）': '1000' })
  await upload(page, book)
  await expect(page.getByText(/有 \d+ 处错误，没有办理/)).toBeVisible()
  await expect(page.getByText(/「办理」表 G\d+ 格/)).toBeVisible()
  await shoot(page, testInfo, 'papers-table-wrong', true)
  fill(book, '办理', ITEM, { 操作: '受理', '核定多少（元）': '' })
  await upload(page, book)
  await expect(page.getByText(/行都可以办/)).toBeVisible()
  await shoot(page, testInfo, 'papers-table-fit', true)
  await confirm(page)
  await expectNoSidewaysScroll(page)
  trouble.none()
})

test('in Excel the reviewer settles a reading and an amount, and the approver the day of payment', async ({
  page,
  server,
  baseURL,
}, testInfo) => {
  test.setTimeout(900_000)
  const trouble = watch(page, baseURL)
  const enter = entrance(keptInMemory(), server.now)
  const picture = async (name: string) => {
    await expectNoSidewaysScroll(page)
    await shoot(page, testInfo, `papers-table-${name}`, true)
  }
  await enter(page, 'owner1', '我的办件')
  // The sample case of this year gives way to one that can be granted.
  await page.getByRole('link', { name: ITEM }).click()
  await page.getByRole('button', { name: '撤回', exact: true }).click()
  await page.getByRole('button', { name: '确认撤回' }).click()
  await expect(page.locator('.case-head .case-state')).toHaveText('已撤回')
  await page.goto('/cases/new')
  await page.getByLabel('事项').selectOption({ label: ITEM })
  const contracts = page.getByRole('group', { name: '请填写（不清楚的可以留空）' })
  await contracts.getByRole('button', { name: /加|添/ }).click()
  await contracts.getByRole('textbox', { name: '结算金额' }).fill('500万元')
  await contracts.getByText('否', { exact: true }).click()
  await page.getByRole('button', { name: '建立草稿' }).click()
  await expect(page.getByRole('heading', { name: ITEM, level: 1 })).toBeVisible()
  const address = page.url()
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.getByRole('button', { name: '确认提交' }).click()
  await expect(page.locator('.case-head .case-state')).toHaveText('已提交')
  const number = /渝北-\d+-\d+/.exec(await page.locator('.case-head').innerText())?.[0] ?? ''

  await enter(page, 'handler', '工作台')
  for (const act of ['受理', '建议支持']) {
    const book = await template(page, `text=${number}`)
    fill(book, '办理', number, { 操作: act })
    await upload(page, book)
    await confirm(page)
  }

  await enter(page, 'reviewer', '工作台')
  const reviewing = await template(page, `text=${number}`)
  fill(reviewing, '办理', number, { 操作: '同意', '核定多少（元）': '四十万' })
  await upload(page, reviewing)
  await expect(page.getByText('「办理」表 N2 格')).toBeVisible()
  fill(reviewing, '办理', number, { '核定多少（元）': '400000' })
  await upload(page, reviewing)
  await expect(page.getByText('结果取决于这个口径，请选定一种读法')).toBeVisible()
  await picture('reading-missing')
  fill(reviewing, '口径', '系统集成服务的范围', {
    按哪一种读法: '甲',
    '依据（文号、会议纪要等）': '渝北经信函〔2026〕1号',
  })
  fill(reviewing, '办理', number, { 为什么核定这个金额: '按结算金额的 8% 核定，与同类项目一致。' })
  await upload(page, reviewing)
  await expect(page.getByText('核定400,000.00元')).toBeVisible()
  await picture('reading')
  await confirm(page)
  await page.goto(address)
  await expect(page.locator('.decision-card')).toContainText('40 万元')
  await expect(page.locator('.decision-card')).toContainText('渝北经信函〔2026〕1号')

  await enter(page, 'handler', '工作台')
  const publishing = await template(page, `text=${number}`)
  fill(publishing, '办理', number, { 操作: '公示' })
  await upload(page, publishing)
  await confirm(page)

  await server.later(10)

  await enter(page, 'approver', '工作台')
  // The server ends the publicity by itself once it has started.
  await expect(async () => {
    await page.goto(address)
    await expect(page.locator('.path-current')).toContainText('审定', { timeout: 15_000 })
  }).toPass({ timeout: 90_000 })
  const determining = await template(page, `text=${number}`)
  expect(JSON.stringify(determining.getWorksheet('办理')?.getRow(2).values)).toContain('不填就用它')
  const year = new Date(server.now()).getFullYear()
  fill(determining, '办理', number, { 操作: '核定', 从哪个资金盘子: '别的资金', 计划支付日: `${year}-12-31` })
  await upload(page, determining)
  await expect(page.getByText(/「别的资金」不是这个办件可用的资金盘子，可以写「\d+ /)).toBeVisible()
  await picture('envelope-wrong')
  fill(determining, '办理', number, { 从哪个资金盘子: '' })
  await upload(page, determining)
  await expect(page.getByText(/^从「\d+ .*」预留400,000.00元$/)).toBeVisible()
  await expect(page.getByText(`计划支付日 ${year}-12-31`)).toBeVisible()
  await picture('envelope')
  await confirm(page)
  await page.goto(address)
  await expect(page.locator('.case-head .case-state')).toHaveText('已核定')
  trouble.none()
})
