import { expect, test } from '@playwright/test'
import { expectNoSidewaysScroll, shoot, watch } from './page.ts'

test('a reader finds the document, its dates, and each article beside its rules', async ({
  page,
  baseURL,
}, testInfo) => {
  const trouble = watch(page, baseURL)
  await page.goto('/policies')
  await shoot(page, testInfo, 'policy-list')
  await page.getByRole('link', { name: /渝北区促进“专精特新”中小企业发展若干政策措施/ }).click()

  const head = page.locator('.document-head')
  await expect(head).toContainText('渝北府办发〔2024〕34号')
  await expect(head).toContainText('未载明有效期')
  await expect(head).toContainText('渝北府办发〔2022〕38号')
  await expect(page.getByRole('region', { name: '20. 突出示范效应' })).toBeVisible()
  await shoot(page, testInfo, 'policy-head')
  await expectNoSidewaysScroll(page)
  trouble.none()
})

test('a phrase lights up its rule, a rule lights up its phrases', async ({ page }, testInfo) => {
  await page.goto('/policies/yubei-2024-34#3')
  const article = page.getByRole('region', { name: '3. 保障生产用房' })
  await expect(article).toBeInViewport()
  const phrase = article.locator('.phrase').filter({ hasText: '每家企业减免额度' })
  const rule = page.getByRole('region', { name: '事项 国有厂房租金减免' })
  const lit = /-lit/

  await expect(rule).not.toHaveClass(lit)
  await phrase.hover()
  await expect(rule).toHaveClass(lit)
  await shoot(page, testInfo, 'policy-article')

  await page.mouse.move(0, 0)
  await expect(rule).not.toHaveClass(lit)
  await rule.getByRole('heading', { name: '国有厂房租金减免' }).hover()
  await expect(phrase).toHaveClass(lit)

  await page.mouse.move(0, 0)
  await rule.getByRole('link', { name: '「每家企业减免额度不超过 50 万元/年」' }).click()
  await expect(phrase).toBeFocused()
  await page.mouse.move(0, 0)
  await phrase.blur()
  await expect(phrase).toHaveClass(lit)
})

test('the address names an article, and a rule leads back to the check-up', async ({ page }) => {
  await page.goto('/policies/yubei-2024-34#7')
  await expect(page.getByRole('region', { name: '7. 支持企业上市' })).toBeInViewport()
  const rule = page.getByRole('region', { name: '事项 新三板挂牌奖励' })
  await rule.getByRole('link', { name: '在政策体检中查看' }).click()
  await expect(page).toHaveURL(/\/#award-neeq-listing$/)
  await expect(page).toHaveTitle('政策体检 · 兑现')
  await expect(page.getByRole('article', { name: '新三板挂牌奖励' })).toBeInViewport()
})

test('a document and a page that do not exist are said so', async ({ page }) => {
  await page.goto('/policies/nowhere')
  await expect(page.getByRole('heading', { name: '没有这份文件' })).toBeVisible()
  await page.goto('/somewhere/else')
  await expect(page.getByRole('heading', { name: '没有这个页面' })).toBeVisible()
})

test('the API is described on a page of its own', async ({ page, baseURL }, testInfo) => {
  const trouble = watch(page, baseURL)
  await page.goto('/api/docs')
  await expect(page.getByRole('heading', { name: 'POST /api/evaluate' })).toBeVisible()
  await shoot(page, testInfo, 'api-docs')
  trouble.none()
})
