import { expect, type Page, test } from '@playwright/test'
import { isSigned, receiver } from '../testing/receiver.ts'
import { expectNoSidewaysScroll, shoot, signInTwice, watch } from './page.ts'

// Each screen walks with people and departments of its own.
const logins = { desktop: 'newcomer', phone: 'newcomer2' }
const places = {
  desktop: { id: 'yubei-swj', name: '渝北区商务委', later: '渝北区商务局' },
  phone: { id: 'yubei-rsj', name: '渝北区人力社保局', later: '渝北区人社局' },
}
const screen = (name: string) => (name === 'phone' ? 'phone' : 'desktop')

async function openUser(page: Page, login: string) {
  await page.getByLabel('登录名、姓名或部门').fill(login)
  await page.getByRole('button', { name: `管理 新人${login}`, exact: true }).click()
}

test('the system administrator creates a user, the security administrator gives a duty, the user changes the password', async ({
  page,
  baseURL,
}, testInfo) => {
  test.slow()
  const trouble = watch(page, baseURL)
  const login = logins[screen(testInfo.project.name)]
  await signInTwice(page, 'system', '管理')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'administration-users', true)
  await page.getByText('新建用户').first().click()
  await page.getByLabel('登录名（字母、数字和 . _ -）').fill(login)
  await page.getByLabel('姓名', { exact: true }).fill(`新人${login}`)
  await page.getByLabel('电话（可以不填）').fill('13812345678')
  await page.getByRole('button', { name: '新建用户' }).click()
  const told = page.getByText(/的初始密码是/)
  await expect(told).toBeVisible()
  const password = /初始密码是 (\S+)，/.exec((await told.textContent()) ?? '')?.[1] ?? ''
  await openUser(page, login)
  await expect(page.getByRole('button', { name: '授予岗位' })).toHaveCount(0)
  await shoot(page, testInfo, 'administration-new-user', true)

  await signInTwice(page, 'security', '管理')
  await openUser(page, login)
  await expect(page.getByRole('button', { name: '重置密码' })).toHaveCount(0)
  await page.getByLabel('岗位', { exact: true }).selectOption({ label: '领导' })
  await page.getByLabel('部门', { exact: true }).selectOption({ label: '渝北区科技局' })
  await page.getByRole('button', { name: '授予岗位' }).click()
  await expect(page.getByText('岗位已授予，立即生效。')).toBeVisible()
  await expect(page.getByRole('button', { name: '终止“渝北区科技局领导”' })).toBeVisible()
  await page.getByLabel('查看原因（会留痕）').fill('通知本人领取初始密码')
  await page.getByRole('button', { name: '查看完整电话' }).click()
  await expect(page.getByText('电话：13812345678')).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'administration-duty', true)
  trouble.none()

  await page.getByRole('button', { name: '退出' }).click()
  await expect(page.getByRole('link', { name: '登录' })).toBeVisible()
  await page.goto('/sign-in')
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('heading', { name: '修改初始密码', level: 1 })).toBeVisible()
  const wanted = `缙云山下-Ferry-${testInfo.project.name}-58`
  await page.getByLabel('原密码').fill(password)
  await page.getByLabel('新密码', { exact: true }).fill(wanted)
  await page.getByLabel('再输一次新密码').fill(wanted)
  await page.getByRole('button', { name: '修改密码' }).click()
  await expect(page.getByRole('heading', { name: '登录', level: 1 })).toBeVisible()
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码').fill(wanted)
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible()

  // Who leads the department sets how its items are handled, and no others.
  await page.getByRole('link', { name: '管理', exact: true }).click()
  await page.getByLabel('事项、部门或区县').fill('经济信息委')
  await expect(page.getByRole('button', { name: /^修改“/ })).toHaveCount(0)
  // A department where nobody reviews is seen before a case stops there.
  await page.getByLabel(/^只看缺岗的 \d+ 个事项/).check()
  await page.getByLabel('事项、部门或区县').fill('科技局')
  await expect(page.getByRole('row').filter({ hasText: '院士工作站认定奖励' })).toContainText(
    /渝北区科技局缺.*复核.*岗/,
  )
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'administration-vacancies')
  await page.getByLabel(/^只看缺岗的/).uncheck()
  await page.getByRole('button', { name: '修改“院士工作站认定奖励”的办理设置' }).click()
  await page.getByLabel('公示天数（工作日）').fill('7')
  await page.getByLabel('专项（从哪个专项支付，可以不填）').fill('科技创新专项')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'administration-setting')
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await expect(page.getByText('已保存。')).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: '院士工作站认定奖励' })
  await expect(row).toContainText('7 个工作日')
  await expect(row).toContainText('科技创新专项')
})

