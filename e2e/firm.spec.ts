import { expect, type Page, test } from '@playwright/test'
import { expectNoSidewaysScroll, openForm, settled, shoot, signIn, watch } from './page.ts'

/** Each screen says, asks and grants something of its own. */
const own = {
  desktop: { fact: '用电到户单价', value: '0.85', disputed: '成立日期', agent: ['handler', '经办员甲'] },
  phone: { fact: '研发补贴年度', value: '2025', disputed: '注册地行政区划', agent: ['street', '经办员乙'] },
} as const

const of = (name: string) => (name === 'phone' ? own.phone : own.desktop)

async function openPage(page: Page, name: string) {
  await page.getByRole('navigation', { name: '我的企业' }).getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

test('an enterprise sees what is known of it, says what is its own and asks to put right what is not', async ({
  page,
  baseURL,
}, testInfo) => {
  test.slow()
  const trouble = watch(page, baseURL)
  const mine = of(testInfo.project.name)
  await signIn(page, 'owner1', '我的办件')
  await page.goto('/firm')
  await expect(page.getByRole('heading', { name: '我的企业', level: 1 })).toBeVisible()
  await expect(page.locator('.tile-figure')).toHaveCount(2)
  await expect(page.locator('.ant-skeleton')).toHaveCount(0)
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'firm', true)

  await openPage(page, '企业档案')
  await expect(page.locator('.fact-list > li').first()).toBeVisible()
  await page.getByLabel('查找一项').fill(mine.disputed)
  const fact = page.locator('.known-fact').filter({ hasText: mine.disputed }).first()
  await fact.locator('summary').click()
  await expect(fact.locator('.provenance')).toContainText('名单导入')
  await fact.getByRole('button', { name: '由来' }).click()
  await expect(fact.locator('.fact-history li')).not.toHaveCount(0)
  await fact.getByRole('button', { name: '申请更正' }).click()
  await fact.getByLabel('应当是什么').fill('与营业执照一致')
  await fact.getByLabel('依据（如证照、公告的名称和日期）').fill('营业执照，2026年1月5日换发')
  await shoot(page, testInfo, 'firm-rectify', true)
  await fact.getByRole('button', { name: '提交更正申请' }).click()
  await expect(page.getByRole('heading', { name: /^更正申请（\d）/ })).toBeVisible()
  await page.getByLabel('查找一项').fill('')

  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'firm-profile', true)
  trouble.none()
})

test('the check-up opens with the profile, says where things come from, leads to applications and is saved', async ({
  page,
  baseURL,
}, testInfo) => {
  test.slow()
  const trouble = watch(page, baseURL)
  const mine = of(testInfo.project.name)
  await signIn(page, 'owner1', '我的办件')
  await page.goto('/')
  await page.getByRole('button', { name: /^用“.*”的档案填写$/ }).click()
  await expect(page.getByText(/已用“.*”的档案填写/)).toBeVisible()
  await settled(page)
  await expect(page.locator('.apply-link').first()).toBeVisible()
  await openForm(page)
  await expect(page.locator('.stored-origin').first()).toContainText('档案：名单导入')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'firm-checkup')
  await page.getByRole('searchbox', { name: /查找/ }).fill(mine.fact)
  await page.locator(`#field-${mine.fact}`).fill(mine.value)
  const save = page.getByRole('button', { name: '把新填的 1 项保存到档案' })
  await expect(save).toBeVisible()
  await save.scrollIntoViewIfNeeded()
  await shoot(page, testInfo, 'firm-save')
  await save.click()
  await expect(page.getByText('已记下 1 条。')).toBeVisible()
  await page.goto('/firm/profile')
  await page.getByLabel('查找一项').fill(mine.fact)
  const fact = page.locator('.known-fact').filter({ hasText: mine.fact }).first()
  await expect(fact).toContainText('企业填报 · ')
  await fact.locator('summary').click()
  await fact.getByRole('button', { name: '收回' }).click()
  await fact.getByRole('group').getByRole('button', { name: '收回' }).click()
  await expect(page.getByText('没有这样的一项。')).toBeVisible()

  await page.goto('/')
  await expect(page.getByText(/已用“.*”的档案填写/)).toBeVisible()
  await settled(page)
  const apply = page.locator('.apply-link').first()
  await apply.click()
  await expect(page.getByRole('heading', { name: '申报', level: 1 })).toBeVisible()
  await expect(page.getByLabel('事项')).not.toHaveValue('')
  await expect(page.getByRole('heading', { name: '已经知道的' })).toBeVisible()
  await page.getByRole('button', { name: '退出' }).click()
  await expect(page.getByRole('heading', { name: '政策体检', level: 1 })).toBeVisible()
  await expect(page.locator('.form-count')).toHaveText('已填 0 项')
  trouble.none()
})

