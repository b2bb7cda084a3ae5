// A firm applies and is paid; an officer asks for correction once and later approves. Five working days of publicity lie
// between, so the walk has a server of its own, which is started again eight days later.
import { readFileSync } from 'node:fs'
import { expect as atOnce, type Page } from '@playwright/test'
import { testOn } from './ownServer.ts'
import { entrance, expectNoSidewaysScroll, keptInMemory, shoot, watch } from './page.ts'

const test = testOn('payment')

/** Two servers and a browser share the machine. */
const expect = atOnce.configure({ timeout: 20_000 })

const ITEM = '系统集成服务补助'
const ACCOUNT = '6222000012345678'

async function choose(page: Page, name: string) {
  await page
    .getByRole('region', { name: /现在要您做的|可以办理/ })
    .getByRole('button', { name, exact: true })
    .click()
}

async function act(page: Page, name: string, state: string) {
  await choose(page, name)
  await confirm(page, name, state)
}

async function confirm(page: Page, name: string, state: string) {
  await page.getByRole('button', { name: `确认${name}`, exact: true }).click()
  await expect(page.getByRole('status').filter({ hasText: `已办：${name}` })).toBeVisible()
  await expect(page.locator('.case-head .case-state')).toHaveText(state)
}

const paper = (text: string) => ({
  ...{ name: '结算单.pdf', mimeType: 'application/pdf' },
  buffer: Buffer.from(`%PDF-1.4\n% ${text}\n%%EOF\n`),
})

test('a firm applies, is asked to correct once, is decided on, published, and paid', async ({
  page,
  server,
  baseURL,
}, testInfo) => {
  test.setTimeout(900_000)
  const trouble = watch(page, baseURL)
  const picture = async (name: string) => {
    await expectNoSidewaysScroll(page)
    await shoot(page, testInfo, `payment-${name}`, true)
  }

  const enter = entrance(keptInMemory(), server.now)
  await enter(page, 'owner1', '我的办件')
  // The sample case of this year gives way to the one of this walk.
  await page.getByRole('link', { name: ITEM }).click()
  await act(page, '撤回', '已撤回')
  await page.goto('/cases/new')
  await page.getByLabel('事项').selectOption({ label: ITEM })
  const contracts = page.getByRole('group', { name: '请填写（不清楚的可以留空）' })
  await contracts.getByRole('button', { name: /加|添/ }).click()
  await contracts.getByRole('textbox', { name: '结算金额' }).fill('500万元')
  await contracts.getByText('否', { exact: true }).click()
  await picture('apply')
  await page.getByRole('button', { name: '建立草稿' }).click()
  await expect(page.getByRole('heading', { name: ITEM, level: 1 })).toBeVisible()
  const address = page.url()
  await act(page, '提交', '已提交')

  await enter(page, 'handler', '工作台')
  await page.goto(address)
  await choose(page, '一次性告知补正')
  await page.getByLabel('第 1 项缺什么').fill('合同结算单')
  await page.getByLabel('第 1 项怎样补').fill('上传双方盖章的 PDF')
  await page.getByLabel('哪一类').selectOption('材料不齐')
  await page.getByLabel('具体说明').fill('没有结算单，不能核对结算金额。')
  await confirm(page, '一次性告知补正', '待补正')

  await enter(page, 'owner1', '我的办件')
  await page.goto(address)
  await expect(page.locator('.corrections')).toContainText('合同结算单')
  await page.getByLabel('文件', { exact: true }).setInputFiles(paper(testInfo.project.name))
  await page.getByLabel('种类').selectOption('合同')
  await page.getByRole('button', { name: '上传材料' }).click()
  await expect(page.getByRole('link', { name: '结算单.pdf' })).toBeVisible()
  await act(page, '提交补正', '已提交')

  await enter(page, 'handler', '工作台')
  await page.goto(address)
  await act(page, '受理', '审核中')
  await act(page, '建议支持', '审核中')
  await picture('handled')

  await enter(page, 'reviewer', '工作台')
  await page.goto(address)
  await expect(page.locator('.source-cell').first()).toContainText('系统集成合同：企业填报')
  await choose(page, '同意')
  const reading = page.getByRole('group', { name: '口径：系统集成服务的范围' })
  await reading.getByLabel(/甲 所有系统集成服务/).check()
  await reading.getByLabel('依据（文号、会议纪要等）').fill('渝北经信函〔2026〕1号')
  await expect(page.getByText('文件允许 0 元 至 50 万元，由有权机关确定。')).toBeVisible()
  await page.getByLabel('核定多少（元）').fill('400000')
  await expect(page.getByText('40 万元', { exact: true })).toBeVisible()
  await page.getByLabel('为什么核定这个金额').fill('按结算金额的 8% 核定，与同类项目一致。')
  await picture('reviewing')
  await confirm(page, '同意', '拟支持')
  await expect(page.locator('.decision-card')).toContainText('40 万元')
  await picture('decided')

  await enter(page, 'handler', '工作台')
  await page.goto(address)
  await act(page, '公示', '公示中')

  await server.later(10)

  await enter(page, 'approver', '工作台')
  // The server ends the publicity by itself once it has started.
  await expect(async () => {
    await page.goto(address)
    await expect(page.locator('.path-current')).toContainText('审定', { timeout: 15_000 })
  }).toPass({ timeout: 90_000 })
  await choose(page, '核定')
  await expect(page.getByRole('group', { name: '从哪个资金盘子' })).toContainText('可用')
  await picture('determining')
  await confirm(page, '核定', '已核定')

  await enter(page, 'owner1', '我的办件')
  await page.goto(address)
  await page.getByLabel('开户银行').fill('重庆银行渝北支行')
  await page.getByLabel('账号').fill(ACCOUNT)
  await picture('payee')
  await page.getByRole('button', { name: '确认收款账户' }).click()
  await expect(page.getByText('************5678')).toBeVisible()

  await enter(page, 'handler', '工作台')
  await page.goto(address)
  await act(page, '申请拨付', '待拨付')
  await act(page, '复查一票否决', '待拨付')

  await enter(page, 'payer', '工作台')
  await page.goto(address)
  await page.getByLabel('查看原因（会留下记录）').fill('核对开户许可')
  await page.getByRole('button', { name: '查看完整账号' }).click()
  await expect(page.getByText(`完整账号：${ACCOUNT}`)).toBeVisible()
  await act(page, '开具支付单', '拨付中')

  await enter(page, 'payer2', '工作台')
  await page.goto(address)
  await act(page, '送银行', '拨付中')
  await choose(page, '到账')
  await page.getByLabel('银行回单号').fill('CQ2026-000123')
  await picture('arriving')
  await confirm(page, '到账', '已到账')

  await enter(page, 'owner1', '我的办件')
  await page.goto(address)
  await expect(page.locator('.arrival')).toContainText('40 万元已于')
  await expect(page.getByText('回单号 CQ2026-000123')).toBeVisible()
  await expect(page.getByText(ACCOUNT)).toHaveCount(0)
  await picture('paid')
  const receipt = page.waitForEvent('download')
  await page.getByRole('link', { name: /的电子回单/ }).click()
  expect((await receipt).suggestedFilename()).toMatch(/^电子回单-ZF.*\.docx$/)
  const bundle = page.waitForEvent('download')
  await page.getByRole('link', { name: '下载核查包' }).click()
  const file = await (await bundle).path()
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ format: 'duixian-award/1' })
  trouble.none()
})
