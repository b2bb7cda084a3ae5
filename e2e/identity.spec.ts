import { expect, type Page, test } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { expectNoSidewaysScroll, shoot, signIn, walkPassword, watch } from './page.ts'

// Each screen binds and changes what is of a person of its own.
const people = {
  desktop: { deciding: 'approver', changing: 'street' },
  phone: { deciding: 'payer', changing: 'platform' },
}
const of = (name: string) => (name === 'phone' ? people.phone : people.desktop)

async function enter(page: Page, login: string, password: string) {
  await page.goto('/sign-in')
  await page.getByLabel('登录名').fill(login)
  await page.getByLabel('密码').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
}

test('whoever decides binds an authenticator, keeps the codes and is asked for one next time', async ({
  page,
  baseURL,
}, testInfo) => {
  const trouble = watch(page, baseURL)
  const { deciding } = of(testInfo.project.name)
  await enter(page, deciding, walkPassword)
  await expect(page.getByRole('heading', { name: '绑定动态口令', level: 1 })).toBeVisible()
  const secret = (await page.locator('.secret code').textContent()) ?? ''
  await expectNoSidewaysScroll(page)
  await shoot(page, testInfo, 'enrol', true)
  const code = new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')) }).generate()
  await page.getByLabel('动态口令').fill(code)
  await page.getByRole('button', { name: '绑定' }).click()
  const recovery = (await page.locator('.recovery-codes li').first().textContent()) ?? ''
  await page.getByRole('button', { name: '已经抄好，继续' }).click()
  await expect(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible()

  await page.getByRole('button', { name: '退出' }).click()
  await enter(page, deciding, walkPassword)
  await expect(page.getByRole('heading', { name: '输入动态口令', level: 1 })).toBeVisible()
  await page.getByLabel('动态口令').fill(recovery)
  await page.getByRole('button', { name: '确认' }).click()
  await expect(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible()
  trouble.none()
})

test('a changed password is the one that opens from then on', async ({ page }, testInfo) => {
  const { changing } = of(testInfo.project.name)
  await signIn(page, changing, '工作台')
  await page.locator('.session-name').click()
  const wanted = `嘉陵江上-Ferry-${testInfo.project.name}-58`
  await page.getByLabel('原密码').fill(walkPassword)
  await page.getByLabel('新密码', { exact: true }).fill(wanted)
  await page.getByLabel('再输一次新密码').fill(`${wanted}?`)
  await page.getByRole('button', { name: '修改密码' }).click()
  await expect(page.getByRole('alert')).toContainText('两次输入的新密码不一样')
  await page.getByLabel('再输一次新密码').fill(wanted)
  await page.getByRole('button', { name: '修改密码' }).click()
  await expect(page.getByRole('heading', { name: '登录', level: 1 })).toBeVisible()
  await enter(page, changing, wanted)
  await expect(page.getByRole('heading', { name: '工作台', level: 1 })).toBeVisible()
})
