// Files as offices send them → populations: every encoding and format, wrong cells, duplicates, joined tables, cancel.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { Workbook } from '@cj-tech-master/excelts'
import { compile, creditCodeProblem, type Subject, type Value } from '#lang'
import { loadSources } from '#policies'
import { openDatabase, quoted } from '../database.ts'
import {
  type ImportOptions,
  importPopulation,
  listPopulations,
  openPopulation,
  planImport,
  subjectsOf,
} from '../index.ts'
import type { ImportReport } from './report.ts'

const { vocabulary } = compile(loadSources()).program

function code(i: number): string {
  const start = `91500112MA${String(i).padStart(7, '0')}`
  return `${start}${creditCodeProblem(`${start}0`)?.expected ?? '0'}`
}

const folder = (): string => mkdtempSync(join(tmpdir(), 'duixian-import-'))

async function importFrom(
  files: Readonly<Record<string, string | Uint8Array>>,
  more: Partial<ImportOptions> = {},
): Promise<{ report: ImportReport; subjects: Subject[]; at: string }> {
  const at = folder()
  for (const [name, content] of Object.entries(files)) writeFileSync(join(at, name), content)
  const data = join(at, 'data')
  const paths = Object.keys(files).map((each) => join(at, each))
  const report = await importPopulation({
    ...{ data, files: paths, id: 'one', title: '试验', kind: '企业', vocabulary },
    ...more,
  })
  if (!report.population) return { report, subjects: [], at }
  const population = await openPopulation(data, 'one', vocabulary)
  const ids = Array.from({ length: report.population.subjects }, (_, i) => i)
  return { report, subjects: await subjectsOf(population, ids), at }
}

function plain(value: Value | undefined): unknown {
  switch (value?.kind) {
    case 'bool':
    case 'word':
      return value.value
    case 'number':
      return `${value.value.n}${value.value.d === 1n ? '' : `/${value.value.d}`}`
    case 'set':
      return [...value.values]
    case 'yearly':
      return Object.fromEntries([...value.values].map(([year, { n }]) => [year, String(n)]))
    default:
      return value?.kind
  }
}

const fact = (subject: Subject | undefined, name: string): unknown => plain(subject?.facts.get(name))
const messages = (report: ImportReport): string[] => report.problems.map((each) => each.message)

const table = [
  [
    '单位名称',
    '统一社会信用代码',
    '注册时间',
    '所在区县',
    '所在镇街',
    '行业',
    '企业规模',
    '有效资质',
    '主营业务收入2023（万元）',
    '2024年主营业务收入（万元）',
    '上年度工业总产值增速（%）',
  ],
  [
    '重庆甲机械有限公司',
    code(1),
    '2020/3/5',
    '渝北',
    '龙溪街道',
    '3670',
    '小型',
    '市级专精特新、创新型中小企业',
    '1,200.5',
    '1500',
    '25.3',
  ],
  [
    '重庆乙软件有限公司',
    code(2),
    '20191231',
    '500112',
    '',
    '应用软件开发',
    'small',
    '无',
    '',
    '300.01',
    '-2',
  ],
] as const

function textOf(separator: string): string {
  const cell = (each: string): string => (each.includes(separator) ? `"${each}"` : each)
  return `${table.map((row) => row.map(cell).join(separator)).join('\r\n')}\r\n`
}

function assertTable(subjects: readonly Subject[]): void {
  const [first, second] = subjects
  assert.equal(subjects.length, 2)
  assert.equal(fact(first, '企业名称'), '重庆甲机械有限公司')
  assert.equal(fact(first, '所在区县'), '渝北区')
  assert.equal(fact(first, '行业'), 'C3670')
  assert.deepEqual(fact(first, '有效资质'), ['市级专精特新', '创新型中小企业'])
  assert.deepEqual(fact(first, '主营业务收入'), { 2023: '1200500000', 2024: '1500000000' })
  assert.equal(fact(first, '上年度工业总产值增速'), '253/1000')
  assert.equal(fact(first, '成立日期'), String(Date.UTC(2020, 2, 5) / 86_400_000))
  assert.equal(fact(second, '行业'), 'I6513')
  assert.equal(fact(second, '企业规模'), '小型')
  assert.deepEqual(fact(second, '有效资质'), [])
  assert.deepEqual(fact(second, '主营业务收入'), { 2024: '300010000' })
  assert.equal(fact(second, '所在镇街'), undefined)
}

