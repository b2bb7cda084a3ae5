// duixian population as its user meets it: a real process, real files, its output and exit code.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { creditCodeProblem } from '#lang'
import type { PopulationSummary } from '#population'

const main = join(import.meta.dirname, 'main.ts')
const folder = mkdtempSync(join(tmpdir(), 'duixian-'))
const { INIT_CWD: _, DUIXIAN_DATA: __, ...env } = process.env

function duixian(...args: string[]): { status: number | null; out: string; err: string } {
  const result = spawnSync(process.execPath, [main, 'population', ...args], {
    encoding: 'utf8',
    cwd: folder,
    env,
  })
  return { status: result.status, out: result.stdout, err: result.stderr }
}

function code(i: number): string {
  const start = `91500112MA${String(i).padStart(7, '0')}`
  return `${start}${creditCodeProblem(`${start}0`)?.expected ?? '0'}`
}

function file(name: string, lines: readonly string[]): string {
  writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
  return name
}

const header = '企业名称,信用代码,区县,主营业务收入2024（万元）'

test('import, list, show, remove', () => {
  const source = file('firms.csv', [header, `甲,${code(1)},渝北,100`, `乙,${code(2)},渝背,100`])
  assert.equal(duixian('list').out, '还没有数据集，可用 duixian population import 导入\n')
  const dry = duixian('import', source, '--dry-run')
  assert.match(dry.out, /^试导入，没有写入任何内容：1 个主体，1 行有问题/)
  assert.equal(dry.status, 1)
  const { status, out } = duixian('import', source, '--id', 'yubei-2026', '--title', '渝北试验')
  assert.equal(status, 1)
  assert.match(out, /^已导入数据集 yubei-2026：1 个主体，1 行有问题/)
  assert.match(out, /firms\.csv 第3行 “区县”：“渝背”不是区县名称/)
  assert.match(readFileSync(join(folder, 'firms-未导入.csv'), 'utf8'), /乙,.*,3,/)
  const [summary]: PopulationSummary[] = JSON.parse(duixian('list', '--json').out)
  assert.equal(summary?.title, '渝北试验')
  assert.deepEqual(summary?.years, [2024])
  assert.match(
    duixian('show', 'yubei-2026').out,
    /企业 1 个.*\n {2}enterprise {2}1 行\n {2}enterprise_year {2}1 行/,
  )
  assert.match(duixian('import', source, '--id', 'yubei-2026').err, /已经存在/)
  assert.equal(duixian('remove', 'yubei-2026').out, '已删除数据集 yubei-2026\n')
  assert.equal(duixian('show', 'yubei-2026').status, 2)
})

test('columns that a person must decide: the suggestion is written, finished and used', () => {
  const source = file('unclear.csv', ['企业名称,信用代码,营业收人2024', `甲,${code(1)},100`])
  const asked = duixian('import', source, '--id', 'unclear')
  assert.equal(asked.status, 2)
  assert.match(asked.err, /有1列需要您指定：unclear\.csv “营业收人2024”：可能是“营业收入”/)
  const path = join(folder, 'unclear-对应.json')
  const mapping = JSON.parse(readFileSync(path, 'utf8'))
  mapping.sheets[0].columns[2].target = { kind: 'fact', fact: '营业收入', year: 2024, unit: '万元' }
  writeFileSync(path, JSON.stringify(mapping))
  assert.equal(duixian('import', source, '--id', 'unclear', '--mapping', 'unclear-对应.json').status, 0)
  // The same headers are known from then on.
  assert.equal(duixian('import', source, '--id', 'unclear', '--replace').status, 0)
})

test('what is missing or wrong in the arguments is one line and exit code 2', () => {
  for (const [args, message] of [
    [[], /后面写 list、generate、import、show 或 remove/],
    [['import'], /缺少要导入的文件/],
    [['import', 'firms.csv'], /缺少 --id/],
    [['import', 'none.csv', '--id', 'a'], /没有文件/],
    [['import', 'firms.csv', '--id', 'A b'], /数据集编号“A b”不合要求/],
    [['import', 'firms.csv', '--id', 'a', '--kind', '公司'], /没有主体「公司」/],
  ] as const) {
    const { status, err } = duixian(...args)
    assert.equal(status, 2)
    assert.match(err, message)
  }
})

test('Ctrl-C leaves nothing', async () => {
  const rows = Array.from(
    { length: 200_000 },
    (_, i) => `企业${i},${code(i)},${i === 3 ? '无此区' : '渝北区'},1`,
  )
  const source = file('many.csv', [header, ...rows])
  const child = spawn(process.execPath, [main, 'population', 'import', source, '--id', 'many'], {
    cwd: folder,
    env,
  })
  let err = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text
  })
  const populations = join(folder, '.duixian/populations')
  while (!existsSync(join(populations, '.many.writing')) && child.exitCode === null) await setTimeout(20)
  child.kill('SIGINT')
  const [status] = await once(child, 'close')
  assert.equal(status, 130)
  assert.match(err, /已取消，没有留下任何内容/)
  assert.equal(
    readdirSync(populations).some((each) => each.includes('many')),
    false,
  )
  assert.equal(
    readdirSync(folder).some((each) => each.startsWith('many-')),
    false,
  )
})
