// A firm that is not accepted appeals with a paper; the leader of the department answers, and it goes on.
import { expect, type Page, test } from '@playwright/test'
import { chooseAct, expectCaseState, expectNoSidewaysScroll, shoot, signIn, watch } from './page.ts'

/** Each screen walks with an item of its own: an enterprise has one case of an item in a year. */
const items = { desktop: '智能工厂建设补助', phone: '数字化车间建设补助' }

const proof = (text: string) => ({
  ...{ name: '建设说明.pdf', mimeType: 'application/pdf' },
  buffer: Buffer.from(`%PDF-1.4\n% appeal ${text}\n%%EOF\n`),
})

async function because(page: Page, kind: string, text: string) {
  await page.getByLabel('哪一类').selectOption(kind)
  await page.getByLabel('具体说明').fill(text)
}

test('a firm is not accepted, appeals with a paper, and is heard by the leader of the department', async ({
  page,
  baseURL,
}, testInfo) => {
  // Five people's sittings in one walk.
  test.slow()
  const trouble = watch(page, baseURL)
  const item = testInfo.project.name === 'phone' ? items.phone : items.desktop

  await signIn(page, 'owner1', '我的办件')
  await page.getByRole('link', { name: '申报', exact: true }).click()
  await page.getByLabel('事项').selectOption({ label: item })
  await page.getByRole('button', { name: '建立草稿' }).click()
  await expectCaseState(page, '草稿')
  const address = page.url()
  await chooseAct(page, '提交')
  await page.getByRole('button', { name: '确认提交' }).click()
  await expectCaseState(page, '已提交')

  await signIn(page, 'handler', '工作台')
  await page.goto(address)
  await chooseAct(page, '不予受理')
  await because(page, '材料不齐', '没有上传建设说明。')
  await page.getByRole('button', { name: '确认不予受理' }).click()
  await expectCaseState(page, '不予受理')
  await expect(page.getByRole('region', { name: '可以办理' }).getByRole('button')).toHaveCount(0)

  await signIn(page, 'owner1', '我的办件')
  await page.goto('/messages')
  await expect(page.getByText(/如不服，可以在 .+ 前申诉/).first()).toBeVisible()
  await page.goto(address)
  await page.getByLabel('文件', { exact: true }).setInputFiles(proof(testInfo.project.name))
  await page.getByLabel('种类').selectOption('报告')
  await page.getByRole('button', { name: '上传材料' }).click()
  await expect(page.getByRole('link', { name: '建设说明.pdf' })).toBeVisible()
  await chooseAct(page, '申诉')
  await expect(page.getByText(/不影响申请行政复议或提起行政诉讼/)).toBeVisible()
  await page.getByLabel(/申诉理由/).fill('<b>建设说明</b>已经补上，原来是上传时断网。')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'appeal-form', true)
  await page.getByRole('button', { name: '确认申诉' }).click()
  await expectCaseState(page, '审核中')
  const panel = page.getByRole('region', { name: '申诉', exact: true })
  await expect(panel).toContainText('<b>建设说明</b>已经补上')
  await expect(panel).toContainText('等待答复')

  await signIn(page, 'head', '工作台')
  await page.getByLabel('现在由我办的').check()
  const row = page.getByRole('row').filter({ hasText: item })
  await expect(row).toContainText('申诉处理（不予受理）')
  await row.getByRole('link').click()
  await expect(page.getByRole('region', { name: '申诉', exact: true })).toContainText('原来是上传时断网')
  await chooseAct(page, '申诉成立，重新审核')
  await because(page, '申诉成立', '材料现已齐全，请重新审查。')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'appeal-leader', true)
  await page.getByRole('button', { name: '确认申诉成立，重新审核' }).click()
  await expectCaseState(page, '已提交')

  await signIn(page, 'handler', '工作台')
  await page.goto(address)
  await chooseAct(page, '受理')
  await page.getByRole('button', { name: '确认受理' }).click()
  await expectCaseState(page, '审核中')

  await signIn(page, 'owner1', '我的办件')
  await page.goto(address)
  await expect(page.getByRole('region', { name: '申诉', exact: true })).toContainText(
    '答复：材料现已齐全，请重新审查。',
  )
  await expect(page.getByText('委领导')).toHaveCount(0)
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'appeal-answered', true)
  trouble.none()
})
