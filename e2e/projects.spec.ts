import { expect, type Page, test } from '@playwright/test'
import { expectNoSidewaysScroll, fileOf, shoot, signIn, watch } from './page.ts'

const day = (daysAgo: number): string =>
  new Date(Date.now() - daysAgo * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)

async function gate(page: Page, name: string, on: string) {
  await page.getByRole('button', { name: '完成前置事项', exact: true }).click()
  await page.getByLabel('发生日期').fill(on)
  await page.getByLabel('前置事项', { exact: true }).selectOption({ label: name })
  await page.getByLabel('依据材料（文号或名称）').fill('渝中示例〔2026〕1号')
  await page.getByRole('button', { name: '确认完成前置事项' }).click()
  await expect(page.locator('.gate-done').filter({ hasText: name })).toBeVisible()
}

async function advance(page: Page, to: string, on: string) {
  await page.getByRole('button', { name: `转入“${to}”`, exact: true }).click()
  await page.getByLabel('发生日期').fill(on)
  await page.getByRole('button', { name: `确认转入“${to}”` }).click()
  await expect(page.locator('.project-stage .case-state')).toHaveText(to)
}

test('a project moves through the four lists to construction, and what is expected of it changes', async ({
  page,
  baseURL,
}, testInfo) => {
  test.slow()
  const trouble = watch(page, baseURL)
  const phone = testInfo.project.name === 'phone'
  await signIn(page, 'yz-industry', '工作台')
  await page.goto('/plan/projects')
  await expect(page.getByRole('heading', { name: '项目清单', level: 1 })).toBeVisible()
  await expect(page.locator('.project-card').first()).toBeVisible()
  await expect(page.locator('.project-column')).toHaveCount(phone ? 1 : 4)
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'projects-board', true)

  await page.getByRole('link', { name: '登记项目' }).click()
  await page.getByLabel('项目名称').fill(`走查总部项目${testInfo.project.name}`)
  await page.getByLabel('所属产业').fill('软件信息服务')
  await page.getByLabel('计划投资（万元）').fill('12000.5')
  await page.getByLabel('进入清单日期').fill(day(120))
  await page.getByLabel('计划开工').fill(day(-60))
  await expectNoSidewaysScroll(page)
  await page.getByRole('button', { name: '登记', exact: true }).click()
  await expect(page.locator('.project-stage .case-state')).toHaveText('拟招引')
  await expect(page.getByText('12,000.5 万元')).toBeVisible()
  await expect(page.getByRole('button', { name: '转入“在谈”', exact: true })).toBeDisabled()

  await gate(page, '明确投资方和对接人', day(110))
  await gate(page, '研判产业方向与区域匹配', day(105))
  await advance(page, '在谈', day(100))
  await gate(page, '签订投资（意向）协议', day(80))
  await gate(page, '落实选址或载体', day(70))
  const before = await page.locator('.project-forecast').innerText()
  await advance(page, '前期规划', day(60))
  await expect(page.locator('.project-forecast')).not.toHaveText(before)
  await page.getByRole('button', { name: '看表' }).first().click()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'project-preparing', true)

  await page.getByRole('button', { name: '调整计划日期', exact: true }).click()
  await page.getByLabel('计划开工').fill(day(-120))
  await page.getByLabel('理由或内容').fill('设计方案调整')
  await page.getByRole('button', { name: '确认调整计划日期' }).click()
  await expect(page.getByRole('cell', { name: '设计方案调整' })).toBeVisible()

  for (const name of ['审批、核准或备案', '用地、用房手续', '建设资金落实', '施工许可或开工手续'])
    await gate(page, name, day(10))
  const preparing = await page.locator('.project-forecast').innerText()
  await advance(page, '在建', day(5))
  await expect(page.locator('.project-forecast')).not.toHaveText(preparing)
  await expect(page.locator('.project-forecast')).not.toContainText('前开工')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'project-building', true)
  trouble.none()
})

test('the leader goes from a red number to the people and papers behind it', async ({
  page,
  baseURL,
}, testInfo) => {
  const trouble = watch(page, baseURL)
  await signIn(page, 'yz-leader', '工作台')
  await page.goto('/plan/wall')
  await expect(page.getByRole('heading', { name: '作战图', level: 1 })).toBeVisible()
  await expect(page.getByRole('heading', { name: '任务按牵头单位' })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'wall', true)
  expect((await fileOf(page, '导出 Excel')).suggestedFilename()).toMatch(/^作战图-.*\.xlsx$/)

  // Every number is the length of its list.
  const red = page.locator('.wall-heads a').nth(1)
  const count = Number(await red.innerText())
  expect(count).toBeGreaterThan(0)
  const late = page.getByRole('link', { name: /：红灯 \d+ 项任务$/ }).first()
  const own = Number(await late.innerText())
  await late.click()
  await expect(page.getByText(`共 ${own} 项`)).toBeVisible()
  await page.locator('table tbody a, .task-card a').first().click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('.task-page')).toContainText('交办')
  await shoot(page, testInfo, 'wall-task', true)

  await page.goto('/plan/wall')
  const target = page.getByRole('link', { name: /：红灯 \d+ 项指标$/ }).first()
  const targets = Number(await target.innerText())
  await target.click()
  await expect(page.getByText(new RegExp(`，(共 )?${targets} 项`))).toBeVisible()
  await shoot(page, testInfo, 'wall-targets')

  await page.goto('/plan/wall')
  const list = page.getByRole('link', { name: /^在建：\d+ 个项目$/ })
  const projects = Number(await list.innerText())
  await list.click()
  await expect(page.locator('.project-card')).toHaveCount(projects)

  await page.goto('/plan/wall')
  await page.getByRole('button', { name: '大字' }).click()
  await expect(page.locator('.wall-table').first()).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'wall-large', true)
  await page.getByRole('button', { name: '大字' }).click()
  trouble.none()
})

test('what 北碚 gives to a project is told with its ceilings', async ({ page, baseURL }, testInfo) => {
  const trouble = watch(page, baseURL)
  await signIn(page, 'bb-projects', '工作台')
  await page.goto('/plan/projects')
  await page.locator('.project-card a').first().click()
  await expect(page.getByRole('heading', { name: '可以得到的支持' })).toBeVisible()
  await expect(page.getByText('重点项目一次性补助')).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'project-beibei', true)
  trouble.none()
})
