// The workbook out and in: what is filled in is merged with what changed meanwhile, cell by cell, all or nothing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Workbook, type Worksheet } from '@cj-tech-master/excelts'
import fc from 'fast-check'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { createPlanWorld, DISTRICT, type PlanWorld, POLICY } from '../../../testing/planWorld.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { planReport } from '../../db/tables.ts'
import { PlanError } from '../problem.ts'
import { exportPlan } from './exportPlan.ts'
import { type Choices, importWorkbook } from './importWorkbook.ts'
import { ALL_OF_IT, loadPlan } from './loadPlan.ts'
import { mergeCell } from './mergeCell.ts'
import { parsePeriod } from './period.ts'
import { planAsOf } from './planAsOf.ts'
import { reportValue } from './reportValue.ts'
import { COLUMN, codeOf, type Known, SHEET, writeTemplate } from './workbook.ts'

after(stopTestServer)

const { program } = compile(loadSources())
const [INSTITUTIONS, PREMIUM, TOWERS, GREEN] = [
  ...(['target-yz-financial-institutions', 'target-yz-premium-income'] as const),
  ...(['target-yz-finance-buildings', 'target-yz-green-loans'] as const),
]
const now = new Date('2025-04-08T02:00:00Z')

suite('three values of a cell', () => {
  const known = fc.oneof(
    fc.constant<Known>({ kind: 'none' }),
    fc.record({
      kind: fc.constantFrom('proposed' as const, 'official' as const),
      id: fc.constant(1),
      value: fc.constantFrom('1', '2', '2.0', '3'),
    }),
  )
  const same = (a: Known, b: Known): boolean =>
    a.kind !== 'none' && b.kind !== 'none' && Number(a.value) === Number(b.value)

  test('what nobody else changed is taken, what I did not change never is, the rest is a conflict', () => {
    fc.assert(
      fc.property(known, known, fc.constantFrom('1', '2', '3', '4'), (base, theirs, mine) => {
        const merged = mergeCell(base, theirs, mine)
        const my: Known = { kind: 'proposed', id: 2, value: mine }
        if (same(base, my) || same(theirs, my)) assert.equal(merged, 'nothing')
        else if (base.kind === 'none' && theirs.kind === 'none') assert.equal(merged, 'take')
        else if (!same(base, theirs)) assert.equal(merged, 'conflict')
        else assert.equal(merged, base.kind === theirs.kind || base.kind === 'official' ? 'take' : 'conflict')
      }),
    )
  })
})

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  let world: PlanWorld
  const period = parsePeriod('2025Q1') ?? assert.fail()
  const count = () => world.asJob((tx) => tx.$count(planReport))

  async function template(): Promise<Buffer> {
    const plan = await world.as('reporter', (tx) => loadPlan(tx, program, ALL_OF_IT), now)
    const lines = plan.filter(({ indicator }) => indicator.setting.departmentId === 'cyj')
    const department = { id: 'cyj', name: '渝中区产业发展局' }
    return writeTemplate({ district: DISTRICT, department, period, lines }, now)
  }

  async function edited(
    bytes: Buffer,
    change: (sheet: Worksheet, rowOf: (target: string) => number) => void,
  ): Promise<Buffer> {
    const book = new Workbook()
    await book.xlsx.load(new Uint8Array(bytes))
    const sheet = book.getWorksheet(SHEET) ?? assert.fail()
    const rowOf = (target: string): number => {
      for (let row = 2; row <= sheet.rowCount; row++)
        if (sheet.getCell(row, COLUMN.code).value === `${POLICY}/${target}`) return row
      return assert.fail(target)
    }
    change(sheet, rowOf)
    return Buffer.from(await book.xlsx.writeBuffer())
  }

  const fill =
    (target: string, value: string | number, reason = '') =>
    (sheet: Worksheet, rowOf: (target: string) => number) => {
      sheet.getCell(rowOf(target), COLUMN.value).value = value
      if (reason !== '') sheet.getCell(rowOf(target), COLUMN.reason).value = reason
    }
  const load = (bytes: Buffer, choices: Choices = {}) =>
    importWorkbook(database, { person: world.idOf('reporter'), now }, program, bytes, choices)

  suite(`workbooks on ${name}`, () => {
    before(async () => {
      world = await createPlanWorld(database, program)
      await world.setting({ target: INSTITUTIONS })
      await world.setting({
        target: PREMIUM,
        unit: '亿元',
        gathers: 'within_year',
        lowest: '10',
        highest: '900',
      })
      await world.setting({ target: TOWERS, unit: '栋' })
      await world.setting({ target: GREEN, unit: '%' })
      await world.official(TOWERS, '2025Q1', '2', new Date('2025-04-05T02:00:00Z'))
    })

    test('every cell that is wrong is named, and nothing is imported', async () => {
      const blank = await template()
      const before = await count()
      const cases: readonly (readonly [
        string,
        RegExp,
        (sheet: Worksheet, rowOf: (target: string) => number) => void,
      ])[] = [
        ['wrong unit', /^H\d+ .*万元.*请换算/, fill(PREMIUM, '600000万元')],
        ['wrong size', /^H\d+ .*像是单位写错了/, fill(PREMIUM, 600000)],
        ['range', /^H\d+ .*合理范围/, fill(PREMIUM, 5)],
        ['negative', /^H\d+ .*负数/, fill(INSTITUTIONS, -3)],
        ['half a firm', /^H\d+ .*整数/, fill(INSTITUTIONS, 450.5)],
        ['percent', /^H\d+ .*不会超过100%/, fill(GREEN, 120)],
        ['words', /^H\d+ .*不是数字/, fill(INSTITUTIONS, '约四百五')],
        [
          'cleared',
          /^H\d+ .*不能清空/,
          (sheet, rowOf) => {
            sheet.getCell(rowOf(TOWERS), COLUMN.value).value = null
          },
        ],
        ['official', /^I\d+ .*已有正式值.*理由/, fill(TOWERS, 3)],
        [
          'formula',
          /^H\d+ .*是公式（＝400\+50）/,
          (sheet, rowOf) => {
            sheet.getCell(rowOf(INSTITUTIONS), COLUMN.value).value = { formula: '400+50', result: 450 }
          },
        ],
        ['merged', /^H2 .*单元格被合并/, (sheet) => sheet.mergeCells('H2:H3')],
        [
          'unit column',
          /^D\d+ 单位应是亿元，表里写的是万元/,
          (sheet, rowOf) => {
            sheet.getCell(rowOf(PREMIUM), COLUMN.unit).value = '万元'
          },
        ],
        [
          'period column',
          /^E\d+ 期间应是2025Q1/,
          (sheet, rowOf) => {
            sheet.getCell(rowOf(PREMIUM), COLUMN.period).value = '2025Q2'
          },
        ],
        [
          'code',
          /^A\d+ 编号不在/,
          (sheet, rowOf) => {
            sheet.getCell(rowOf(PREMIUM), COLUMN.code).value = 'x/y'
          },
        ],
        [
          'twice',
          /^A\d+ 同一指标出现了两次/,
          (sheet, rowOf) => {
            sheet.getCell(rowOf(PREMIUM), COLUMN.code).value = `${POLICY}/${INSTITUTIONS}`
          },
        ],
        [
          'header',
          /^H1 表头应是“本期值”/,
          (sheet) => {
            sheet.getCell('H1').value = '数'
          },
        ],
      ]
      for (const [title, words, change] of cases) {
        const bytes = await edited(blank, (sheet, rowOf) => {
          // A good cell beside the bad one is not imported either.
          if (title !== 'merged') sheet.getCell(rowOf(INSTITUTIONS), COLUMN.value).value = 451
          change(sheet, rowOf)
        })
        await assert.rejects(
          load(bytes),
          (error) =>
            error instanceof PlanError &&
            error.kind === 'wrong_workbook' &&
            error.faults.some(({ path, message }) =>
              words.test(`${path} ${message.split('：').slice(1).join('：')}`),
            ),
          title,
        )
      }
      await assert.rejects(
        load(Buffer.from('PK\x03\x04 nothing')),
        (error) => error instanceof PlanError && error.kind === 'wrong_workbook',
      )
      await assert.rejects(
        load(Buffer.from('%PDF-1.4')),
        (error) => error instanceof PlanError && error.kind === 'wrong_workbook',
      )
      const other = new Workbook()
      other.addWorksheet(SHEET).addRow(['x'])
      await assert.rejects(
        load(Buffer.from(await other.xlsx.writeBuffer())),
        (error) => error instanceof PlanError && /不是从本系统下载/.test(error.message),
      )
      assert.equal(await count(), before)
    })

    test('only what was changed is reported; the same workbook again changes nothing', async () => {
      const bytes = await edited(await template(), (sheet, rowOf) => {
        fill(INSTITUTIONS, 451, '名录见附件')(sheet, rowOf)
        fill(GREEN, 0.255)(sheet, rowOf)
        sheet.getCell(rowOf(GREEN), COLUMN.value).numFmt = '0.0%'
      })
      const done = await load(bytes)
      assert.ok(done.kind === 'imported')
      assert.deepEqual(
        done.rows.map(({ target, value, reason, kind }) => [target, value, reason, kind]).sort(),
        [
          [INSTITUTIONS, '451', '名录见附件', 'proposed'],
          [GREEN, '25.5', '', 'proposed'],
        ].sort(),
      )
      const again = await load(bytes)
      assert.ok(again.kind === 'imported' && again.rows.length === 0)
    })

    test('what somebody else changed meanwhile is shown at its cell, and imported only as chosen', async () => {
      const bytes = await edited(await template(), (sheet, rowOf) => {
        fill(INSTITUTIONS, 455)(sheet, rowOf)
        fill(PREMIUM, 61)(sheet, rowOf)
      })
      const report = {
        policy: POLICY,
        target: INSTITUTIONS,
        district: DISTRICT,
        period: '2025Q1',
        value: '452',
        reason: '',
      }
      await reportValue(database, { by: { person: world.idOf('checker') }, now }, program, report)
      const before = await count()
      const refused = await load(bytes)
      assert.ok(refused.kind === 'conflicts')
      const [conflict] = refused.conflicts
      assert.equal(refused.conflicts.length, 1)
      assert.deepEqual(
        [
          conflict?.base.kind !== 'none' && conflict?.base.value,
          conflict?.now.kind !== 'none' && conflict?.now.value,
          conflict?.mine,
        ],
        ['451', '452', '455'],
      )
      assert.equal(await count(), before)
      const cell = conflict?.cell ?? ''
      const theirs = await load(bytes, { [cell]: 'theirs' })
      assert.ok(theirs.kind === 'imported')
      assert.deepEqual(
        theirs.rows.map(({ target }) => target),
        [PREMIUM],
      )
      const mine = await load(bytes, { [cell]: 'mine' })
      assert.ok(mine.kind === 'imported')
      assert.deepEqual(
        mine.rows.map(({ value }) => value),
        ['455'],
      )
    })

    test('a correction of what is official needs its reason and names what it replaces', async () => {
      const done = await load(await edited(await template(), fill(TOWERS, 3, '漏报一栋')))
      assert.ok(done.kind === 'imported')
      assert.ok(done.rows[0]?.follows)
    })

    test('a workbook made before the indicator was changed is stale', async () => {
      const old = await template()
      await world.setting(
        { target: GREEN, unit: '%', definition: '换了口径' },
        new Date('2025-04-08T01:00:00Z'),
      )
      await assert.rejects(
        load(await edited(old, fill(GREEN, 26))),
        (error) =>
          error instanceof PlanError && error.faults.some(({ message }) => /表格已过期/.test(message)),
      )
    })

    test('who is not of the department imports nothing', async () => {
      const bytes = await edited(await template(), fill(INSTITUTIONS, 460))
      await assert.rejects(
        importWorkbook(database, { person: world.idOf('economy'), now }, program, bytes),
        (error) => error instanceof PlanError && error.kind === 'not_yours',
      )
    })

    test('what the list shows is what its export holds', async () => {
      const plan = await world.as('planner', (tx) => planAsOf(tx, program, '2025-04-08', now), now)
      const book = new Workbook()
      await book.xlsx.load(new Uint8Array(await exportPlan(plan, plan.lines)))
      const sheet = book.getWorksheet('指标') ?? assert.fail()
      assert.equal(sheet.rowCount - 1, plan.lines.length)
      assert.deepEqual(
        plan.lines.map((line) => codeOf(line).split('/')[1]).length,
        new Set(plan.lines.map(codeOf)).size,
      )
    })
  })
}

runSuites()