test('departments are created, renamed and closed; one that is needed is not', async ({ page }, testInfo) => {
  const place = places[screen(testInfo.project.name)]
  await signInTwice(page, 'system', '管理')
  await page.getByRole('link', { name: '部门', exact: true }).click()
  await page.getByText('新建部门').first().click()
  await page.getByLabel('名称', { exact: true }).fill(place.name)
  await page.getByLabel('编号（小写字母、数字和短横）').fill(place.id)
  await page.getByLabel('区县（不填即全市）').fill('渝北区')
  await page.getByRole('button', { name: '新建部门' }).click()
  await expect(page.getByText('部门已建立。')).toBeVisible()
  const row = page.getByRole('row').filter({ hasText: place.id })
  await row.getByRole('button', { name: '改名' }).click()
  await page.getByLabel(`${place.name} 的新名称`).fill(place.later)
  await row.getByRole('button', { name: '保存' }).click()
  await expect(row).toContainText(place.later)
  await row.getByRole('button', { name: '撤销' }).click()
  await expect(page.getByText('部门已撤销。')).toBeVisible()
  await page.getByRole('row').filter({ hasText: 'yubei-jxw' }).getByRole('button', { name: '撤销' }).click()
  await expect(page.getByRole('alert')).toContainText('还有人在这里任职')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'administration-departments', true)
})

test('a path that pays without publicity is refused, and the way to it is shown', async ({
  page,
  baseURL,
}, testInfo) => {
  test.slow()
  const trouble = watch(page, baseURL)
  await signInTwice(page, 'system', '管理')
  await page.getByRole('link', { name: '审批路径' }).click()
  await page.getByLabel('审批路径', { exact: true }).selectOption({ label: '评审' })
  await expect(page.getByRole('img', { name: /路径“评审”的图/ })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'administration-path', true)

  await page.getByRole('button', { name: '修改这条路径' }).click()
  await expect(page.getByText('没有漏洞')).toBeVisible()
  const step = (name: string) =>
    page
      .locator('.step-fields')
      .filter({ has: page.locator('summary', { hasText: new RegExp(`^${name}$`) }) })
  const act = (of: string, name: string) => step(of).getByRole('group', { name: `操作“${name}”` })
  await step('拟支持').locator('summary').click()
  await act('拟支持', '公示').getByLabel('到哪个环节').selectOption({ label: '审定' })
  await step('审定').locator('summary').click()
  await act('审定', '核定').getByRole('checkbox', { name: '公示已结束' }).uncheck()
  for (const [of, name] of [
    ['拨付前复查', '开具支付单'],
    ['退票', '重新开具支付单'],
  ] as const) {
    await step(of).locator('summary').click()
    await act(of, name).getByRole('checkbox', { name: '公示已结束' }).uncheck()
  }
  const verdict = page.locator('.path-verdict')
  await expect(verdict).toContainText('公示没有结束就能拨付')
  await expect(verdict).toContainText(/提交 → .*核定 → .*送银行/)
  await expect(page.getByRole('button', { name: '保存为新版本' })).toBeDisabled()
  await verdict
    .getByRole('listitem')
    .filter({ hasText: '公示没有结束就能拨付' })
    .getByRole('button', { name: '在图上看' })
    .first()
    .click()
  await expect(page.locator('.path-line-gone').first()).toBeAttached()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'administration-path-refused')
  await page.locator('.path-picture').scrollIntoViewIfNeeded()
  await shoot(page, testInfo, 'administration-path-refused-picture')
  await page.getByRole('button', { name: '取消' }).click()
  trouble.none()
})

