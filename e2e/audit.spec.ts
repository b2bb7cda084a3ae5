import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { publishHead } from '../server/audit/heads.ts'
import { makeBundle } from '../server/proof/makeBundle.ts'
import { awardCourse } from '../testing/awardCourse.ts'
import { openTestEmbedded } from '../testing/databases.ts'
import { decisionWorld } from '../testing/decisionWorld.ts'
import { expectNoSidewaysScroll, shoot, signInTwice, watch } from './page.ts'

const bundleFile = join(import.meta.dirname, '../.build/e2e-data/bundle.json')
const changedFile = join(import.meta.dirname, '../.build/e2e-data/bundle-changed.json')
let head = ''

/** An award of another installation, as somebody brings it, and the hash that was published there. */
test.beforeAll(async () => {
  test.setTimeout(120_000)
  const start = new Date('2025-06-02T01:00:00.000Z')
  const later = new Date('2025-07-01T01:00:00.000Z')
  const { database, close } = await openTestEmbedded()
  const world = await decisionWorld(database, start)
  const { decision, course } = await awardCourse(world, 1, start)
  head = (await world.job((tx) => publishHead(tx, later), later))?.hash ?? ''
  const text = await world.job((tx) => makeBundle(tx, decision.id, course, later), later)
  await close()
  writeFileSync(bundleFile, text)
  writeFileSync(changedFile, text.replace('48000000', '48000001'))
})

/** Before the first start, whose beginning lies a month back. */
function longAgo(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(Date.now() - 60 * 86_400_000)
}

test('an auditor filters the log, verifies it, computes a decision again and checks a bundle', async ({
  page,
  baseURL,
}, testInfo) => {
  test.slow()
  const trouble = watch(page, baseURL)
  await signInTwice(page, 'auditor', '工作台')
  await page.getByRole('link', { name: '审计', exact: true }).click()
  await expect(page.getByText(/^共 \d+ 条/)).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'audit-log')

  await page.getByLabel('对象种类').selectOption({ label: '核定' })
  await page.getByRole('button', { name: '筛选' }).click()
  // The first start brings some of its sample cases to a decision, too.
  const rows = page.getByRole('row').filter({ has: page.getByRole('cell') })
  const frozen = rows.filter({ hasText: '固定核定依据' }).first()
  await expect(rows.first()).toContainText('核定')
  await expect(page.getByText(`共 ${await rows.count()} 条`)).toBeVisible()
  for (const row of await rows.all()) await expect(row).toContainText('核定')
  await expect(frozen).toContainText('复核员')
  await frozen.locator('summary').click()
  await expect(frozen.getByText('前一条散列')).toBeVisible()
  await shoot(page, testInfo, 'audit-log-one', true)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: '导出 Excel' }).click()
  expect((await download).suggestedFilename()).toMatch(/^操作留痕-.*\.xlsx$/)

  await page.getByRole('link', { name: '验证留痕' }).click()
  await page.getByRole('button', { name: '开始验证' }).click()
  await expect(page.getByText('留痕完整')).toBeVisible()
  await expect(page.getByText(/从第 1 条到第 \d+ 条，每一条都接得上/)).toBeVisible()
  await page.getByLabel('从别处得到的留痕头（可以不填）').fill('ef'.repeat(32))
  await page.getByRole('button', { name: '再验证一次' }).click()
  await expect(page.getByText('这里没有散列为所给值的留痕头')).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'audit-verify', true)

  await page.getByRole('link', { name: '核定复算' }).click()
  await page
    .getByRole('link', { name: /^复算 \d+$/ })
    .first()
    .click()
  await expect(page.getByText('与核定时完全相同。')).toBeVisible({ timeout: 20_000 })
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'audit-replay-same', true)
  await page.getByLabel('按哪一天已知的事实').fill(longAgo())
  await page.getByRole('button', { name: '重新计算' }).click()
  await expect(page.getByText('与核定时不同。')).toBeVisible({ timeout: 20_000 })
  await expect(page.locator('.replay-changes')).toContainText('还不知道')
  await expect(page.locator('.replay-changes')).toContainText('是同一版规则。')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'audit-replay', true)
  expect(await page.locator('.replay-changed').count()).toBeGreaterThan(0)

  await page.getByRole('link', { name: '核查包', exact: true }).click()
  await page.getByLabel('核查包（.json）').setInputFiles(bundleFile)
  await page.getByLabel('已公布的留痕头（可以不填）').fill(head)
  await page.getByRole('button', { name: '核查', exact: true }).click()
  await expect(page.getByText('核查通过')).toBeVisible()
  await expect(page.getByText('与所给的已公布留痕头一致。')).toBeVisible()
  await expect(page.locator('.bundle-facts')).toContainText('48万元')
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'audit-bundle', true)
  await page.getByLabel('核查包（.json）').setInputFiles(changedFile)
  await page.getByRole('button', { name: '核查', exact: true }).click()
  await expect(page.getByText(/核查没有通过/)).toBeVisible()
  trouble.none()
})

test('rules of a day before there were any are told as such', async ({ page }) => {
  await signInTwice(page, 'auditor', '工作台')
  await page.goto('/audit?view=replay&decision=1&law=2020-01-01')
  await expect(page.getByRole('alert')).toContainText('之前没有启用过任何规则版本')
})

test('the administrator of the audit sees the log and publishes its head, and no business', async ({
  page,
}, testInfo) => {
  await signInTwice(page, 'audit', '审计')
  await expect(page.getByRole('link', { name: '核定复算' })).toHaveCount(0)
  await page.getByRole('link', { name: '验证留痕' }).click()
  await page.getByRole('button', { name: '公布新的留痕头' }).click()
  await expect(page.getByText(/已公布第 \d+ 个留痕头/)).toBeVisible()
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'audit-heads', true)
})
