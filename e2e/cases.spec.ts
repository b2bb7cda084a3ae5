import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { unzip } from '../server/office/unzip.ts'
import { chooseAct, expectCaseState, expectNoSidewaysScroll, fileOf, shoot, signIn, watch } from './page.ts'

/** Each screen walks with an item of its own: an enterprise has one case of an item in a year. */
const items = { desktop: '服务型制造项目补助', phone: '绿色工厂奖励' }

// A PDF as far as its first bytes say; each walk has another content.
const paper = (text: string) => ({
  ...{ name: '认定文件.pdf', mimeType: 'application/pdf' },
  buffer: Buffer.from(`%PDF-1.4\n% ${text}\n%%EOF\n`),
})

/** The words of a notice that the page offers, by its kind. */
async function noticeWords(page: Page, title: string): Promise<string> {
  const file = await fileOf(page, `下载${title}`)
  expect(file.suggestedFilename()).toMatch(new RegExp(`^${title}-.*\\.docx$`))
  const document = unzip(await readFile(await file.path())).get('word/document.xml') ?? ''
  return document.replace(/<[^>]*>/g, '')
}

test('an enterprise applies, is asked to correct, corrects; the handler accepts and recommends', async ({
  page,
  baseURL,
}, testInfo) => {
  // Five people's sittings in one walk.
  test.slow()
  const trouble = watch(page, baseURL)
  const item = testInfo.project.name === 'phone' ? items.phone : items.desktop

  await page.goto('/cases')
  await expect(page.getByRole('heading', { name: '登录', level: 1 })).toBeVisible()
  await shoot(page, testInfo, 'sign-in')
  await signIn(page, 'owner1', '我的办件')
  await expect(page.locator('.session-name')).toContainText('甲字样板')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'my-cases', true)

  await page.getByRole('link', { name: '申报', exact: true }).click()
  await page.getByLabel('事项').selectOption({ label: item })
  await expect(page.getByRole('heading', { name: '已经知道的' })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'apply', true)
  await page.getByRole('button', { name: '建立草稿' }).click()
  await expect(page.getByRole('heading', { name: item, level: 1 })).toBeVisible()
  await expectCaseState(page, '草稿')
  const address = page.url()

  await page.getByLabel('文件', { exact: true }).setInputFiles(paper(`${testInfo.project.name} 1`))
  await page.getByLabel('种类').selectOption('证照')
  await page.getByRole('button', { name: '上传材料' }).click()
  await expect(page.getByRole('link', { name: '认定文件.pdf' })).toBeVisible()
  await chooseAct(page, '提交')
  await page.getByRole('button', { name: '确认提交' }).click()
  await expectCaseState(page, '已提交')

  await signIn(page, 'handler', '工作台')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'workbench', true)
  await page.getByRole('row').filter({ hasText: item }).getByRole('link').click()
  await expect(page.getByRole('heading', { name: '条款与事实' })).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'case-officer', true)
  await chooseAct(page, '一次性告知补正')
  await page.getByLabel('第 1 项缺什么').fill('项目验收报告')
  await page.getByLabel('第 1 项怎样补').fill('上传盖章的 PDF')
  await page.getByLabel('哪一类').selectOption('材料不齐')
  await page.getByLabel('具体说明').fill('没有验收报告，不能核对投入。')
  await page.getByRole('button', { name: '确认一次性告知补正' }).click()
  await expectCaseState(page, '待补正')

  await signIn(page, 'owner1', '我的办件')
  await page.goto(address)
  await expect(page.locator('.corrections')).toContainText('项目验收报告')
  await expect(page.locator('.progress')).toContainText('没有验收报告，不能核对投入。')
  await expect(page.getByText('经办员甲')).toHaveCount(0)
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'case-correcting', true)
  const told = await noticeWords(page, '一次性告知书')
  for (const words of ['甲字样板', item, '项目验收报告', '上传盖章的 PDF', '没有验收报告，不能核对投入。'])
    expect(told).toContain(words)
  expect(told).not.toContain('经办员甲')
  await page.getByLabel('文件', { exact: true }).setInputFiles(paper(`${testInfo.project.name} 2`))
  await page.getByLabel('种类').selectOption('报告')
  await page.getByRole('button', { name: '上传材料' }).click()
  await expect(page.getByRole('heading', { name: '佐证材料（2）' })).toBeVisible()
  await chooseAct(page, '提交补正')
  await page.getByRole('button', { name: '确认提交补正' }).click()
  await expectCaseState(page, '已提交')

  await signIn(page, 'handler', '工作台')
  await page.goto(address)
  await expect(page.getByLabel('“一次性告知补正”现在不能办，因为')).toContainText('补正只能一次性告知')
  await chooseAct(page, '受理')
  await page.getByLabel('意见（给后续经办人看，企业看不到）').fill('材料补齐，予以受理。')
  await page.getByRole('button', { name: '确认受理' }).click()
  await expectCaseState(page, '审核中')
  await chooseAct(page, '建议支持')
  await page.getByRole('button', { name: '确认建议支持' }).click()
  await expect(page.locator('.path-current')).toContainText('复核')
  await expect(page.getByText('意见：材料补齐，予以受理。')).toBeVisible()
  await shoot(page, testInfo, 'case-recommended', true)

  await signIn(page, 'owner1', '我的办件')
  await page.goto(address)
  const notices = page.getByRole('region', { name: '我的文书' })
  await expect(notices.getByRole('link')).toHaveText(['下载受理通知书', '下载一次性告知书'])
  const accepted = await noticeWords(page, '受理通知书')
  expect(accepted).toContain('申报材料符合受理要求')
  expect(accepted).not.toContain('材料补齐，予以受理。')
  await expectNoSidewaysScroll(page)
  await notices.scrollIntoViewIfNeeded()
  await shoot(page, testInfo, 'case-notices')
  trouble.none()
})

test('a wrong password is told without saying what was wrong, and a signed-out page shows no case', async ({
  page,
}) => {
  await page.goto('/sign-in')
  await page.getByLabel('登录名').fill('owner1')
  await page.getByLabel('密码').fill('wrong')
  await page.getByRole('button', { name: '登录' }).click()
  await expect(page.getByRole('alert')).toContainText('登录名或密码不对')
  await page.goto('/cases/1')
  await expect(page.getByRole('heading', { name: '登录', level: 1 })).toBeVisible()
})
