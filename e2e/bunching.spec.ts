// A sign that takes many applicants: they are put into the database of a server of its own while it stands still.
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { openDatabase } from '../server/db/openDatabase.ts'
import { testOn } from './ownServer.ts'
import { expectNoSidewaysScroll, shoot, signIn, watch } from './page.ts'

const test = testOn('bunching')

const GROWTH = 'industrialOutputGrowthLastYear'
const ITEM = 'rent-relief-state-owned'
/** In tenths of a percent; the threshold of the text is 20%. */
const GROWTHS = [...Array<number>(31).fill(202), ...Array<number>(4).fill(198), ...Array<number>(9).fill(206)]

/** Applicants of the sample case's item and year with these growths; the sample case itself has 20.1%. */
async function addApplicants(data: string): Promise<void> {
  const { pool, close } = await openDatabase({ folder: join(data, 'database') })
  const { rows } = await pool.query(
    `INSERT INTO fact (subject_id, name, value, source)
     SELECT subject_id, $1, '"20.1%"', 'register' FROM support_case WHERE item = $2 RETURNING subject_id`,
    [GROWTH, ITEM],
  )
  expect(rows).toHaveLength(1)
  await pool.query(
    `WITH firms AS (INSERT INTO subject (kind, name, district)
       SELECT '企业', '示例企业' || number, '渝北区' FROM generate_series(1, $1) AS each (number) RETURNING id, name),
     said AS (INSERT INTO fact (subject_id, name, value, source)
       SELECT firms.id, $3, to_jsonb(growth / 10.0 || '%'), 'register'
       FROM unnest($2::int[]) WITH ORDINALITY AS each (growth, number) JOIN firms ON firms.name = '示例企业' || number)
     INSERT INTO support_case (subject_id, setting_id, year, element, first_department, situation)
       SELECT firms.id, model.setting_id, model.year, model.element, model.first_department,
         jsonb_build_object('step', path.definition->'start')
       FROM firms, support_case AS model
         JOIN approval_path AS path ON path.id = model.path_id AND path.version = model.path_version
       WHERE model.item = $4`,
    [GROWTHS.length, GROWTHS, GROWTH, ITEM],
  )
  // They have applied: nobody asks in this walk by which acts.
  await pool.query(
    `UPDATE support_case AS each SET departments = model.departments FROM support_case AS model
     WHERE each.item = $1 AND each.departments = '{}' AND model.item = $1 AND model.departments <> '{}'`,
    [ITEM],
  )
  await close()
}

test('many applicants just above a threshold are a sign with its numbers, and no question to one of them', async ({
  page,
  baseURL,
  server,
}, testInfo) => {
  test.slow()
  await server.stop()
  await addApplicants(server.data)
  await server.later(0)
  const trouble = watch(page, baseURL)
  await signIn(page, 'handler', '工作台')
  await page.goto('/workbench?item=rent-relief-state-owned')
  await page
    .getByRole('link', { name: /国有厂房租金减免/ })
    .first()
    .click()
  const sign = page.locator('.sign-list li').filter({ hasText: '同一事项' })
  await expect(sign).toContainText('刚好够的（20%至20.4%）32 家')
  await expect(sign).toContainText('差一点的（19.6%至20%）4 家')
  await expect(sign).toContainText('再高一段的（20.4%至20.8%）9 家')
  await expect(sign).toContainText('不说明其中哪一家有问题')
  await expectNoSidewaysScroll(page)
  await sign.scrollIntoViewIfNeeded()
  await shoot(page, testInfo, 'bunching')
  await sign.getByRole('button').first().click()
  await expect(page.getByRole('textbox').last()).toHaveValue('')
  trouble.none()
})
