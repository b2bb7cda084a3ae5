// Tasks as files: what is exported is the list, what is imported is checked cell by cell, what is printed is counted again.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Cell, Workbook } from '@cj-tech-master/excelts'
import { eq } from 'drizzle-orm'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../../testing/databases.ts'
import { runSuites, suite } from '../../../testing/suites.ts'
import { dayInChina } from '../../clock/dayInChina.ts'
import { nextDay } from '../../clock/workingDays.ts'
import { person, planTask, planTaskAct } from '../../db/tables.ts'
import { JOB, transact } from '../../db/transact.ts'
import { seedOfficers } from '../../identity/seedOfficers.ts'
import { unzip } from '../../office/unzip.ts'
import { exportTasks } from './exportTasks.ts'
import { exportNodes, importNodes } from './importNodes.ts'
import { LAMP_NAMES, LAMPS } from './lamp.ts'
import { allTasks, type TaskFilter } from './listTasks.ts'
import { printTaskReport, requireSame } from './printTaskReport.ts'
import { TaskError } from './problem.ts'
import { runTaskClock } from './runTaskClock.ts'
import { seedTasks } from './seedTasks.ts'
import { summarizeTasks } from './summarizeTasks.ts'
import { SAMPLE_COURSES } from './taskSamples.ts'

after(stopTestServer)

const { program } = compile(loadSources())
const NOW = new Date('2026-11-20T02:00:00Z')
const LATE = 'task-yz-finance-headquarters'

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  await seedOfficers(database, NOW, [])
  const seeded = await seedTasks(database, NOW, program, { samples: true })
  const idOf = async (login: string) =>
    transact(database, { actor: JOB, now: NOW }, async (tx) => {
      const [row] = await tx.select().from(person).where(eq(person.login, login))
      return row?.id ?? assert.fail(login)
    })
  const as = async (login: string) => ({
    actor: { kind: 'person' as const, person: await idOf(login) },
    now: NOW,
  })
  const taskNamed = (task: string) =>
    transact(database, { actor: JOB, now: NOW }, async (tx) => {
      const [row] = await tx.select().from(planTask).where(eq(planTask.task, task))
      return row ?? assert.fail(task)
    })
  const planner = await as('planner')
  const clerk = await as('yz-industry')

  suite(`files of tasks on ${name}`, () => {
    test('a first start tracks every task; what is invented says so, in tasks, acts and exports', async () => {
      assert.equal(
        seeded.registered,
        program.policies.reduce((sum, each) => sum + each.tasks.length, 0),
      )
      assert.equal(seeded.moved, SAMPLE_COURSES.length)
      const again = await seedTasks(database, NOW, program, { samples: false })
      assert.deepEqual(again, { registered: 0, moved: 0 })
      const moved = (await allTasks(database, planner, program, {})).filter(
        ({ step }) => step !== 'registered',
      )
      assert.ok(moved.every(({ sample }) => sample))
      const lamps = new Set(moved.map(({ lamp }) => lamp))
      assert.deepEqual([...lamps].sort(), ['done', 'green', 'red', 'undated', 'yellow'])
      const acts = await transact(database, planner, (tx) => tx.select().from(planTaskAct))
      assert.ok(
        acts.every(({ act, sample, personId }) => act === 'register' || (sample && personId === null)),
      )
      const said = await runTaskClock(database, NOW)
      assert.ok(said >= 6)
      assert.equal(await runTaskClock(database, NOW), 0)
    })

    test('an export holds the list that is shown, line by line', async () => {
      for (const filter of [{ lamp: 'red' }, { policy: 'yuzhong-2024-plan' }, {}] as TaskFilter[]) {
        const shown = await allTasks(database, planner, program, filter)
        const rows = await rowsOf(await exportTasks(database, planner, program, filter), '任务')
        assert.deepEqual(
          rows.slice(1).map((row) => [row[0], row[4], row[15] !== '']),
          shown.map(({ id, lamp, sample }) => [String(id), LAMP_NAMES[lamp], sample]),
        )
      }
    })

    test('a report says the numbers of its list, and is not printed where they differ', async () => {
      for (const kind of ['bulletin', 'special'] as const) {
        const filter: TaskFilter = kind === 'special' ? { lamp: 'red' } : { policy: 'yuzhong-2024-plan' }
        const shown = await allTasks(database, planner, program, filter)
        const { text, tables } = readPaper(await printTaskReport(database, planner, program, kind, filter))
        const counted = LAMPS.map((lamp) => shown.filter((each) => each.lamp === lamp).length)
        const numbers =
          /共 (\d+) 项任务，其中红灯 (\d+) 项、黄灯 (\d+) 项、绿灯 (\d+) 项，未定期限 (\d+) 项，已办结 (\d+) 项/.exec(
            text,
          )
        assert.deepEqual(numbers?.slice(1).map(Number), [shown.length, ...counted])
        const [departments = [], list = []] = tables
        assert.equal(list.length - 1, shown.length)
        for (const [i, lamp] of LAMPS.entries()) {
          const column = departments.slice(1).map((row) => Number(row[i + 2]))
          assert.equal(
            column.reduce((sum, each) => sum + each, 0),
            shown.filter((each) => each.lamp === lamp).length,
          )
        }
        assert.deepEqual(
          list.slice(1).map((row) => row[1]?.includes('示例数据')),
          shown.map(({ sample }) => sample),
        )
      }
      const summary = await summarizeTasks(database, planner, program, {})
      const lines = await allTasks(database, planner, program, {})
      assert.throws(() => requireSame(summary, lines.slice(1)), TaskError)
      assert.throws(
        () =>
          requireSame(
            summary,
            lines.map((each) => ({ ...each, lead: null })),
          ),
        TaskError,
      )
    })

    test('nodes come in as they went out; what is wrong is named by its cell and nothing is saved', async () => {
      const filter = { text: LATE }
      const bytes = await exportNodes(database, clerk, program, filter)
      assert.deepEqual(await importNodes(database, clerk, bytes, 'yuzhong-cyj'), { nodes: 0, tasks: 0 })
      const before = await taskNamed(LATE)
      const today = dayInChina(NOW)
      const wrong = await changed(bytes, (cell) => {
        cell('G3').value = '明年'
        cell('H4').value = nextDay(today, 1)
        cell('F5').value = '不存在的局'
        cell('E5').value = { formula: 'A1&"x"', result: '1x' }
      })
      await assert.rejects(importNodes(database, clerk, wrong, 'yuzhong-cyj'), faultsAt(['G3', 'E5']))
      const later = await changed(bytes, (cell) => {
        cell('H3').value = nextDay(today, 1)
        cell('F4').value = '不存在的局'
        cell('C5').value = 2
      })
      await assert.rejects(importNodes(database, clerk, later, 'yuzhong-cyj'), faultsAt(['H3', 'F4', 'C5']))
      const moving = await changed(bytes, (cell) => {
        cell('H3').value = today
        cell('G4').value = nextDay(today, 200)
      })
      await assert.rejects(importNodes(database, clerk, moving, 'yuzhong-cyj'), faultsAt(['G4']))
      assert.equal((await taskNamed(LATE)).version, before.version)
      const right = await changed(bytes, (cell) => {
        cell('H3').value = today
        for (const [column, value] of [
          ['A', before.id],
          ['C', before.version],
          ['E', '补充节点'],
          ['F', '渝中区产业发展局'],
          ['G', nextDay(today, 50)],
        ] as const)
          cell(`${column}6`).value = value
      })
      assert.deepEqual(await importNodes(database, clerk, right, 'yuzhong-cyj'), { nodes: 2, tasks: 1 })
      await assert.rejects(
        importNodes(database, clerk, right, 'yuzhong-cyj'),
        faultsAt(['C2', 'C3', 'C4', 'C5', 'C6']),
      )
      assert.notEqual((await taskNamed(LATE)).nextOn, before.nextOn)
      const merged = await changed(bytes, (_, book) => book.getWorksheet('节点')?.mergeCells('E3:E4'))
      await assert.rejects(importNodes(database, clerk, merged, 'yuzhong-cyj'), faultsAt(['E3', 'E4']))
      await assert.rejects(importNodes(database, clerk, Buffer.from('PK'), 'yuzhong-cyj'), TaskError)
    })
  })
}

