// A folder of CSV files: what is good is taken, once; what is not comes back with the reason.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { compile, creditCodeProblem } from '#lang'
import { loadSources } from '#policies'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import * as tables from '../db/tables.ts'
import { JOB, type Transaction, transact } from '../db/transact.ts'
import { type DropFolder, dropFolder } from './dropFolder.ts'
import { factsAsKnown } from './factsAsKnown.ts'
import { pullProfiles } from './profileSource.ts'

const { vocabulary } = compile(loadSources()).program
const now = new Date('2026-03-02T04:00:00Z')
const HEADER = '企业名称,统一社会信用代码,所在区县,企业规模,工业总产值2024'

/** The code of the nth made-up enterprise. */
function code(n: number): string {
  const bare = `91500112${String(n).padStart(9, '0')}`
  return `${bare}${creditCodeProblem(`${bare}0`)?.expected ?? '0'}`
}

after(stopTestServer)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const job = <T>(work: (tx: Transaction) => Promise<T>) => transact(database, { actor: JOB, now }, work)
  const folder = mkdtempSync(join(tmpdir(), 'duixian-folder-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const put = (file: string, content: string | Uint8Array) => writeFileSync(join(folder, file), content)
  const clear = () => {
    for (const each of readdirSync(folder)) rmSync(join(folder, each), { recursive: true })
  }
  const pull = async (options: Partial<DropFolder> = {}) => {
    const source = dropFolder(
      { folder, vocabulary, quiet: 0, ...options },
      () => new Date(Date.now() + 60_000),
    )
    return pullProfiles(database, vocabulary, source, now)
  }
  const known = async (n: number) => {
    const [row] = await job((tx) =>
      tx
        .select()
        .from(tables.subject)
        .where(eq(tables.subject.creditCode, code(n))),
    )
    return (
      row && job((tx) => factsAsKnown(tx, row.id, vocabulary, { knownAt: new Date('2026-06-01T00:00:00Z') }))
    )
  }

  suite(`the folder of profiles on ${name}`, () => {
    test('good rows are taken, bad ones come back with their reasons, and a file is taken once', async () => {
      clear()
      const rows = [
        `甲公司（虚构）,${code(1)},渝北区,小型,5000万元`,
        `乙公司（虚构）,${code(2).slice(0, 17)}*,渝北区,小型,5000万元`,
        `丙公司（虚构）,${code(3)},渝北区,巨型,5000万元`,
        `丁公司（虚构）,${code(4)},渝北区,小型,"=HYPERLINK(""http://x"",""5000"")"`,
        `甲又一行（虚构）,${code(1)},渝北区,中型,1万元`,
        `,${code(5)},渝北区,小型,5000万元`,
        ',,渝北区,小型,5000万元',
        `戊公司（虚构）,${code(6)},渝北区,,-`,
      ]
      put('firms.csv', [HEADER, ...rows].join('\r\n'))
      const [report] = await pull()
      assert.equal(report?.kind, 'taken')
      assert.equal(report?.accepted, 2)
      assert.deepEqual(
        report?.refused.map((each) => each.row),
        [3, 4, 5, 6, 7, 8],
      )
      const reasons = report?.refused.map((each) => each.reason).join('\n') ?? ''
      for (const expected of [/巨型/, /像是公式/, /与第2行重复/, /缺少名称/, /没有写统一社会信用代码/])
        assert.match(reasons, expected)
      const returned = readFileSync(report?.returned ?? '', 'utf8')
      assert.match(returned, /丙公司（虚构）.*巨型/)
      assert.match(returned, /'=HYPERLINK/, 'what a spreadsheet would run is not written as such')
      const first = await known(1)
      assert.equal(first?.input.facts.enterpriseSize, '小型')
      assert.ok(
        first?.statements.every((each) => each.note === 'firms.csv 第2行' && each.source === 'import'),
      )
      for (const n of [3, 4, 5]) assert.equal(await known(n), undefined, 'nothing is half imported')
      assert.deepEqual(
        (await pull()).map((each) => each.kind),
        ['known'],
      )
      put('copy.csv', [HEADER, ...rows].join('\r\n'))
      assert.deepEqual(
        (await pull()).map((each) => each.kind),
        ['known', 'known'],
      )
    })

    test('a later file changes what it says, and repeats add nothing', async () => {
      clear()
      put('a.csv', `${HEADER}\n甲公司（虚构）,${code(21)},渝北区,小型,5000万元\n`)
      put('b.csv', `${HEADER}\n甲公司（虚构）,${code(21)},渝北区,中型,5000万元\n`)
      assert.deepEqual(
        (await pull()).map((each) => each.accepted),
        [1, 1],
      )
      const after = await known(21)
      assert.equal(after?.input.facts.enterpriseSize, '中型')
      assert.deepEqual(
        after?.statements.filter((each) => each.note === 'b.csv 第2行').map((each) => each.name),
        ['enterpriseSize'],
      )
    })

    test('encodings of offices are read; what is none is refused whole', async () => {
      clear()
      const text = `${HEADER}\n己公司（虚构）,${code(31)},渝北区,小型,1万元\n`
      put('utf16.csv', new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le')))
      put('broken.csv', new Uint8Array([0xff, 0xc0, 0x80, 0x2c, 0x81, 0x0a, 0xff, 0xff]))
      put('nothing.csv', '')
      put('picture.csv', readFileSync(join(import.meta.dirname, '../../package-lock.json')).subarray(0, 400))
      put('quote.csv', `${HEADER}\n"甲,${code(32)},渝北区\n`)
      put('nocode.csv', '企业名称,企业规模\n甲,小型\n')
      const reports = new Map((await pull()).map((each) => [each.name, each]))
      assert.equal(reports.get('utf16.csv')?.accepted, 1)
      for (const [file, words] of [
        ['broken.csv', /编码无法识别|没有一张表|表头/],
        ['nothing.csv', /空文件/],
        ['picture.csv', /./],
        ['quote.csv', /引号/],
        ['nocode.csv', /统一社会信用代码/],
      ] as const) {
        assert.equal(reports.get(file)?.kind, 'refused', file)
        assert.match(reports.get(file)?.message ?? '', words, file)
      }
      assert.equal(
        (await pull()).every((each) => each.kind === 'known'),
        true,
      )
    })

    test('files that are huge, linked, still written or no CSV are left alone or refused', async () => {
      clear()
      const rows = Array.from({ length: 30 }, (_, i) => `庚${i}（虚构）,${code(100 + i)},渝北区,小型,1万元`)
      put('huge.csv', [HEADER, ...rows].join('\n'))
      put('readme.txt', 'x')
      symlinkSync('/etc/hostname', join(folder, 'link.csv'))
      assert.deepEqual(await pull({ quiet: 10 * 60_000 }), [])
      const [bytes] = await pull({ mostBytes: 200 })
      assert.equal(bytes?.kind, 'refused')
      assert.match(bytes?.message ?? '', /请拆成几个文件/)
      const [many, other] = await pull({ mostRows: 10 })
      assert.match(many?.message ?? '', /超过10行/)
      assert.equal(other, undefined)
      assert.equal(await known(100), undefined)
    })
  })
}

runSuites()
