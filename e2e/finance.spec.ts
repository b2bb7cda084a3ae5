// A finance officer collects orders, another one sends them, the bank's file goes out and its answers come in: one payment
// comes back, is seen in reconciliation, and is ordered again through its case. The walk has a server of its own, because
// those who pay bind an authenticator there.
import { readFileSync } from 'node:fs'
import { expect, type Page } from '@playwright/test'
import { testOn } from './ownServer.ts'
import { entrance, expectNoSidewaysScroll, keptInMemory, shoot, watch } from './page.ts'

const test = testOn('finance')
const enterAs = entrance(keptInMemory())
const enter = (page: Page, login: string) => enterAs(page, login, '工作台')

async function openDesk(page: Page, view: string) {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '资金' }).click()
  await page
    .getByRole('navigation', { name: '资金页面' })
    .getByRole('link', { name: view, exact: true })
    .click()
}

const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
const answers = (rows: readonly string[]) => ({
  ...{ name: '银行回单.csv', mimeType: 'text/csv' },
  buffer: Buffer.from(['支付单号,结果,金额（元）,时间,原因', ...rows].join('\r\n')),
})

test('a payer makes a batch, another sends it, one payment comes back and is ordered again', async ({
  page,
  baseURL,
}, testInfo) => {
  test.setTimeout(300_000)
  const trouble = watch(page, baseURL)
  const picture = async (name: string) => {
    await expectNoSidewaysScroll(page)
    await shoot(page, testInfo, `finance-${name}`, true)
  }

  await enter(page, 'payer')
  await openDesk(page, '总览')
  await expect(page.locator('.chart svg')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: '13号' })).toContainText('20,000.00')
  await picture('overview')
  await page.getByRole('row').filter({ hasText: '13号' }).getByRole('link', { name: /已付/ }).click()
  await expect(page.getByText('共 1 条，合计 150,000.00 元')).toBeVisible()
  await picture('envelope')

  await openDesk(page, '支付批次')
  await expect(page.getByText('共 2 条，合计 200,000.00 元')).toBeVisible()
  await page.getByRole('button', { name: '全选' }).click()
  await expect(page.getByText('四眼原则')).toBeVisible()
  await picture('batches')
  await page.getByRole('button', { name: '把选中的 2 张收成批次' }).click()
  await expect(page.getByRole('heading', { name: /^批次 PC/ })).toBeVisible()
  const address = page.url()
  // Told before it is tried: who made them does not send them.
  await expect(page.getByRole('alert')).toContainText('2 张支付单是您开具的')
  await expect(page.getByRole('button', { name: '登记已发送' })).toHaveCount(0)
  await picture('batch-maker')

  await enter(page, 'payer2')
  await page.goto(address)
  await expect(page.getByRole('alert')).toContainText('还没有导出银行文件')
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载银行文件（CSV）' }).click()
  const file = await downloading
  expect(file.suggestedFilename()).toMatch(/^支付批次-PC\d+\.csv$/)
  const lines = readFileSync(await file.path(), 'utf8')
    .trim()
    .split('\r\n')
    .slice(1)
  const numbers = lines.map((line) => line.split(',')[0] ?? '')
  expect(numbers).toHaveLength(2)
  await page.getByRole('button', { name: '登记已发送' }).click()
  await page.getByRole('button', { name: '确认发送' }).click()
  await expect(page.getByText('已发送，2 个办件进入银行办理。')).toBeVisible()
  await expect(page.getByText('在途 2')).toBeVisible()
  await picture('batch-sent')

  const [paid, returned] = numbers
  const good = `${paid},成功,100000.00,${today},`
  await page
    .getByLabel('回单文件')
    .setInputFiles(answers([good, `${returned},退票,100000.00,${today},户名不符`]))
  await page.getByRole('button', { name: '导入', exact: true }).click()
  await expect(page.getByText('已导入：到账 1，退票 1，待查 0')).toBeVisible()
  await expect(page.getByText('2 个办件随之推进。')).toBeVisible()
  await picture('results')

  await openDesk(page, '对账')
  await page.getByRole('link', { name: /^退票，待重新支付/ }).click()
  await expect(page.getByRole('row').filter({ hasText: returned ?? '' })).toContainText('户名不符')
  await expect(page.getByText('不一致')).toHaveCount(0)
  await picture('reconciliation')
  await openDesk(page, '支出预测')
  await expect(page.locator('.chart svg')).toBeVisible()
  await picture('forecast')
  await openDesk(page, '对账')
  await page.getByRole('link', { name: /^退票，待重新支付/ }).click()
  await page.getByRole('link', { name: '到办件里重新开单' }).click()
  await expect(page.locator('.case-head .case-state')).toHaveText('退票')
  const returnedCase = new URL(page.url()).pathname.split('/').at(-1) ?? ''

  // The screens of a case have walks of their own; here its acts are asked for directly.
  await enter(page, 'handler')
  await actOn(page, returnedCase, 'check-veto')
  await enter(page, 'payer')
  await actOn(page, returnedCase, 'make-order')
  await openDesk(page, '支付批次')
  await expect(page.getByText('共 1 条，合计 100,000.00 元')).toBeVisible()
  await openDesk(page, '对账')
  await expect(page.getByRole('link', { name: /^退票，已重新开单\s*1 张/ })).toBeVisible()
  trouble.none()
})

test('a file with a wrong row is refused row by row, and none of it counts', async ({ page }, testInfo) => {
  await enter(page, 'payer2')
  await openDesk(page, '支付批次')
  const year = today.slice(0, 4)
  const rows = [`ZF${year}00000001,成功,150000.00`, `ZF${year}00000002,成功,1.00`, 'ZF209900000001,成功,1.00']
  await page.getByLabel('回单文件').setInputFiles(answers(rows.map((row) => `${row},${today},`)))
  await page.getByRole('button', { name: '导入', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('2 处不对，全部没有导入')
  await expect(page.getByRole('alert')).toContainText('00000002 的金额是 100000.00 元')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'finance-results-refused', true)
})

test('a leader looks at everything and is offered nothing that only payers do', async ({
  page,
  baseURL,
}, testInfo) => {
  const trouble = watch(page, baseURL)
  await enter(page, 'leader')
  for (const view of ['支付批次', '对账', '支付单', '追回', '基金投资']) {
    await openDesk(page, view)
    await expect(page.getByRole('link', { name: /导出 Excel/ }).first()).toBeVisible()
    await expect(page.getByRole('button', { name: /收成批次|登记已发送|导入/ })).toHaveCount(0)
    await expectNoSidewaysScroll(page)
  }
  await openDesk(page, '总览')
  await page.getByText('开立资金盘子').click()
  await expect(page.getByLabel('专项', { exact: true })).toBeVisible()
  await shoot(page, testInfo, 'finance-leader', true)
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: /导出 Excel/ }).click()
  expect((await downloading).suggestedFilename()).toMatch(/^资金-\d{4}-\d{2}-\d{2}\.xlsx$/)
  trouble.none()
})

async function actOn(page: Page, id: string, act: string) {
  const status = await page.evaluate(
    async ({ id, act }) => {
      const { formToken } = await (await fetch('/api/session')).json()
      const { version } = await (await fetch(`/api/cases/${id}`)).json()
      const reply = await fetch(`/api/cases/${id}/acts`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Form-Token': formToken },
        body: JSON.stringify({ requestId: `walk ${act} ${version}`, act, version }),
      })
      return `${reply.status} ${reply.ok ? '' : await reply.text()}`
    },
    { id, act },
  )
  expect(status).toBe('200 ')
}
