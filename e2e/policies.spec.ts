import { expect, test } from '@playwright/test'
import type { Program } from '#lang'
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
  await page.goto('/policies/yubei-2024-34#article-3')
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
  await page.goto('/policies/yubei-2024-34#article-7')
  await expect(page.getByRole('region', { name: '7. 支持企业上市' })).toBeInViewport()
  const rule = page.getByRole('region', { name: '事项 新三板挂牌奖励' })
  await rule.getByRole('link', { name: '在政策体检中查看' }).click()
  await expect(page).toHaveURL(/\/#award-neeq-listing$/)
  await expect(page).toHaveTitle('政策体检 · 兑现')
  await expect(page.getByRole('article', { name: '新三板挂牌奖励' })).toBeInViewport()
})

test('the text has the colours of what accounts for it; the legend counts them and takes them off', async ({
  page,
}, testInfo) => {
  await page.goto('/policies/yubei-2024-34#article-5')
  const legend = page.getByRole('region', { name: '原文逐字的着落' })
  await expect(legend).toContainText(/数字|个数字/)
  const item = page.locator('#article-5 .cov-item').first()
  const tint = () => item.evaluate((element) => getComputedStyle(element).backgroundColor)
  const coloured = await tint()
  expect(coloured).not.toBe('rgba(0, 0, 0, 0)')
  await shoot(page, testInfo, 'policy-colours')

  const switchOff = legend.getByRole('button', { name: /^事 事项/ })
  await switchOff.click()
  await expect(switchOff).toHaveAttribute('aria-pressed', 'false')
  expect(await tint()).toBe('rgba(0, 0, 0, 0)')
  await switchOff.click()
  expect(await tint()).toBe(coloured)

  await legend.getByRole('button', { name: '显示字标' }).click()
  const mark = await item.evaluate((element) => getComputedStyle(element, '::before').content)
  expect(mark).toContain('事')
  await legend.getByRole('button', { name: '按着落着色' }).click()
  expect(await tint()).toBe('rgba(0, 0, 0, 0)')
})

test('each document shows its whole text; what nothing accounts for glares', async ({ page, request }) => {
  const { policies }: Program = await (await request.get('/api/program')).json()
  for (const { document, articles } of policies) {
    await page.goto(`/policies/${document.id}`)
    const last = articles.at(-1)
    await expect(page.locator(`[id="article-${last?.id}"]`)).toBeAttached()
    const shown = await page
      .locator('.official-text')
      .evaluateAll((all) => all.map((each) => each.textContent))
    const chapters = await page.locator('.chapter').allTextContents()
    const squeeze = (text: string | null) => (text ?? '').replace(/\s/g, '')
    expect([...shown, ...chapters].map(squeeze).toSorted()).toEqual(
      articles.map(({ text }) => squeeze(text)).toSorted(),
    )
    const open = page.locator('.official-text .cov-open')
    const sum = page.locator('.legend-sum')
    if ((await open.count()) > 0) await expect(sum).toHaveClass(/legend-open/)
    else await expect(sum).not.toHaveClass(/legend-open/)
  }
})

test('the longest document opens from the list, and what is off the screen waits to be drawn', async ({
  page,
  request,
}) => {
  const { policies }: Program = await (await request.get('/api/program')).json()
  const weight = (policy: Program['policies'][number]) => JSON.stringify(policy).length
  const longest = policies.toSorted((a, b) => weight(b) - weight(a))[0]
  await page.goto('/policies')
  await page.locator(`a[href="/policies/${longest?.document.id}"]`).first().click()
  await expect(page.locator('.article .official-text').first()).toBeVisible()
  const waiting = await page
    .locator('.article')
    .last()
    .evaluate((article) => {
      const own = getComputedStyle(article).contentVisibility
      const outer = article.parentElement ? getComputedStyle(article.parentElement).contentVisibility : ''
      return [own, outer]
    })
  expect(waiting).toContain('auto')
})

test('what is doubtful in a document is listed with its phrase and leads to its article', async ({
  page,
}) => {
  await page.goto('/policies/yubei-2024-34')
  const panel = page.locator('.lint')
  await panel.locator('summary').click()
  const gone = panel.getByRole('listitem').filter({ hasText: '「精选层」自2021年11月15日起已不存在' })
  await expect(gone).toBeVisible()
  await expect(panel.getByRole('listitem').filter({ hasText: '分项之和是400万元' })).toBeVisible()
  await gone.getByRole('link', { name: '7. 支持企业上市' }).click()
  await expect(page).toHaveURL(/#article-7$/)
})

test('an article has a link of its own to copy', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/policies/yubei-2024-34#article-7')
  await page.getByRole('button', { name: '复制链接：7. 支持企业上市' }).click()
  await expect(page.getByRole('region', { name: '7. 支持企业上市' })).toContainText(/已复制|链接在地址栏/)
  await expect(page.getByRole('region', { name: '7. 支持企业上市' })).toBeInViewport()
})

test('on paper the controls are gone and the colours stay', async ({ page }, testInfo) => {
  await page.goto('/policies/yubei-2024-34')
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('navigation', { name: '主导航' })).toBeHidden()
  await expect(page.getByRole('navigation', { name: '目录' })).toBeHidden()
  const item = page.locator('.cov-item').first()
  expect(await item.evaluate((element) => getComputedStyle(element).printColorAdjust)).toBe('exact')
  await shoot(page, testInfo, 'policy-print')
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
