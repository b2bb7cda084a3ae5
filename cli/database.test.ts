// Commands on a database as their user meets them: a real process, its output, its exit code.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openDatabase } from '../server/db/openDatabase.ts'
import { freezeDecision } from '../server/decisions/freezeDecision.ts'
import { saidFacts } from '../server/subjects/saidFacts.ts'
import { decisionWorld } from '../testing/decisionWorld.ts'
import { plainCase } from '../testing/plainCase.ts'

const main = join(import.meta.dirname, 'main.ts')
const folder = mkdtempSync(join(tmpdir(), 'duixian-cli-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const data = join(folder, 'database')
const start = new Date('2025-06-02T01:00:00.000Z')

function duixian(args: readonly string[], extra: Readonly<Record<string, string>> = {}) {
  const { INIT_CWD: _, DATABASE_URL: _url, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    ...{ encoding: 'utf8', cwd: folder, env: { ...env, ...extra } },
  })
  return { status, out: stdout, err: stderr }
}

const database = await openDatabase({ folder: data })
const world = await decisionWorld(database, start)
const subject = world.subjects.get('exact-award') ?? 0
await plainCase(database, 1, subject)
const { id } = await world.as(
  world.officers.reviewer,
  (tx) =>
    freezeDecision(tx, world.program, {
      ...{ case: 1, subject, policy: 'yubei-2024-34', item: 'rent-relief-state-owned', on: '2025-06-01' },
      ...{ readings: [], evidence: [] },
    }),
  start,
)
const later = new Date('2025-08-01T01:00:00.000Z')
await world.job(
  (tx) =>
    saidFacts(tx, world.program.vocabulary, {
      ...{ subject, voice: { kind: 'import', note: '更正.csv' } },
      facts: { 有效资质: [] },
    }),
  later,
)
await database.close()

const at = ['--database', data]

test('replay: the same at its own times, and what differs with later knowledge', () => {
  const same = duixian(['replay', String(id), ...at])
  assert.equal(same.status, 0, same.out + same.err)
  assert.match(same.out, /与核定时完全相同/)
  const differs = duixian(['replay', String(id), '--known-at', '2025-08-02', '--law-at', '2025-06-30', ...at])
  assert.equal(differs.status, 1, differs.err)
  assert.match(differs.out, /事实[\s\S]*validQualifications[\s\S]*结果[\s\S]*outcome：原为 eligible/)
  const json = duixian(['replay', String(id), '--json', ...at])
  assert.equal(JSON.parse(json.out).kind, 'same')
  for (const [args, words] of [
    [['replay', '999'], /没有编号为 999 的核定/],
    [['replay', 'x'], /缺少核定的编号/],
    [['replay', '1', '--known-at', '2025-02-30'], /应写成 2026-03-01/],
    [['replay', '1', '--law-at', 'abcdef01'], /没有保存散列以 abcdef01 开头/],
  ] as const) {
    const { status, err } = duixian([...args, ...at])
    assert.equal(status, 2)
    assert.match(err, words)
  }
})

test('the log is verified and its head published', () => {
  const published = duixian(['audit', 'publish', '--json', ...at])
  assert.equal(published.status, 0, published.err)
  const head = JSON.parse(published.out)
  assert.equal(head.number, 1)
  assert.match(duixian(['audit', 'publish', ...at]).out, /没有新的留痕/)
  const { status, out } = duixian(['audit', 'verify', ...at])
  assert.equal(status, 0)
  assert.match(out, new RegExp(`留痕完整：共 ${head.lastRow} 条，已公布到第 ${head.lastRow} 条`))
  assert.equal(duixian(['audit', 'verify', '--database', 'nowhere']).status, 2)
})

test('a backup comes back whole, and nothing is overwritten', () => {
  const made = duixian(['database', 'backup', 'a.tar.gz', ...at])
  assert.equal(made.status, 0, made.err)
  assert.match(duixian(['database', 'backup', 'a.tar.gz', ...at]).err, /已经存在/)
  const restored = duixian(['database', 'restore', 'a.tar.gz', '--database', 'again'])
  assert.equal(restored.status, 0, restored.err)
  assert.equal(duixian(['replay', String(id), '--database', 'again']).status, 0)
  const occupied = duixian(['database', 'restore', 'a.tar.gz', '--database', 'again'])
  assert.equal(occupied.status, 2)
  assert.match(occupied.err, /已经有数据库/)
  writeFileSync(join(folder, 'b.tar.gz'), 'not a backup')
  writeFileSync(join(folder, 'c.tar.gz'), new Uint8Array([0x1f, 0x8b, 8, 0, 1, 2, 3]))
  for (const file of ['b.tar.gz', 'c.tar.gz', 'd.tar.gz']) {
    const { status, err } = duixian(['database', 'restore', file, '--database', 'fresh'])
    assert.equal(status, 2, `${file} ${err}`)
    assert.ok(!existsSync(join(folder, 'fresh')), file)
  }
  for (const [command, words] of [
    ['backup', /pg_dump/],
    ['restore', /pg_restore/],
  ] as const) {
    const { status, err } = duixian(['database', command, 'e.tar.gz'], {
      DATABASE_URL: 'postgresql://nowhere',
    })
    assert.equal(status, 2)
    assert.match(err, words)
  }
})

test('profiles are taken from a folder', () => {
  mkdirSync(join(folder, 'in'))
  writeFileSync(
    join(folder, 'in', 'firms.csv'),
    '企业名称,统一社会信用代码,企业规模\n甲公司（虚构）,91512081MA62K0260E,小型\n乙公司（虚构）,1,小型\n',
  )
  // A file that was just written may still be on its way.
  assert.match(duixian(['profiles', 'in', ...at]).out, /没有 \.csv 文件/)
  assert.equal(duixian(['profiles', 'nowhere', ...at]).status, 2)
  assert.deepEqual(readdirSync(join(folder, 'in')), ['firms.csv'])
})