/** GB 18030 has no encoder in Node; the table of its decoder read backwards is one. */
function gb18030(text: string): Uint8Array {
  const bytes = new Map<string, number[]>()
  const decoder = new TextDecoder('gb18030')
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      const pair = [high, low]
      const read = decoder.decode(new Uint8Array(pair))
      if (low !== 0x7f && read.length === 1 && !bytes.has(read)) bytes.set(read, pair)
    }
  }
  return new Uint8Array(
    [...text].flatMap((each) => (each < '\u0080' ? [each.charCodeAt(0)] : (bytes.get(each) ?? [63]))),
  )
}

test('CSV in every encoding and with every separator gives the same subjects', async () => {
  const text = textOf(',')
  const utf16 = Buffer.from(text, 'utf16le')
  const forms = {
    'utf8.csv': text,
    'bom.csv': `\uFEFF${text}`,
    'utf16le.csv': Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]),
    'utf16be.csv': Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]),
    'unmarked.csv': utf16,
    'gb.csv': gb18030(text),
    'semicolon.csv': textOf(';'),
    'tab.tsv': textOf('\t'),
  }
  for (const [name, content] of Object.entries(forms)) {
    const { report, subjects } = await importFrom({ [name]: content })
    assert.deepEqual(messages(report), [], name)
    assertTable(subjects)
  }
})

test('an Excel workbook: title line above the header, dates, percentages, formulas by their last value', async () => {
  const book = new Workbook()
  const sheet = book.addWorksheet('企业')
  sheet.addRow(['渝北区企业名单'])
  sheet.addRow([...table[0]])
  sheet.addRow([
    '重庆甲机械有限公司',
    code(1),
    new Date(Date.UTC(2020, 2, 5)),
    '渝北',
    '龙溪街道',
    3670,
    '小型',
    '市级专精特新、创新型中小企业',
    1200.5,
    1500,
    0.253,
  ])
  sheet.getRow(3).getCell(11).numFmt = '0.0%'
  sheet.getRow(3).getCell(10).value = { formula: 'I3+299.5', result: 1500.0000000000002 }
  sheet.addRow([
    '重庆乙软件有限公司',
    code(2),
    '2019-12-31',
    '500112',
    null,
    '应用软件开发',
    'small',
    '无',
    null,
    300.01,
    -2,
  ])
  const { report, subjects } = await importFrom({ 'a.xlsx': new Uint8Array(await book.xlsx.writeBuffer()) })
  assert.deepEqual(messages(report), [])
  assertTable(subjects)
})

test('a Parquet file', async () => {
  const at = folder()
  const { connection, close } = await openDatabase(undefined)
  const file = join(at, 'a.parquet')
  await connection.run(
    `COPY (SELECT '重庆甲机械有限公司' AS 企业名称, '${code(1)}' AS 统一社会信用代码, DATE '2020-03-05' AS 成立日期, 1234567.89::DECIMAL(18,2) AS main_business_revenue_2024, true AS 传统产业企业, ['市级专精特新'] AS 有效资质) TO ${quoted(file)} (FORMAT parquet)`,
  )
  close()
  const { report, subjects } = await importFrom({ 'a.parquet': readFileSync(file) })
  assert.deepEqual(messages(report), [])
  assert.deepEqual(fact(subjects[0], '主营业务收入'), { 2024: '123456789' })
  assert.equal(fact(subjects[0], '传统产业企业'), true)
  assert.deepEqual(fact(subjects[0], '有效资质'), ['市级专精特新'])
  assert.deepEqual(report.notices, [{ message: '“main_business_revenue_2024”没有写单位，按元读', count: 1 }])
})

test('bad rows are named by row and header, and go to a file with their cells, their number and why', async () => {
  const rows = [
    '企业名称,统一社会信用代码,所在区县,主营业务收入2024,企业规模,成立日期',
    `好,${code(1)},渝北区,100,小型,2020-01-01`,
    `坏,${code(2)},渝被区,很多,巨型,2020-02-30`,
    `=HYPERLINK("x"),${code(3)},渝北区,0.001,小型,`,
    `错码,91500112MA00000010,渝北区,1,小型,`,
  ]
  const { report, subjects, at } = await importFrom({ 'a.csv': rows.join('\n') })
  assert.equal(subjects.length, 1)
  assert.equal(report.sheets[0]?.bad, 3)
  const all = messages(report).join('\n')
  assert.match(all, /^第3行 “所在区县”：“渝被区”不是区县名称，请写全称/m)
  assert.match(all, /^第3行 “主营业务收入2024”：.*读不懂，应为数字（单位为元）/m)
  assert.match(all, /^第3行 “企业规模”：.*可填：大型、中型、小型、微型/m)
  assert.match(all, /^第3行 “成立日期”：.*日历上没有这一天/m)
  assert.match(all, /^第4行 “主营业务收入2024”：.*精确到分以下/m)
  assert.match(all, /^第5行 “统一社会信用代码”：.*校验位不符/m)
  const bad = readFileSync(join(at, 'a-未导入.csv'), 'utf8')
  assert.match(bad, /^\uFEFF企业名称,统一社会信用代码,.*,行号,原因\r\n/)
  assert.match(bad, /"'=HYPERLINK\(""x""\)",.*,4,/)
})

