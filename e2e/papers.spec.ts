// An officer's papers and tables, and what the public reads of them.
import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { expectNoSidewaysScroll, fileOf, shoot, signIn, watch } from './page.ts'

async function act(page: Page, name: string) {
  await page.getByRole('region', { name: '可以办理' }).getByRole('button', { name, exact: true }).click()
  await page.getByRole('button', { name: `确认${name}` }).click()
  await expect(page.locator('.act-done')).toContainText(`已办：${name}`)
}

async function openCase(page: Page, text: string, link: string | RegExp) {
  await page.goto(`/workbench?text=${encodeURIComponent(text)}`)
  await page.getByRole('row').getByRole('link', { name: link }).first().click()
  await expect(page.locator('.case-head')).toBeVisible()
}

test('templates, papers, publicity and an objection', async ({ page, baseURL }, testInfo) => {
  test.slow()
  const trouble = watch(page, baseURL)
  const phone = testInfo.project.name === 'phone'

  if (!phone) {
    await signIn(page, 'handler', '工作台')
    await shoot(page, testInfo, 'papers-workbench', true)
    await page.getByRole('link', { name: '意见模板' }).click()
    await page.getByRole('button', { name: '新建模板' }).click()
    await page.getByLabel('名称').fill('材料齐全')
    await page.getByLabel('内容').fill('{企业名称}申报的{事项}材料齐全，依据{条款}，金额{金额}。')
    await shoot(page, testInfo, 'papers-template-new', true)
    await page.getByRole('button', { name: '保存' }).click()
    await expect(page.getByRole('heading', { name: '材料齐全' })).toBeVisible()
    await shoot(page, testInfo, 'papers-templates', true)

    // The reviewer agrees with what was recommended at the first start; the handler publishes it.
    await signIn(page, 'reviewer', '工作台')
    await page.goto('/workbench?mine=1')
    await page
      .getByRole('row', { name: /2025年认定/ })
      .getByRole('link')
      .click()
    await page
      .getByRole('region', { name: '可以办理' })
      .getByRole('button', { name: '同意', exact: true })
      .click()
    await page.getByRole('button', { name: '材料齐全' }).click()
    await expect(page.getByLabel('意见（给后续经办人看，企业看不到）')).toHaveValue(/申报的.*材料齐全，依据/)
    await shoot(page, testInfo, 'papers-template-pick', true)
    await page.getByRole('button', { name: '确认同意' }).click()
    await expect(page.locator('.act-done')).toContainText('已办：同意')
    const address = page.url()
    await signIn(page, 'handler', '工作台')
    await page.goto(address)
    await act(page, '公示')
    await expect(page.getByRole('link', { name: /制作公示名单 GS/ })).toBeVisible()
    const list = await fileOf(page, /制作公示名单 GS/)
    expect(list.suggestedFilename()).toMatch(/^公示-.*\.docx$/)
    expect((await readFile(await list.path())).subarray(0, 2).toString()).toBe('PK')
    await shoot(page, testInfo, 'papers-case', true)
  }

  await page.goto('/publicity')
  await expect(page.getByRole('heading', { name: '公示', level: 1 })).toBeVisible()
  await expect(page.getByText('正在公示 1 件')).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'publicity', true)
  await page.getByRole('button', { name: /对 GS\d+ 提出异议/ }).click()
  await page.getByLabel('姓名或单位').fill('李四')
  await page.getByLabel('联系方式（电话或邮箱）').fill('13900000000')
  await page.getByLabel('异议内容与依据').fill('认定年度不对，请核实。')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'publicity-objection', true)
  await page.getByRole('button', { name: '提交异议' }).click()
  await expect(page.getByText(/已登记，回执编号 YY\d{10}/)).toBeVisible()
  await shoot(page, testInfo, 'publicity-receipt', true)
  trouble.none()
})

test('signs are asked about and answered; a leader sees where cases lie', async ({
  page,
  baseURL,
}, testInfo) => {
  test.slow()
  const trouble = watch(page, baseURL)
  await signIn(page, 'handler', '工作台')
  // The same file for two cases: the second one shows where it was seen.
  for (const title of [/技改/, /系统集成/]) {
    await openCase(page, '乙字', title)
    const buffer = Buffer.from(`%PDF-1.4\n% one contract ${testInfo.project.name}\n%%EOF\n`)
    const name = `${testInfo.project.name}合同.pdf`
    await page
      .getByLabel('文件', { exact: true })
      .setInputFiles({ name, mimeType: 'application/pdf', buffer })
    await page.getByLabel('种类').selectOption('合同')
    await page.getByRole('button', { name: '上传材料' }).click()
    await expect(page.getByText(`已上传：${name}`)).toBeVisible()
  }
  const address = page.url()
  const sign = page.getByRole('listitem').filter({ hasText: `${testInfo.project.name}合同.pdf 同一份文件` })
  await expect(sign.getByRole('link', { name: /查看办件 渝北-/ })).toBeVisible()
  await sign.getByRole('button', { name: '请企业说明' }).click()
  const question = `请说明这份合同的用途（${testInfo.project.name}）。`
  await page.getByLabel('请企业说明什么').last().fill(question)
  await page.getByRole('button', { name: '发出' }).click()
  await expect(page.getByText('企业还没有说明').first()).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'papers-signs', true)
  await signIn(page, 'owner2', '我的办件')
  await page.goto(address)
  const asked = page.getByRole('listitem').filter({ hasText: question })
  await asked.getByRole('textbox').fill('两个项目共用一份框架合同。')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'papers-answer', true)
  await asked.getByRole('button', { name: '提交说明' }).click()
  await expect(asked).toContainText('两个项目共用一份框架合同。')
  await signIn(page, 'leader', '工作台')
  await page.getByRole('link', { name: '督办' }).click()
  await expect(page.getByRole('row', { name: /渝北区经济信息委/ })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'oversight', true)
  await page.getByRole('link', { name: /渝北区经济信息委在案头/ }).click()
  await expect(page.getByText(/^共 \d+ 件$/)).toBeVisible()
  await expect(page.getByLabel('只看所选部门案头的')).toBeChecked()
  trouble.none()
})