const faultsAt =
  (cells: readonly string[]) =>
  (error: unknown): boolean => {
    assert.ok(error instanceof TaskError, String(error))
    const paths = error.faults.map(({ path }) => path)
    assert.deepEqual(
      cells.filter((each) => !paths.includes(each)),
      [],
      error.faults.map(({ path, message }) => `${path} ${message}`).join('\n'),
    )
    return true
  }

async function changed(
  bytes: Buffer,
  change: (cell: (name: string) => Cell, book: Workbook) => void,
): Promise<Buffer> {
  const book = new Workbook()
  await book.xlsx.load(new Uint8Array(bytes))
  const sheet = book.getWorksheet('节点') ?? assert.fail('no sheet')
  change((cell) => sheet.getCell(cell), book)
  return Buffer.from(await book.xlsx.writeBuffer())
}

async function rowsOf(bytes: Buffer, sheetName: string): Promise<string[][]> {
  const book = new Workbook()
  await book.xlsx.load(new Uint8Array(bytes))
  const sheet = book.getWorksheet(sheetName) ?? assert.fail('no sheet')
  return Array.from({ length: sheet.rowCount }, (_, row) =>
    Array.from({ length: sheet.columnCount }, (__, column) =>
      String(sheet.getCell(row + 1, column + 1).value ?? ''),
    ),
  )
}

function readPaper(bytes: Buffer): { readonly text: string; readonly tables: string[][][] } {
  const xml = unzip(bytes).get('word/document.xml') ?? assert.fail('no document')
  const textOf = (part: string): string =>
    [...part.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map((each) => each[1]).join('')
  const parts = (of: string, tag: string): string[] =>
    of.match(new RegExp(`<w:${tag}>.*?</w:${tag}>|<w:${tag} .*?</w:${tag}>`, 'gs')) ?? []
  const tables = parts(xml, 'tbl').map((table) =>
    parts(table, 'tr').map((row) => parts(row, 'tc').map(textOf)),
  )
  return { text: textOf(xml), tables }
}

runSuites()
