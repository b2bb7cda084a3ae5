// Acts by a table that is filled in on a desk: phones have no such walk. It has a server of its own, because other walks
// do what the table is to do.
import { Workbook } from '@cj-tech-master/excelts'
import { expect } from '@playwright/test'
import { testOn } from './ownServer.ts'
import { expectNoSidewaysScroll, fileOf, shoot, signIn, watch } from './page.ts'

const test = testOn('papers-table')

test('acts by Excel: wrong cells are named, a fit table is confirmed once', async ({
  page,
  baseURL,
}, testInfo) => {
  test.slow()
  const trouble = watch(page, baseURL)
  await signIn(page, 'handler', '工作台')
  const all = Number(/共 (\d+) 件/.exec(await page.getByText(/^共 \d+ 件$/).innerText())?.[1])
  const exported = new Workbook()
  await exported.xlsx.readFile(await (await fileOf(page, '导出 Excel')).path())
  expect((exported.getWorksheet('办件')?.rowCount ?? 0) - 1).toBe(all)

  await page.goto('/workbench?mine=1&state=submitted')
  await page.getByRole('link', { name: '用 Excel 批量办理' }).click()
  await expect(page.getByRole('heading', { name: '用 Excel 批量办理', level: 1 })).toBeVisible()
  const template = await (await fileOf(page, '下载办理模板')).path()
  const upload = async (act: string) => {
    const book = new Workbook()
    await book.xlsx.readFile(template)
    const sheet = book.getWorksheet('办理')
    sheet?.eachRow((row, at) => {
      if (at > 1 && String(row.getCell(4).value).includes('系统集成')) row.getCell(7).value = act
    })
    const buffer = Buffer.from(await book.xlsx.writeBuffer())
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    await page.getByLabel(/^填好的表/).setInputFiles({ name: '办理.xlsx', mimeType: type, buffer })
    await page.getByRole('button', { name: '上传并核对' }).click()
  }
  await upload('批准')
  await expect(page.getByText(/有 \d+ 处错误，没有办理/)).toBeVisible()
  await shoot(page, testInfo, 'papers-table-wrong', true)
  await upload('受理')
  await expect(page.getByText(/行都可以办/)).toBeVisible()
  await shoot(page, testInfo, 'papers-table-fit', true)
  await page.getByRole('button', { name: /确认办理/ }).click()
  await expect(page.getByText(/件都已办好/)).toBeVisible()
  await expectNoSidewaysScroll(page)
  trouble.none()
})