test('messages, dates, payments and authorities of an enterprise', async ({ page, baseURL }, testInfo) => {
  test.slow()
  const trouble = watch(page, baseURL)
  const [login, called] = of(testInfo.project.name).agent
  await signIn(page, 'owner2', '我的办件')
  const badge = page.getByRole('link', { name: /^消息，\d+ 条未读$/ })
  if (testInfo.project.name === 'desktop') await expect(badge).toBeVisible()
  await page.getByRole('link', { name: /^消息/ }).click()
  await expect(page.getByRole('heading', { name: '消息', level: 1 })).toBeVisible()
  const corrections = page.locator('.message').filter({ hasText: '请一次补齐材料' }).first()
  await expect(corrections).toContainText('材料不齐：缺认定文件')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'messages', true)
  await corrections.getByRole('link').click()
  await expect(page.locator('.corrections')).toContainText('年度审计报告')
  await shoot(page, testInfo, 'firm-progress', true)
  await page.goto('/messages')
  await expect(page.locator('.message').first()).toBeVisible()
  const all = page.getByRole('button', { name: '全部标为已读' })
  if (await all.isVisible()) await all.click()
  await expect(page.getByRole('link', { name: '消息', exact: true })).toBeVisible()

  await page.goto('/firm/calendar')
  await expect(page.locator('.month-grid')).toBeVisible()
  await expect(page.locator('.own-date').first()).toBeVisible()
  const marked = page.locator('.day-button').first()
  if (await marked.isVisible()) await marked.click()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'firm-calendar', true)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: /\.ics/ }).click()
  expect((await download).suggestedFilename()).toMatch(/日历\.ics$/)

  await openPage(page, '到账')
  await expect(page.getByText('还没有到账。')).toBeVisible()
  const file = page.waitForEvent('download')
  await page.getByRole('link', { name: '导出 Excel' }).click()
  expect((await file).suggestedFilename()).toMatch(/到账记录.*\.xlsx$/)
  await shoot(page, testInfo, 'firm-receipts', true)

  await openPage(page, '成员与授权')
  await page.getByLabel('对方的登录名').fill(login)
  // A browser writes every refusal to its console; nothing else is there.
  trouble.none()
  await page.getByLabel('对方的姓名').fill('不是这个人')
  await page.getByLabel('最后一天').fill('2027-12-31')
  await page.getByRole('button', { name: '授权', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('没有登录名与姓名都相符的人')
  await page.getByLabel('对方的姓名').fill(called)
  await page.getByRole('button', { name: '授权', exact: true }).click()
  await expect(page.getByText(`已授权给${called}。`)).toBeVisible()
  const member = page.locator('.member').filter({ hasText: called }).first()
  await expect(member).toContainText('到 2027年12月31日 为止')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'firm-members', true)
  await member.getByRole('button', { name: `终止：${called}` }).click()
  await member.getByRole('button', { name: '确认终止' }).click()
  await expect(page.getByText('已终止。')).toBeVisible()
})

test('an officer is told of a request and answers it; the enterprise reads the answer', async ({
  page,
  baseURL,
}, testInfo) => {
  test.slow()
  const trouble = watch(page, baseURL)
  const { disputed } = of(testInfo.project.name)
  await signIn(page, 'reviewer', '工作台')
  await page.getByRole('link', { name: /^消息/ }).click()
  await page
    .locator('.message')
    .filter({ hasText: `更正申请：「${disputed}」` })
    .first()
    .getByRole('link')
    .click()
  await expect(page.getByRole('heading', { name: '更正申请', level: 1 })).toBeVisible()
  const request = page.locator('.rectification-list > li').filter({ hasText: disputed }).first()
  await request.getByRole('button', { name: '答复' }).click()
  await request.getByLabel('怎样处理').selectOption('维持不变')
  await request.getByLabel('答复（企业看得到）').fill('已与登记机关核对，登记信息无误。')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'rectifications', true)
  await request.locator('form').getByRole('button', { name: '答复' }).click()
  await expect(request.locator('form')).toHaveCount(0)
  await signIn(page, 'owner1', '我的办件')
  await page.goto('/messages')
  await expect(page.locator('.message').first()).toContainText(`「${disputed}」维持不变`)
  await page.goto('/firm/profile')
  await expect(page.getByText('已与登记机关核对，登记信息无误。').first()).toBeVisible()
  trouble.none()
})
