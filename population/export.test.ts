// Exported files as they are opened again: exact numbers, text that stays text, further sheets, nothing half-written.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Workbook } from '@cj-tech-master/excelts'
import { type ExportCell, exportFile } from './index.ts'

const folder = (): string => mkdtempSync(join(tmpdir(), 'duixian-export-'))

async function sheetsOf(file: string): Promise<Record<string, unknown[][]>> {
  const book = new Workbook()
  await book.xlsx.readFile(file)
  const sheets: Record<string, unknown[][]> = {}
  for (const sheet of book.worksheets) {
    const rows: unknown[][] = []
    sheet.eachRow((row) => rows.push((row.values as unknown[]).slice(1)))
    sheets[sheet.name] = rows
  }
  return sheets
}

const dangerous = ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx']

test('text that begins like a formula is only shown, in both formats', async () => {
  const at = folder()
  const table = () => ({
    title: '表',
    header: ['=甲', '乙'],
    rows: dangerous.map((each): ExportCell[] => [each, 'a,"b"\n']),
  })
  await exportFile(join(at, 'a.csv'), 'csv', [table()])
  const text = readFileSync(join(at, 'a.csv'), 'utf8')
  assert.ok(text.startsWith('\uFEFF\'=甲,乙\r\n\'=1+1,"a,""b""\n"\r\n\'+1,'))
  assert.doesNotMatch(text, /(^|,|")[=+\-@\t]/m)
  await exportFile(join(at, 'a.xlsx'), 'xlsx', [table()])
  const { 表: rows } = await sheetsOf(join(at, 'a.xlsx'))
  assert.deepEqual(
    rows?.slice(1, 5).map(([first]) => first),
    ["'=1+1", "'+1", "'-1", "'@SUM(A1)"],
  )
})

test('numbers stay numbers and exact', async () => {
  const at = folder()
  const rows: ExportCell[][] = [
    [-1.5, true, null, { kind: 'number', text: '-500.01', format: '#,##0.00' }],
    [2, false, '', { kind: 'number', text: '12345678901234567.89' }],
  ]
  const table = { title: 'a', header: ['数', '否', '空', '元'], rows }
  await exportFile(join(at, 'a.xlsx'), 'xlsx', [table])
  const { a } = await sheetsOf(join(at, 'a.xlsx'))
  assert.deepEqual([a?.[1]?.[0], a?.[1]?.[1], a?.[1]?.[3]], [-1.5, '是', -500.01])
  assert.equal(a?.[2]?.[3], '12345678901234567.89')
  await exportFile(join(at, 'a.csv'), 'csv', [table])
  assert.match(readFileSync(join(at, 'a.csv'), 'utf8'), /-1\.5,是,,-500\.01\r\n2,否,,12345678901234567\.89/)
})

test('choices are lists of Excel in a sheet out of sight, and run no more than other text', async () => {
  const at = folder()
  const choice = (text: string, ...of: string[]): ExportCell => ({ kind: 'choice', text, of })
  const rows: ExportCell[][] = [
    ['a', choice('', '甲', '=1+1')],
    ['b', choice('甲', '甲', '=1+1')],
    ['c', choice('', 'x","y', "乙'!A1")],
    ['d', choice('=2')],
  ]
  await exportFile(join(at, 'a.xlsx'), 'xlsx', [{ title: '表', header: ['名', '选'], rows }])
  const book = new Workbook()
  await book.xlsx.readFile(join(at, 'a.xlsx'))
  const sheet = book.getWorksheet('表') ?? assert.fail('no sheet')
  const hidden = book.getWorksheet('选项') ?? assert.fail('no choices')
  assert.equal(hidden.state, 'hidden')
  const validations = [2, 3, 4, 5].map((row) => sheet.getCell(`B${row}`).dataValidation)
  assert.deepEqual(
    validations.map((each) => each && 'formulae' in each && each.formulae),
    [["'选项'!$A$1:$A$2"], ["'选项'!$A$1:$A$2"], ["'选项'!$B$1:$B$2"], undefined],
  )
  const cells = ['A1', 'A2', 'B1', 'B2'].map((each) => hidden.getCell(each).value)
  assert.deepEqual(cells, ['甲', "'=1+1", 'x","y', "乙'!A1"])
  assert.deepEqual(
    [2, 3, 4, 5].map((row) => sheet.getCell(`B${row}`).value),
    [null, '甲', null, "'=2"],
  )
  await exportFile(join(at, 'a.csv'), 'csv', [{ title: '表', header: ['名', '选'], rows }])
  assert.match(readFileSync(join(at, 'a.csv'), 'utf8'), /a,\r\nb,甲\r\nc,\r\nd,'=2/)
})

test('a full sheet is followed by further ones, each with the header', async () => {
  const at = folder()
  async function* rows(): AsyncGenerator<ExportCell[]> {
    for (let i = 0; i < 25; i++) yield [i]
  }
  const title = '一个名字很长很长很长很长很长很长很长很长很长很长的表[1]'
  await exportFile(join(at, 'a.xlsx'), 'xlsx', [{ title, header: ['号'], rows: rows() }], { sheetRows: 11 })
  const sheets = Object.values(await sheetsOf(join(at, 'a.xlsx')))
  assert.deepEqual(
    sheets.map((each) => [each.length, each[0]?.[0], each[1]?.[0]]),
    [
      [11, '号', 0],
      [11, '号', 10],
      [6, '号', 20],
    ],
  )
})

test('an export that stops leaves no file', async () => {
  const at = folder()
  const stop = new AbortController()
  async function* rows(): AsyncGenerator<ExportCell[]> {
    for (let i = 0; i < 5000; i++) {
      if (i === 2500) stop.abort()
      yield [i]
    }
  }
  for (const format of ['csv', 'xlsx'] as const) {
    const table = { title: 'a', header: ['号'], rows: rows() }
    await assert.rejects(exportFile(join(at, 'a'), format, [table], { signal: stop.signal }), {
      name: 'AbortError',
    })
  }
  const failing = (function* (): Generator<ExportCell[]> {
    yield [1]
    throw new Error('no more')
  })()
  await assert.rejects(
    exportFile(join(at, 'a'), 'xlsx', [{ title: 'a', header: ['号'], rows: failing }]),
    /no more/,
  )
  await assert.rejects(
    exportFile(join(at, 'none/a'), 'csv', [{ title: 'a', header: ['号'], rows: [] }]),
    /ENOENT/,
  )
  assert.deepEqual(readdirSync(at), [])
})
