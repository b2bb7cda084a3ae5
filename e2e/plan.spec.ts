import { expect, test } from '@playwright/test'
import { expectNoSidewaysScroll, fileOf, shoot, signIn, watch } from './page.ts'

/** Each screen walks with an indicator of its own: a quarter is reported once. */
const indicators = {
  desktop: {
    id: 'target-yz-financial-institutions',
    name: '全区金融机构总量',
    title: '金融机构总量',
    value: '470',
  },
  phone: { id: 'target-yz-finance-buildings', name: '金融特色楼宇', title: '金融特色楼宇数', value: '4' },
}

test('a department reports a quarter, the plan office makes it official, and the leader sees it', async ({
  page,
  baseURL,
}, testInfo) => {
  // Three people's sittings in one walk.
  test.slow()
  const trouble = watch(page, baseURL)
  const { id, name, title, value } = indicators[testInfo.project.name === 'phone' ? 'phone' : 'desktop']

  await signIn(page, 'yz-industry', '工作台')
  await page
    .getByRole('navigation', { name: '主导航' })
    .getByRole('link', { name: '计划', exact: true })
    .click()
  await expect(page.getByRole('heading', { name: '计划目标', level: 1 })).toBeVisible()
  await expect(page.getByText('不是真实填报')).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'plan', true)
  await page.getByRole('link', { name: '填报', exact: true }).click()
  await expect(page.getByRole('heading', { name: '填报指标', level: 1 })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'plan-desk', true)
  await page.getByRole('row').filter({ hasText: name }).getByRole('link', { name: '去填报' }).click()
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
  const address = page.url()
  await expect(page.getByRole('heading', { name: '走势与预测' })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'plan-target', true)

  await page.getByLabel(/^数值/).fill(value)
  await page.getByLabel('说明', { exact: true }).fill('按名录统计')
  await page.getByLabel('佐证材料（可不附）').setInputFiles({
    ...{ name: '名录.pdf', mimeType: 'application/pdf' },
    buffer: Buffer.from(`%PDF-1.4\n% ${testInfo.project.name}\n%%EOF\n`),
  })
  await shoot(page, testInfo, 'plan-report', true)
  await page.getByRole('button', { name: '报送', exact: true }).click()
  await expect(page.getByText('已报送，等待审定。')).toBeVisible()

  await signIn(page, 'planner', '计划目标')
  await page.getByRole('link', { name: '审定', exact: true }).click()
  await expect(page.getByRole('heading', { name: '审定报送值', level: 1 })).toBeVisible()
  const waiting = page.getByRole('listitem').filter({ hasText: name }).filter({ hasText: '填报员' })
  await expect(waiting.getByRole('link', { name: '名录.pdf' })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'plan-review', true)
  await waiting.getByRole('button', { name: '定为正式值' }).click()
  await expect(waiting).toHaveCount(0)

  await signIn(page, 'yz-leader', '工作台')
  await page.goto(address)
  await expect(page.getByRole('row').filter({ hasText: '定为正式值' }).first()).toContainText('计划统筹员')
  await expect(page.getByRole('row').filter({ hasText: '填报员' }).first()).toContainText('按名录统计')
  await shoot(page, testInfo, 'plan-official', true)
  expect((await fileOf(page, '导出 Excel')).suggestedFilename()).toContain(title)

  // As it was known a month ago, nothing of it.
  await page.goto(`/plan/yuzhong-2024-plan/${id}?known=2026-01-31`)
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible()
  await expect(page.getByText('按名录统计')).toHaveCount(0)
  trouble.none()
})

test('a wrong number is told at its field, and nothing is reported', async ({ page }, testInfo) => {
  await signIn(page, 'yz-industry', '工作台')
  await page.goto('/plan/yuzhong-2024-plan/target-yz-premium-income')
  await page.getByLabel(/^数值/).fill('2400000')
  await page.getByRole('button', { name: '报送', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: '像是单位写错了' })).toContainText('240亿元')
  await shoot(page, testInfo, 'plan-wrong', true)
  await page.getByLabel(/^数值/).fill('-3')
  await page.getByRole('button', { name: '报送', exact: true }).click()
  await expect(page.getByRole('alert').filter({ hasText: '不会是负数' })).toBeVisible()
})

test('a target with parts shows its sums, and a number of the head its list', async ({ page }, testInfo) => {
  await signIn(page, 'yz-leader', '工作台')
  await page.goto('/plan/yuzhong-2024-plan/target-yz-emerging-enterprises')
  await expect(page.getByText('只做到这些数字，还不够总数超过100家')).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'plan-sums', true)
  await page.goto('/plan')
  const red = page.locator('.plan-lamps').getByRole('link', { name: /红灯/ })
  const count = Number((await red.innerText()).replace(/\D/g, ''))
  await red.click()
  await expect(page.getByText(`${count} 项。`)).toBeVisible()
  await expect(page.locator('.plan-table tbody tr')).toHaveCount(count)
})