test('another system is told of what happens, signed; what it did not take is sent again', async ({
  page,
  baseURL,
}, testInfo) => {
  test.slow()
  const trouble = watch(page, baseURL)
  const other = await receiver()
  const name = `办公系统${testInfo.project.name}`
  await signInTwice(page, 'security', '管理')
  await page.getByRole('link', { name: '回调' }).click()
  await page.locator('summary', { hasText: '新建回调' }).click()
  await page.getByLabel('系统名称').fill(name)
  await page.getByLabel('按哪个部门看得到的通知').selectOption({ label: '渝北区经济信息委' })
  await page.getByLabel('网址（https）').fill(other.url)
  await page.getByLabel('办件流转').check()
  await page.getByRole('button', { name: '新建回调' }).click()
  const told = page.getByText(/^签名密钥：whsec_/)
  await expect(told).toBeVisible()
  await shoot(page, testInfo, 'administration-webhook-secret', true)
  const secret = ((await told.textContent()) ?? '').replace('签名密钥：whsec_', '')

  const panel = page.getByRole('region', { name })
  other.answers.push(503)
  await panel.getByRole('button', { name: '发测试通知' }).click()
  await expect.poll(() => other.received.length, { timeout: 30_000 }).toBeGreaterThan(0)
  await panel.getByText('最近的通知').click()
  await expect(panel.getByRole('row').filter({ hasText: '对方答复 503' })).toBeVisible()
  await panel.getByRole('button', { name: '重发' }).click()
  await expect.poll(() => other.received.length, { timeout: 30_000 }).toBeGreaterThan(1)
  const last = other.received.at(-1)
  expect(last && isSigned(secret, last)).toBe(true)
  await page.reload()
  await expect(page.getByRole('region', { name }).getByText('已送达 1 条')).toBeVisible()
  await page.getByRole('region', { name }).getByText('最近的通知').click()
  await expect(page.getByRole('region', { name }).getByRole('row').nth(1)).toContainText('送达')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'administration-webhooks', true)
  await page.getByRole('region', { name }).getByRole('button', { name: '停用' }).click()
  await expect(page.getByRole('region', { name })).toContainText('停用。')
  trouble.none()
  await other.close()
})

test('a token for another system is shown once', async ({ page, baseURL }, testInfo) => {
  test.slow()
  const trouble = watch(page, baseURL)
  const name = `统计平台${testInfo.project.name}`
  await signInTwice(page, 'security', '管理')
  await page.getByRole('link', { name: '接口令牌' }).click()
  await page.locator('summary', { hasText: '发放令牌' }).click()
  await page.getByLabel('系统名称').fill(name)
  await page.getByLabel('负责部门').selectOption({ label: '渝北区经济信息委' })
  await page.getByLabel('有效天数（最长 366）').fill('30')
  await page.getByLabel('查询计划指标、任务和项目').check()
  await page.getByRole('button', { name: '发放令牌' }).click()
  const told = page.getByRole('status').filter({ hasText: '令牌：' })
  await expect(told).toContainText('只显示这一次')
  const token = /令牌：([\w-]+)/.exec((await told.textContent()) ?? '')?.[1] ?? ''
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'administration-token', true)
  const asked = await page.request.get('/api/exchange/plan', {
    headers: { Authorization: `Bearer ${token}` },
  })
  expect(asked.status()).toBe(200)
  await page.reload()
  const row = page.getByRole('row').filter({ hasText: name })
  await expect(row).toContainText('渝北区经济信息委')
  await expect(page.getByText(token)).toHaveCount(0)
  await row.getByRole('button', { name: '作废' }).click()
  await expect(row).toContainText('已作废')
  trouble.none()
})
