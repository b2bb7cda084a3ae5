import { expect, test } from '@playwright/test'
import {
  choosePlace,
  chooseSample,
  expectNoSidewaysScroll,
  onlyDocument,
  openCheckup,
  openForm,
  openSamples,
  settled,
  shoot,
  specializedFirms,
  watch,
} from './page.ts'

test('an enterprise sees what it gets, reads the clause, and only exact cash is added up', async ({
  page,
  baseURL,
}, testInfo) => {
  const trouble = watch(page, baseURL)
  await openCheckup(page)
  await expect(page).toHaveTitle(/兑现/)
  await shoot(page, testInfo, 'checkup-empty')

  await onlyDocument(page, specializedFirms)
  await chooseSample(page, 'exact-award')
  const sum = page.locator('.summary-sum')
  await expect(sum).toContainText('10万元')
  await expect(page.locator('.summary-apart')).toContainText('国有厂房租金减免')
  await expect(page.locator('.summary-apart')).toContainText('上限')
  await shoot(page, testInfo, 'checkup-sample')
  await shoot(page, testInfo, 'checkup-sample-whole', true)
  await expectNoSidewaysScroll(page)

  const card = page.getByRole('article', { name: '国有厂房租金减免' })
  await expect(card).toContainText('确定')
  await expect(card).toContainText('48万元')
  await expect(card.locator('.money-exact .figure').first()).toHaveAttribute('title', '480,000 元')
  await expect(card.getByRole('img', { name: '满足', exact: true }).first()).toBeVisible()

  const clause = card.getByRole('button', { name: '查看条款：国有厂房租金减免' })
  await clause.click()
  const drawer = page.getByRole('dialog')
  await expect(drawer.getByRole('heading', { name: '3. 保障生产用房' })).toBeVisible()
  await expect(drawer.locator('mark').filter({ hasText: '每家企业减免额度不超过 50 万元/年' })).toBeVisible()
  await shoot(page, testInfo, 'clause')
  await drawer.getByRole('link', { name: '在政策原文中打开' }).click()
  await expect(page).toHaveURL(/\/policies\/yubei-2024-34#article-3$/)
  trouble.none()
})

test('the next question is answered on the spot and everything changes at once', async ({
  page,
}, testInfo) => {
  await openCheckup(page)
  await onlyDocument(page, specializedFirms)
  await chooseSample(page, 'missing-fact')
  const box = page.getByRole('region', { name: '先回答：上年度工业总产值增速' })
  await expect(box).toContainText('国有厂房租金减免')
  const card = page.getByRole('article', { name: '国有厂房租金减免' })
  await expect(card.locator('.outcome').first()).toHaveText('待定')
  await shoot(page, testInfo, 'question')

  await box.getByRole('textbox').fill('19.9')
  await box.getByRole('button', { name: '确定' }).click()
  await expect(card.locator('.reading')).toContainText('符合')

  await page.getByRole('button', { name: '撤回上一答：上年度工业总产值增速' }).click()
  await box.getByRole('textbox').fill('26')
  await box.getByRole('button', { name: '确定' }).click()
  await expect(card.locator('.outcome').first()).toHaveText('符合')
  await expect(page.getByRole('heading', { name: '没有要您回答的问题了' })).toBeFocused()
  await expect(page.getByRole('status')).toContainText('待定')
})

test('不清楚 is put aside, not taken for 否', async ({ page }) => {
  await openCheckup(page)
  await onlyDocument(page, specializedFirms)
  await chooseSample(page, 'human-decision')
  const box = page.locator('.next-question')
  const first = await box.getByRole('heading').textContent()
  const undetermined = page.locator('.summary-counts dd').first()
  const before = await undetermined.textContent()
  await box.getByRole('button', { name: '不清楚' }).click()
  await expect(box.getByRole('heading')).not.toHaveText(first ?? '')
  await expect(undetermined).toHaveText(before ?? '')
})

test('readings stand side by side with their amounts and whom to ask', async ({ page }, testInfo) => {
  await openCheckup(page)
  await onlyDocument(page, specializedFirms)
  await chooseSample(page, 'candidates-by-reading')
  const card = page.getByRole('article', { name: '新三板挂牌奖励' })
  await expect(card.locator('.money').first()).toHaveText(/备选.*200万元.*300万元/)
  await expect(card.locator('.alternatives').first().getByRole('listitem')).toHaveCount(3)
  await expect(card).toContainText('请示：区金融服务办')
  await card.scrollIntoViewIfNeeded()
  await shoot(page, testInfo, 'readings')
})

test('a near miss says by how much, and what would change it', async ({ page }, testInfo) => {
  await openCheckup(page)
  await onlyDocument(page, specializedFirms)
  await chooseSample(page, 'narrow-miss')
  const card = page.getByRole('article', { name: '国有厂房租金减免' })
  await expect(card.locator('.outcome').first()).toHaveText('不符合')
  await expect(card).toContainText('0.2个百分点')
  await expect(card.getByRole('heading', { name: '要符合，至少要改变' })).toBeVisible()
  await card.scrollIntoViewIfNeeded()
  await shoot(page, testInfo, 'near-miss')
})

test('what does not apply is folded away, not hidden', async ({ page }) => {
  await openCheckup(page)
  await onlyDocument(page, specializedFirms)
  await chooseSample(page, 'other-district')
  await expect(page.getByRole('article', { name: '国有厂房租金减免' })).toHaveCount(0)
  await page.getByRole('button', { name: /^不适用：地区或前提不符（\d+）/ }).click()
  await expect(page.getByRole('article', { name: '国有厂房租金减免' })).toContainText('不适用')
})

test('who asks and where settle what applies', async ({ page }, testInfo) => {
  await openCheckup(page)
  await onlyDocument(page, specializedFirms)
  const undetermined = page.locator('.summary-counts dd').first()
  const box = page.locator('.next-question')
  await expect(undetermined).not.toHaveText('0 项')

  await choosePlace(page, '北碚区')
  await expect(box.getByRole('heading')).toHaveText('所选文件里没有适用的事项')
  await expect(undetermined).toHaveText('0 项')
  await expect(page.getByRole('article')).toHaveCount(0)
  await shoot(page, testInfo, 'elsewhere', true)
  await expectNoSidewaysScroll(page)

  await choosePlace(page, '渝北区')
  await expect(undetermined).not.toHaveText('0 项')
  const ofFirms = (await undetermined.textContent()) ?? ''
  await page.getByLabel('谁来申报').selectOption('项目')
  await expect(page.getByRole('region', { name: '项目情况' })).toBeVisible()
  await expect(undetermined).not.toHaveText(ofFirms)
  const forOthers = page.getByRole('button', { name: /^不适用：给予其他主体（\d+）/ })
  await forOthers.click()
  await expect(page.getByRole('article', { name: '国有厂房租金减免' })).toContainText('给予企业，不是项目')
  await page.reload()
  await expect(page.getByLabel('谁来申报')).toHaveValue('项目')
})

test('documents are left out and taken in, and each card names its own', async ({ page }, testInfo) => {
  await openCheckup(page)
  await chooseSample(page, 'exact-award')
  const named = page.locator('.finding-document')
  await expect(named.first()).toBeVisible()
  await page.locator('.scope-documents').click()
  const documents = page.getByRole('group', { name: '查哪些文件' }).getByRole('checkbox')
  const count = await documents.count()
  expect(count).toBeGreaterThan(1)
  await shoot(page, testInfo, 'documents')
  await expectNoSidewaysScroll(page)

  const cards = page.locator('article.finding')
  expect(await cards.count()).toBe(await named.count())
  const ofOwn = named.filter({ hasText: specializedFirms })
  await expect(ofOwn.first()).toBeVisible()
  const own = page.getByRole('checkbox', { name: specializedFirms })
  await own.uncheck()
  await expect(ofOwn).toHaveCount(0)
  await expect(page.getByRole('article', { name: '国有厂房租金减免' })).toHaveCount(0)
  await expect(page.locator('.scope-documents')).toContainText(`${count} 份中的 ${count - 1} 份`)

  await page.getByRole('button', { name: `只查这份：${specializedFirms}` }).click()
  await expect(page.getByRole('article', { name: '国有厂房租金减免' })).toBeVisible()
  await expect(named).toHaveCount(0)
  await own.uncheck()
  await expect(page.getByText('请至少选一份')).toBeVisible()
  await expect(cards).toHaveCount(0)
  await page.getByRole('button', { name: '全部选上' }).click()
  await expect(ofOwn.first()).toBeVisible()
})

test('the form asks only what can still matter, and nothing moves under the hands', async ({ page }) => {
  await openCheckup(page)
  await onlyDocument(page, specializedFirms)
  await choosePlace(page, '渝北区')
  await openForm(page)
  const form = page.locator('.fact-form')
  const marks = () => form.locator('[data-field]').evaluateAll((all) => all.map((each) => each.dataset.field))
  const before = await marks()
  expect(before).toContain('有效资质')
  expect(before).toContain('租约')
  expect(before).toContain('研发费用费用化金额')

  await form.getByRole('group', { name: '有效资质' }).getByLabel('以上都没有').check()
  await expect(page.getByText('已填 2 项')).toBeVisible()
  await settled(page)
  expect(await marks()).toEqual(before)

  const size = form.getByRole('radio', { name: '小型' })
  await size.scrollIntoViewIfNeeded()
  const place = await size.boundingBox()
  await size.check()
  await expect(form.locator('[data-field=租约]')).toHaveCount(0)
  await expect(size).toBeFocused()
  await expect(size).toBeChecked()
  const after = await size.boundingBox()
  expect(Math.abs((after?.y ?? 0) - (place?.y ?? 0))).toBeLessThan(3)

  await form.getByRole('searchbox').focus()
  await expect(form.locator('[data-field=研发费用费用化金额]')).toHaveCount(0)
  expect(await marks()).toContain('有效资质')
  await form.getByRole('button', { name: /^其他问题（\d+）/ }).click()
  const lease = form.locator('[data-field=租约]')
  await lease.getByRole('checkbox', { name: '租约：没有' }).check()
  await expect(lease.getByRole('checkbox', { name: '租约：没有' })).toBeFocused()
  await form.getByRole('searchbox').fill('转租')
  await expect(form.getByText('没有含“转租”的问题')).toBeVisible()
  await form.getByRole('searchbox').fill('月租金')
  expect(await marks()).toEqual(['租约'])
})

test('a wrong credit code is explained while it is typed', async ({ page }, testInfo) => {
  await openCheckup(page)
  await openForm(page)
  await page.getByRole('searchbox').fill('信用代码')
  const code = page.getByLabel('统一社会信用代码', { exact: false }).first()
  await code.fill('91350100M000100')
  await expect(page.getByText('已输入 15 位，共需 18 位。')).toBeVisible()
  await code.fill('9135010OM000100Y43')
  await expect(page.getByText(/第 8 位“O”不能用/)).toBeVisible()
  await code.fill('91350100M000100Y4Z')
  await expect(page.getByText(/第 18 位应为 3，现在是 Z/)).toBeVisible()
  await expect(code).toHaveAttribute('aria-invalid', 'true')
  await code.scrollIntoViewIfNeeded()
  await shoot(page, testInfo, 'credit-code')
  await code.fill('91350100m000100y43')
  await expect(page.getByText('18 位，校验位相符。')).toBeVisible()
  await expect(code).toHaveAttribute('aria-invalid', 'false')
})

test('a wrong amount is said at its field, kept through a reload, and easily mended', async ({
  page,
}, testInfo) => {
  await openCheckup(page)
  await onlyDocument(page, specializedFirms)
  await chooseSample(page, 'exact-award')
  await openForm(page)
  const field = page.getByRole('group', { name: '工业总产值', exact: true }).getByLabel('2024 年')
  await field.fill('约六千万')
  await expect(page.getByRole('alert').filter({ hasText: '工业总产值' })).toContainText('约六千万')
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  const card = page.getByRole('article', { name: '国有厂房租金减免' })
  await expect(card.locator('.outcome').first()).toHaveText('待定')
  await field.scrollIntoViewIfNeeded()
  await shoot(page, testInfo, 'wrong-amount')

  await page.reload()
  await openForm(page)
  await openSamples(page)
  await expect(field).toHaveValue('约六千万')
  await field.fill('6000.01')
  await expect(card.locator('.outcome').first()).toHaveText('符合')
  await expect(field).toHaveValue('6000.01')

  await page.getByRole('button', { name: '清空重填' }).click()
  await expect(page.getByText('已填 0 项')).toBeVisible()
  await page.getByRole('button', { name: '恢复上一份' }).click()
  await expect(field).toHaveValue('6000.01')
  await page.getByRole('button', { name: '清空重填' }).click()
  await page.reload()
  await openForm(page)
  await expect(page.getByText('已填 0 项')).toBeVisible()
})

test('a date that does not exist is said so, and the day decides what is in force', async ({ page }) => {
  await openCheckup(page)
  await chooseSample(page, 'exact-award')
  const date = page.getByLabel('评估日', { exact: true })
  await date.fill('2025-02-30')
  await expect(page.getByText('请填写存在的日期')).toBeVisible()
  await expect(date).toHaveValue('2025-02-30')
  await date.fill('2024年12月11日')
  await expect(page.getByText('按 2024年12月11日 评估', { exact: false })).toBeVisible()
  await expect(page.getByRole('button', { name: /^不在有效期内（\d+）/ })).toBeVisible()
})

test('a lease is added and removed, and the focus goes along', async ({ page }, testInfo) => {
  await openCheckup(page)
  await openForm(page)
  await page.getByRole('searchbox').fill('租约')
  const leases = page.getByRole('group', { name: '租约', exact: false }).first()
  await leases.getByRole('button', { name: '添加一项租约' }).click()
  const lease = page.getByRole('group', { name: '租约 1' })
  await expect(lease.getByLabel('出租方名称', { exact: false }).first()).toBeFocused()
  await lease.getByLabel('面积', { exact: false }).first().fill('3000')
  await lease.getByRole('radio', { name: '国有' }).check()
  await lease.scrollIntoViewIfNeeded()
  await shoot(page, testInfo, 'lease')
  await lease.getByRole('button', { name: '删除租约 1' }).click()
  await expect(leases.getByRole('button', { name: '添加一项租约' })).toBeFocused()
  await expect(lease).toHaveCount(0)
})

test('a missing fact in a card leads to its field', async ({ page }) => {
  await openCheckup(page)
  await onlyDocument(page, specializedFirms)
  await chooseSample(page, 'missing-fact')
  const card = page.getByRole('article', { name: '国有厂房租金减免' })
  await card.getByRole('button', { name: '去填写' }).first().click()
  await expect(page.locator('#field-上年度工业总产值增速')).toBeFocused()
})

test('large text makes everything larger and is remembered', async ({ page }, testInfo) => {
  await openCheckup(page)
  await page.getByRole('button', { name: '大字' }).click()
  await chooseSample(page, 'exact-award')
  await page.reload()
  await expect(page.getByRole('button', { name: '大字', pressed: true })).toBeVisible()
  const size = await page.locator('body').evaluate((body) => getComputedStyle(body).fontSize)
  expect(size).toBe('20px')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'large-text')
})

test('what may be had together is shown with its reasons, and the answer comes on paper', async ({
  page,
  baseURL,
}, testInfo) => {
  const trouble = watch(page, baseURL)
  await openCheckup(page)
  await chooseSample(page, 'combination')
  const together = page.locator('.package')
  await expect(together.locator('summary')).toContainText('现金 确定 325万元')
  await together.locator('summary').click()
  await expect(together).toContainText('文件没有说明能否同时享受')
  await expect(
    together.getByRole('heading', { name: /口径未定：项目配套是否计入年度上限/ }).first(),
  ).toBeVisible()
  await shoot(page, testInfo, 'together')

  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: '下载体检结论（docx，附条文）' }).click()
  expect((await downloading).suggestedFilename()).toBe('政策体检结论-2026-06-01.docx')
  trouble.none()
})