test('a file of bad rows can be mended and imported: the apostrophe comes off again', async () => {
  const text = `企业名称,统一社会信用代码,行号,原因\n'-减号公司,${code(1)},4,某处不对\n`
  const { subjects } = await importFrom({ 'a-未导入.csv': text })
  assert.equal(fact(subjects[0], '企业名称'), '-减号公司')
})

test('a credit code that comes twice: both rows are named and the first is kept, across files too', async () => {
  const { report, subjects } = await importFrom({
    'a.csv': `企业名称,信用代码\n甲,${code(1)}\n乙,${code(2)}\n又甲,${code(1)}\n`,
    'b.csv': `企业名称,信用代码\n还是乙,${code(2).toLowerCase()}\n丙,${code(3)}\n`,
  })
  assert.deepEqual(
    subjects.map((each) => fact(each, '企业名称')),
    ['甲', '乙', '丙'],
  )
  assert.match(messages(report)[0] ?? '', /^第4行 .*与 a\.csv 第2行 重复，已保留先出现的一行/)
  assert.match(messages(report)[1] ?? '', /^第2行 .*与 a\.csv 第3行 重复/)
})

test('several tables: yearly figures and lists find their subjects; a list that cannot be read whole is unknown', async () => {
  const { report, subjects } = await importFrom({
    '企业.csv': `企业名称,统一社会信用代码\n甲,${code(1)}\n乙,${code(2)}\n丙,${code(3)}\n`,
    '逐年.csv': `统一社会信用代码,年度,主营业务收入（万元）\n${code(1)},2023,1\n${code(1)},2024年,2\n${code(2)},2024,3\n${code(2)},2024,4\n${code(9)},2024,5\n`,
    '租约.csv': `统一社会信用代码,出租方性质,面积,当年月数\n${code(1)},国有,100.5,12\n${code(1)},社会,50,6\n${code(2)},国有,10,12\n${code(2)},谁的,10,12\n`,
  })
  assert.deepEqual(fact(subjects[0], '主营业务收入'), { 2023: '1000000', 2024: '2000000' })
  assert.deepEqual(fact(subjects[1], '主营业务收入'), { 2024: '3000000' })
  assert.deepEqual(
    subjects[0]?.collections
      .get('租约')
      ?.map((each) => [plain(each.get('出租方性质')), plain(each.get('面积'))]),
    [
      ['国有', '201/2'],
      ['社会', '50'],
    ],
  )
  assert.equal(subjects[1]?.collections.has('租约'), false)
  assert.equal(subjects[2]?.collections.has('租约'), false)
  const all = report.problems.map((each) => `${each.sheet} ${each.message}`).join('\n')
  assert.match(all, /逐年\.csv 第5行 2024年的“主营业务收入”已在前面给出/)
  assert.match(all, /逐年\.csv 第6行 所属主体“.*”不在名单里/)
  assert.match(all, /租约\.csv 第5行 “出租方性质”/)
  assert.match(all, /租约\.csv 第4行 同一主体的“租约”另有一行读不懂/)
})

