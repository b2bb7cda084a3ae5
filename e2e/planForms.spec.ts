// The forms behind a plan: how an indicator is kept, and what a project is tied to.
import { expect, type Page, test } from '@playwright/test'
import { expectNoSidewaysScroll, shoot, signIn, signInTwice, watch } from './page.ts'

/** Each screen has an indicator and a project of its own. */
const own = {
  desktop: {
    target: 'target-yz-hr-new',
    project: 0,
    enterprise: '山城某科技公司',
    code: '91500103MA5U00001G',
  },
  phone: {
    target: 'target-yz-law-firms-new',
    project: 1,
    enterprise: '两江某服务公司',
    code: '91500103MA5U00002K',
  },
}

test('the plan office changes every part of a setting; what is refused is told at its field', async ({
  page,
}, testInfo) => {
  const { target } = own[testInfo.project.name === 'phone' ? 'phone' : 'desktop']
  await signIn(page, 'planner', '计划目标')
  await page.goto(`/plan/yuzhong-2024-plan/${target}`)
  await page.getByRole('button', { name: '修改设置' }).click()
  const form = page.getByRole('form', { name: '修改设置' })
  const unit = await form.getByLabel('单位').inputValue()
  await form.getByLabel('单位').fill('个苹果')
  await form.getByLabel('报送期限').fill('半个月')
  await shoot(page, testInfo, 'plan-setting-form', true)
  await form.getByRole('button', { name: '保存设置' }).click()
  await expect(form.getByRole('alert')).toContainText('报送期限应为整数天')
  await form.getByLabel('报送期限').fill('20')
  await form.getByRole('button', { name: '保存设置' }).click()
  await expect(form.getByRole('alert')).toContainText('不能与条文的要求比较')
  await expect(form.getByLabel('单位')).toHaveAttribute('aria-invalid', 'true')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'plan-setting-wrong', true)
  await form.getByLabel('单位').fill(unit)
  await form.getByLabel('填报周期').selectOption({ label: '每半年' })
  await expect(form.getByLabel('起始期')).toHaveValue(/^20\d\dH[12]$/)
  await form.getByLabel('填报部门').selectOption({ label: '渝中区商务委' })
  await form.getByLabel('备注').fill('改为半年报')
  await form.getByRole('button', { name: '保存设置' }).click()
  await expect(page.getByText('已保存。')).toBeVisible()
  const setting = page.locator('.plan-setting')
  await expect(setting).toContainText('每半年')
  await expect(setting).toContainText('渝中区商务委')
  await expect(setting).toContainText('每期结束后 20 天内')
})

/** Another system reports an enterprise of the district, with a token of a department there. */
async function enterpriseBySystem(page: Page, name: string, creditCode: string) {
  await signInTwice(page, 'security', '管理')
  await page.getByRole('link', { name: '接口令牌' }).click()
  await page.locator('summary', { hasText: '发放令牌' }).click()
  await page.getByLabel('系统名称').fill(`市场监管${name}`)
  await page.getByLabel('负责部门').selectOption({ label: '渝中区市场监管局' })
  await page.getByLabel('报送企业信息').check()
  await page.getByRole('button', { name: '发放令牌' }).click()
  const token = (await page.getByText(/^令牌：/).innerText()).replace('令牌：', '')
  const reply = await page.request.post('/api/exchange/facts', {
    headers: { Authorization: `Bearer ${token}` },
    data: {
      requestId: name,
      profiles: [{ creditCode, name, district: '渝中区', facts: { 上年度工业总产值增速: '25%' } }],
    },
  })
  expect(await reply.json()).toEqual({ outcome: 'taken', accepted: 1, refused: [] })
}

test('a project gets its enterprise and its targets', async ({ page, baseURL }, testInfo) => {
  const trouble = watch(page, baseURL)
  test.slow()
  const { project, enterprise, code } = own[testInfo.project.name === 'phone' ? 'phone' : 'desktop']
  await enterpriseBySystem(page, enterprise, code)
  await signIn(page, 'planner', '计划目标')
  await page.goto('/plan/projects')
  await page.locator('a[href^="/plan/projects/"]:not([href$="/new"])').nth(project).click()
  await page.getByRole('button', { name: '更正企业和指标' }).click()
  const form = page.getByRole('form', { name: '更正企业和指标' })
  await form.getByLabel(/^查找企业/).fill(enterprise.slice(0, 4))
  await form.getByRole('button', { name: '查找', exact: true }).click()
  await form.getByRole('radio').first().check()
  await expect(form.getByText(`改为：${enterprise}`)).toBeVisible()
  await form.getByLabel('增加一项').selectOption({ index: 1 })
  await form.getByLabel('增加一项').selectOption({ index: 1 })
  await form.getByLabel('理由或内容').fill('签约主体明确，核对支撑的指标')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'project-ties-form', true)
  await form.getByRole('button', { name: '保存更正' }).click()
  await expect(page.getByText('已办理')).toBeVisible()
  const ties = page.getByRole('region', { name: '建设企业与支撑的指标' })
  await expect(ties).toContainText(enterprise)
  await expect(page.getByText('更正：建设企业、支撑的指标')).toBeVisible()
  await shoot(page, testInfo, 'project-ties', true)
  trouble.none()
})
