// The workbook of a department that is stale when it comes back, and a list that is longer than a page. It has a server
// of its own: what is reported here is counted elsewhere.
import { Workbook } from '@cj-tech-master/excelts'
import { expect, type Page } from '@playwright/test'
import { testOn } from './ownServer.ts'
import { expectNoSidewaysScroll, fileOf, shoot, signIn, watch } from './page.ts'

const test = testOn('plan-workbook')

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const [INSTITUTIONS, BUILDINGS] = ['金融机构', '金融特色楼宇']

/** The downloaded workbook with these values (and reasons) filled in; where each of them stands. */
async function fillIn(path: string, values: Readonly<Record<string, readonly [number, string]>>) {
  const book = new Workbook()
  await book.xlsx.readFile(path)
  const sheet = book.getWorksheet('填报')
  const cells: Record<string, string> = {}
  sheet?.eachRow((row, at) => {
    const name = Object.keys(values).find((each) => String(row.getCell(2).value).includes(each))
    const filled = name === undefined ? undefined : values[name]
    if (at === 1 || name === undefined || !filled) return
    cells[name] = `H${at}`
    row.getCell(8).value = filled[0]
    row.getCell(9).value = filled[1]
  })
  return {
    cells,
    file: { name: '填报表.xlsx', mimeType: XLSX, buffer: Buffer.from(await book.xlsx.writeBuffer()) },
  }
}

/** What the department reports on the page, and the plan office makes official. */
async function becomesOfficial(page: Page, target: string, indicator: string, value: string) {
  await page.goto(`/plan/yuzhong-2024-plan/${target}`)
  await page.getByLabel(/^数值/).fill(value)
  await page.getByLabel('说明', { exact: true }).fill('按名录统计')
  await page.getByRole('button', { name: '报送', exact: true }).click()
  await expect(page.getByText('已报送，等待审定。')).toBeVisible()
  await signIn(page, 'planner', '计划目标')
  await page.getByRole('link', { name: '审定', exact: true }).click()
  const waiting = page.getByRole('listitem').filter({ hasText: indicator }).filter({ hasText: '填报员' })
  await waiting.getByRole('button', { name: '定为正式值' }).click()
  await expect(waiting).toHaveCount(0)
  await signIn(page, 'yz-industry', '工作台')
}

test('a stale workbook: what changed meanwhile is shown at its cell, chosen, and imported at once', async ({
  page,
  baseURL,
}, testInfo) => {
  test.slow()
  const trouble = watch(page, baseURL)
  await signIn(page, 'yz-industry', '工作台')
  await page.goto('/plan/desk')
  const downloaded = await (await fileOf(page, '下载填报表')).path()
  await becomesOfficial(page, 'target-yz-financial-institutions', '金融机构', '470')
  await becomesOfficial(page, 'target-yz-finance-buildings', '金融特色楼宇', '4')

  const { cells, file } = await fillIn(downloaded, {
    [INSTITUTIONS]: [472, '漏统两家'],
    [BUILDINGS]: [5, '新挂牌一栋'],
  })
  await page.goto('/plan/desk')
  await page.getByLabel('填好的表').setInputFiles(file)
  await page.getByRole('button', { name: '上传', exact: true }).click()
  await expect(page.getByText('有 2 格在下载以后被别人改过')).toBeVisible()
  const line = (name: string) => page.locator('.plan-conflicts tbody tr').filter({ hasText: name })
  await expect(line(INSTITUTIONS)).toContainText(cells[INSTITUTIONS] ?? 'H')
  await expect(line(INSTITUTIONS)).toContainText('470（正式）')
  await expect(line(INSTITUTIONS)).toContainText('472')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'plan-conflicts', true)
  await line(INSTITUTIONS).getByLabel('按表里填的').check()
  await line(BUILDINGS).getByLabel('保留现在的').check()
  await page.getByRole('button', { name: '按选定的导入' }).click()
  await expect(page.getByText(/已导入：报送 1 项/)).toBeVisible()
  await shoot(page, testInfo, 'plan-imported', true)

  // What was kept stays official; what was imported waits as a correction of it.
  await page.goto('/plan/yuzhong-2024-plan/target-yz-finance-buildings')
  await expect(page.getByText('新挂牌一栋')).toHaveCount(0)
  await signIn(page, 'planner', '计划目标')
  await page.getByRole('link', { name: '审定', exact: true }).click()
  const waiting = page.getByRole('listitem').filter({ hasText: '漏统两家' })
  await expect(waiting).toContainText('更正：现在的正式值是 470')
  trouble.none()
})

test('a wrong cell stops the whole workbook, and is named', async ({ page }, testInfo) => {
  await signIn(page, 'yz-industry', '工作台')
  await page.goto('/plan/desk')
  const downloaded = await (await fileOf(page, '下载填报表')).path()
  const { cells, file } = await fillIn(downloaded, { [INSTITUTIONS]: [-3, '写错'] })
  await page.getByLabel('填好的表').setInputFiles(file)
  await page.getByRole('button', { name: '上传', exact: true }).click()
  const refused = page.getByRole('region', { name: '用 Excel 填报' }).getByRole('alert')
  await expect(refused).toContainText(`${cells[INSTITUTIONS]} 格`)
  await expect(refused).toContainText('一格也没有导入')
  await shoot(page, testInfo, 'plan-wrong-cell', true)
})

test('a list that is longer than a page is turned, there and back, without a task twice', async ({
  page,
  baseURL,
}, testInfo) => {
  const trouble = watch(page, baseURL)
  await signIn(page, 'planner', '计划目标')
  await page.goto('/plan/tasks')
  const total = Number(/(\d+)/.exec(await page.getByText(/^共 \d+ 项/).innerText())?.[1])
  expect(total).toBeGreaterThan(50)
  const titles = page.locator('.task-table tbody tr a')
  const pages = page.getByRole('navigation', { name: '翻页' })
  const seen: string[] = []
  for (;;) {
    const links = await titles.evaluateAll((each) => each.map((link) => link.getAttribute('href') ?? ''))
    seen.push(...new Set(links))
    const next = pages.getByRole('button', { name: '下一页' })
    if (await next.isDisabled()) break
    await next.click()
    await expect(titles.first()).not.toHaveAttribute('href', links[0] ?? '')
  }
  expect(seen.length).toBe(total)
  expect(new Set(seen).size).toBe(total)
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'plan-pages', true)
  await pages.getByRole('button', { name: '上一页' }).click()
  await expect(pages.getByRole('button', { name: '下一页' })).toBeEnabled()
  trouble.none()
})
