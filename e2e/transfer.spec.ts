import { expect, type Page } from '@playwright/test'
import { testOn } from './ownServer.ts'
import { entrance, expectNoSidewaysScroll, keptInMemory, shoot, watch } from './page.ts'

const test = testOn('transfer')
const enter = entrance(keptInMemory())

const [jxw, kjj] = ['渝北区经济信息委', '渝北区科技局']
const why = '部门职责调整，这个事项改由科技局负责。'

/** Opens a case of an item for whoever has signed in, and hands it in; returns its address. */
async function apply(page: Page, item: string): Promise<string> {
  await page.goto('/cases/new')
  await page.getByLabel('事项').selectOption({ label: item })
  await page.getByRole('button', { name: '建立草稿' }).click()
  await expect(page.locator('.case-head .case-state')).toHaveText('草稿')
  await page.getByRole('button', { name: '提交', exact: true }).click()
  await page.getByRole('button', { name: '确认提交' }).click()
  await expect(page.locator('.case-head .case-state')).toHaveText('已提交')
  return page.url()
}

async function handOn(page: Page) {
  await page.getByRole('button', { name: '转办', exact: true }).click()
  const form = page.getByRole('form', { name: '转办' })
  await form.getByLabel('转给').selectOption({ label: kjj })
  await form.getByLabel('转办理由（企业看得到）').fill(why)
}

test('a reviewer hands a case on; the other department accepts it, and the firm reads from where to where', async ({
  page,
  baseURL,
}, testInfo) => {
  test.slow()
  const trouble = watch(page, baseURL)
  await enter(page, 'owner1', '我的办件')
  const address = await apply(page, '服务型制造项目补助')

  await enter(page, 'reviewer', '工作台')
  await page.goto(address)
  await expect(page.getByRole('region', { name: '可以办理' })).toContainText('这一步不由您办理。')
  await handOn(page)
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'transfer-form', true)
  await page.getByRole('button', { name: '确认转办' }).click()
  await expect(page.getByRole('status')).toContainText(`已转给${kjj}，这件不再由本部门办理。`)
  await expect(page.getByRole('button', { name: '转办', exact: true })).toHaveCount(0)
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'transfer-done', true)
  await page.getByRole('status').getByRole('link', { name: '回到工作台' }).click()
  await expect(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible()

  await enter(page, 'science', '工作台')
  await page.goto('/messages')
  await expect(page.getByText('转来办件：形式审查')).toBeVisible()
  await shoot(page, testInfo, 'transfer-message')
  await page.goto('/workbench?mine=1')
  await page.getByRole('row').filter({ hasText: '服务型制造项目补助' }).getByRole('link').click()
  await expect(page.locator('.case-head')).toContainText(kjj)
  await expect(page.getByText(`从${jxw}转至${kjj}`)).toBeVisible()
  await expect(page.getByRole('button', { name: '转办', exact: true })).toHaveCount(0)
  await page.getByRole('button', { name: '受理', exact: true }).click()
  await page.getByRole('button', { name: '确认受理' }).click()
  await expect(page.locator('.case-head .case-state')).toHaveText('审核中')
  await shoot(page, testInfo, 'transfer-accepted', true)

  await enter(page, 'owner1', '我的办件')
  await page.goto(address)
  const progress = page.getByRole('region', { name: '办理进度' })
  await expect(progress).toContainText(`从${jxw}转至${kjj}`)
  await expect(progress).toContainText(why)
  await expect(page.getByText('复核员')).toHaveCount(0)
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'transfer-firm', true)
  await page.goto('/messages')
  await expect(page.getByText(`转由${kjj}办理`)).toBeVisible()
  trouble.none()
})

test('cases that are alike are handed on together, each with its own outcome', async ({
  page,
  baseURL,
}, testInfo) => {
  test.slow()
  const trouble = watch(page, baseURL)
  const item = '绿色工厂奖励'
  for (const owner of ['owner1', 'owner2']) {
    await enter(page, owner, '我的办件')
    await apply(page, item)
  }
  await enter(page, 'reviewer', '工作台')
  const rows = page.getByRole('row').filter({ hasText: item })
  await expect(rows).toHaveCount(2)
  for (const row of await rows.all()) await row.getByRole('checkbox').check()
  await handOn(page)
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'transfer-many', true)
  await page.getByRole('button', { name: '确认转办' }).click()
  await expect(page.getByRole('status', { name: '批量办理的结果' })).toContainText('2 件都已办好。')
  await enter(page, 'science', '工作台')
  await page.goto('/workbench?mine=1')
  await expect(page.getByRole('row').filter({ hasText: item })).toHaveCount(2)
  trouble.none()
})

test('of many departments one looks for a name', async ({ page }, testInfo) => {
  await enter(page, 'reviewer', '工作台')
  // A district has more departments with people than the first start makes.
  const more = Array.from({ length: 30 }, (_, i) => ({ id: `other-${i}`, name: `渝北区第${i + 1}局` }))
  await page.route('**/api/cases/*', async (route) => {
    const reply = await route.fetch()
    const body = await reply.json()
    const { transfer } = body
    const departments = [...transfer.departments, ...more]
    await route.fulfill({ response: reply, json: { ...body, transfer: { ...transfer, departments } } })
  })
  await page.getByRole('row').filter({ hasText: '待补正' }).getByRole('link').click()
  await page.getByRole('button', { name: '转办', exact: true }).click()
  const form = page.getByRole('form', { name: '转办' })
  const options = form.getByLabel('转给').getByRole('option')
  await expect(options).toHaveCount(32)
  await form.getByLabel('按名称查找部门').fill('科技')
  await expect(options).toHaveText(['请选择', kjj])
  await form.getByLabel('转给').selectOption({ label: kjj })
  await form.getByLabel('按名称查找部门').fill('第12局')
  // What was chosen stays.
  await expect(options).toHaveText(['请选择', kjj, '渝北区第12局'])
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'transfer-search', true)
})