test('a workbook with a sheet per table, and one of remarks that is passed over', async () => {
  const book = new Workbook()
  const firms = book.addWorksheet('企业名单')
  firms.addRow(['企业名称', '信用代码'])
  firms.addRow(['甲', code(1)])
  firms.addRow(['乙', code(2)])
  const projects = book.addWorksheet('制造业项目')
  projects.addRow(['信用代码', '类型', '投资额（万元）'])
  projects.addRow([code(1), '数字化装备普及', 12.5])
  book.addWorksheet('填表说明').addRow(['请如实填写', '谢谢'])
  const content = new Uint8Array(await book.xlsx.writeBuffer())
  const first = await importFrom({ 'a.xlsx': content })
  assert.deepEqual(messages(first.report), [])
  assert.equal(plain(first.subjects[0]?.collections.get('制造业项目')?.[0]?.get('投资额')), '12500000')
  assert.equal(first.subjects[1]?.collections.has('制造业项目'), false)
  assert.deepEqual(
    first.report.notices.map((each) => each.message),
    ['“a.xlsx · 填表说明”没有认得的表头，没有读'],
  )
  const file = join(first.at, 'a.xlsx')
  const plan = await planImport({ data: first.at, files: [file], kind: '企业', vocabulary })
  const sheets = plan.mapping.sheets.map((each) =>
    each.table.kind === 'collection'
      ? { ...each, table: { ...each.table, unlisted: 'none' as const } }
      : each,
  )
  // Who is not in a list that is said to be complete has none.
  const { subjects } = await importFrom({ 'a.xlsx': content }, { mapping: { ...plan.mapping, sheets } })
  assert.deepEqual(subjects[1]?.collections.get('制造业项目'), [])
})

test("old districts are imported under today's names, with one notice for all", async () => {
  const { report, subjects } = await importFrom({
    'a.csv': `企业名称,统一社会信用代码,区县\n甲,${code(1)},万盛区\n乙,${code(2)},万盛区\n丙,${code(3)},500111\n`,
  })
  assert.deepEqual(
    subjects.map((each) => fact(each, '所在区县')),
    ['綦江区', '綦江区', '大足区'],
  )
  assert.deepEqual(report.notices, [{ message: '旧地名“万盛区”今属綦江区，已按綦江区记', count: 2 }])
})

test('a trial run writes nothing; cancelling leaves nothing; a file without a good row makes no population', async () => {
  const rows = Array.from({ length: 5000 }, (_, i) => `企业${i},${code(i)},${i === 10 ? '不是区' : '渝北区'}`)
  const files = { 'a.csv': `企业名称,统一社会信用代码,所在区县\n${rows.join('\n')}\n` }
  const dry = await importFrom(files, { dryRun: true })
  assert.equal(dry.report.subjects, 4999)
  assert.deepEqual(readdirSync(dry.at), ['a.csv'])

  const stop = new AbortController()
  const at = folder()
  writeFileSync(join(at, 'a.csv'), files['a.csv'])
  const data = join(at, 'data')
  const cancelled = importPopulation({
    ...{ data, files: [join(at, 'a.csv')], id: 'one', title: '', kind: '企业', vocabulary },
    signal: stop.signal,
    onProgress: ({ rows: read }) => {
      if (read >= 2000) stop.abort()
    },
  })
  await assert.rejects(cancelled, { name: 'AbortError' })
  assert.deepEqual(readdirSync(at).sort(), ['a.csv', 'data'])
  assert.deepEqual(readdirSync(join(data, 'populations')), ['.lock.duckdb'])
  assert.deepEqual(await listPopulations(data, vocabulary), [])

  await assert.rejects(
    importFrom({ 'b.csv': '企业名称,所在区县\n甲,不是区\n' }),
    /没有一行可以导入.*第2行 “所在区县”/,
  )
})

test('files that cannot be read say what to do', async () => {
  await assert.rejects(importFrom({ 'a.xls': 'x' }), /另存为 \.xlsx/)
  await assert.rejects(importFrom({ 'a.xlsx': 'not a zip' }), /不是可读的 \.xlsx 文件，可能有打开密码/)
  await assert.rejects(importFrom({ 'a.csv': '' }), /是空文件/)
  await assert.rejects(importFrom({ 'a.csv': '甲,乙\n1,2\n' }), /表头没有一项认得，看到的是：甲、乙/)
  await assert.rejects(importFrom({ 'a.csv': '企业名称,所在区县\n"甲,渝北区\n' }), /引号没有配对/)
  await assert.rejects(importFrom({ 'a.parquet': 'x' }), /不是可读的 Parquet 文件/)
})

test('a workbook that unpacks to too much is refused, whatever sizes it declares', async () => {
  const { xlsxSheets } = await import('./xlsx.ts')
  const at = folder()
  const packed = deflateRawSync(Buffer.alloc(30_000_000))
  const name = Buffer.from('xl/sharedStrings.xml')
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(10, 24)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt32LE(entry.length + name.length, 12)
  end.writeUInt32LE(local.length + name.length + packed.length, 16)
  const file = join(at, 'bomb.xlsx')
  const bytes = Buffer.concat([local, name, packed, entry, name, end])
  writeFileSync(file, bytes)
  await assert.rejects(xlsxSheets(file, bytes.length, { total: 1e9, part: 1e6 }), /展开后太大/)
})
