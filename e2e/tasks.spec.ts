import { expect, type Page, test } from '@playwright/test'
import { expectNoSidewaysScroll, leave, shoot, walkPassword, watch } from './page.ts'

/** Each screen closes a late task of its own; both are led by the department of yz-industry. */
const late = { desktop: '争取全国性金融机构设立总部', phone: '建设“专精特新”专板' }

async function enter(page: Page, login: string, address: string, title: string | RegExp) {
  await leave(page)
  await page.goto(address)
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码').fill(walkPassword)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
}

async function act(page: Page, name: string, text = '') {
  await page.getByRole('region', { name: '现在可以办' }).getByRole('button', { name, exact: true }).click()
  const form = page.getByRole('form', { name, exact: true })
  if (text !== '') await form.locator('textarea').fill(text)
  await form.getByRole('button', { name: `确认${name}` }).click()
  await expect(page.getByText(`已${name}。`)).toBeVisible()
}

const step = (page: Page, name: string) => expect(page.locator('.path-current')).toHaveText(name)

test('a late task is red and escalated, done by its department, closed by the plan office with evidence', async ({
  page,
  baseURL,
}, testInfo) => {
  // Five sittings of two people in one walk.
  test.slow()
  const trouble = watch(page, baseURL)
  const title = testInfo.project.name === 'phone' ? late.phone : late.desktop

  await enter(page, 'planner', '/plan/tasks', '任务表')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'tasks')
  const counts = page.getByRole('region', { name: '按灯看' })
  const red = await counts.getByRole('link', { name: /红灯/ }).locator('strong').innerText()
  await counts.getByRole('link', { name: /红灯/ }).click()
  await expect(page.getByText(`共 ${red} 项`)).toBeVisible()
  await expect(page.locator('.task-table tbody tr')).toHaveCount(Number(red))
  await expect(page.locator('.task-table tbody tr').filter({ hasText: title })).toContainText(
    /逾期 \d+ 个工作日/,
  )
  await shoot(page, testInfo, 'tasks-red', true)
  await page.getByRole('link', { name: title }).click()
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
  await expect(page.locator('.task-escalated').first()).toContainText('督办')
  await expect(page.locator('.task-sample-note')).toContainText('虚构')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'task', true)
  const address = new URL(page.url()).pathname

  await page.goto('/plan/tasks/office')
  await expect(page.getByRole('heading', { name: '牵头单位排名' })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'task-office', true)
  await page.goto('/plan/tasks/meetings')
  await expect(page.getByText('金融服务业重点任务会商（示例）').first()).toBeVisible()
  await page.getByText('召集会商').first().click()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'meetings', true)

  await enter(page, 'yz-industry', '/plan/tasks/desk', '部门工作台')
  await expect(page.getByRole('region', { name: /已逾期/ }).getByRole('link', { name: title })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'task-desk', true)
  await page
    .getByRole('region', { name: /已逾期/ })
    .getByRole('link', { name: title })
    .click()
  await expect(page.getByLabel('“反馈完成”现在不能办，因为')).toContainText('节点没有完成')
  await page.getByRole('button', { name: '节点完成', exact: true }).click()
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
  const form = page.getByRole('form', { name: '节点完成' })
  for (const field of await form.locator('input[type="date"]').all()) await field.fill(today)
  await shoot(page, testInfo, 'task-nodes-done', true)
  await form.getByRole('button', { name: '确认节点完成' }).click()
  await expect(page.getByText('已节点完成。')).toBeVisible()
  await expect(page.getByLabel('“反馈完成”现在不能办，因为')).toContainText('佐证材料')
  await page.getByLabel('文件', { exact: true }).setInputFiles({
    ...{ name: '签约文本.pdf', mimeType: 'application/pdf' },
    buffer: Buffer.from(`%PDF-1.4\n% ${title}\n%%EOF\n`),
  })
  await page.getByRole('button', { name: '上传材料' }).click()
  await expect(page.getByRole('link', { name: '签约文本.pdf' })).toBeVisible()
  await act(page, '反馈完成', '协议已签订，材料附后。')
  await step(page, '反馈')
  await expect(page.getByRole('button', { name: '复核通过' })).toHaveCount(0)

  await enter(page, 'planner', address, title)
  await act(page, '复核通过', '核对属实。')
  await step(page, '复核')
  await enter(page, 'yz-industry', address, title)
  await act(page, '办结')
  await enter(page, 'planner', address, title)
  await act(page, '销号')
  await step(page, '销号')
  await expect(page.locator('.case-facts')).toContainText('已办结')
  await expect(page.locator('.task-timeline')).toContainText('计划统筹员')
  await expect(page.locator('.task-timeline')).toContainText('填报员')
  await shoot(page, testInfo, 'task-struck', true)

  // Nothing of today was known the day before.
  const yesterday = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(
    Date.now() - 86_400_000,
  )
  await page.goto(`${address}?at=${yesterday}`)
  await step(page, '分解')
  await expect(page.locator('.case-facts')).toContainText('红灯')
  trouble.none()
})

test('a department that is not the owner has nothing to do with a task; a wrong date is told at its field', async ({
  page,
}, testInfo) => {
  await enter(page, 'planner', '/plan/tasks', '任务表')
  await page.getByLabel('任务名称或条文').fill('西部金融中心主承载区')
  await page.getByLabel('任务名称或条文').press('Enter')
  await page.getByRole('link', { name: /打造西部金融中心主承载区/ }).click()
  await page.getByRole('button', { name: '定期限' }).click()
  await page.getByLabel('期限', { exact: true }).fill('2027-06-30')
  await page.getByLabel('定期限的理由').fill(`专班会议明确（${testInfo.project.name}）`)
  await page.getByRole('button', { name: '确认定期限' }).click()
  await expect(page.getByText('已定期限。')).toBeVisible()
  await expect(page.locator('.case-facts')).toContainText('2027年6月30日')
  await page.getByRole('button', { name: '补全责任单位' }).click()
  await shoot(page, testInfo, 'task-owners', true)
  const address = new URL(page.url()).pathname
  await enter(page, 'yz-industry', address, /西部金融中心/)
  await expect(page.getByText('现在没有要您办的')).toBeVisible()
})
