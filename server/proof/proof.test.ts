// Audit bundles: one award can be computed again by a stranger, and nothing in it can be changed unnoticed.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { awardCourse } from '../../testing/awardCourse.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { decisionWorld } from '../../testing/decisionWorld.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { hashOfValue } from '../audit/canonical.ts'
import { publishHead } from '../audit/heads.ts'
import { record } from '../audit/record.ts'
import { verifyLog } from '../audit/verifyLog.ts'
import { hashOfFrozen } from '../decisions/decision.ts'
import { DecisionError } from '../decisions/problem.ts'
import { unfreezeDecision } from '../decisions/unfreezeDecision.ts'
import { type OpenBundle, openBundle, readBundle, sealed } from './bundle.ts'
import { makeBundle } from './makeBundle.ts'
import { verifyBundle } from './verifyBundle.ts'

const start = new Date('2025-06-02T01:00:00.000Z')
const later = new Date('2025-07-01T01:00:00.000Z')
const main = join(import.meta.dirname, '../../cli/main.ts')
const folder = mkdtempSync(join(tmpdir(), 'duixian-proof-'))
const bytesOf = (text: string) => new TextEncoder().encode(text)

after(stopTestServer)
after(() => rmSync(folder, { recursive: true, force: true }))

function duixian(...args: readonly string[]): { status: number | null; out: string; err: string } {
  const { INIT_CWD: _, DATABASE_URL: _url, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    ...{ encoding: 'utf8', cwd: folder, env },
  })
  return { status, out: stdout, err: stderr }
}

/** A clever forger seals what was changed anew. */
function forged(text: string, change: (bundle: OpenBundle) => OpenBundle): string[] {
  const verdict = verifyBundle(bytesOf(sealed(change(openBundle(bytesOf(text))))))
  return verdict.kind === 'wrong' ? verdict.problems.map((each) => `${each.where}：${each.what}`) : []
}

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const world = await decisionWorld(database, start)
  const { officers, as, job } = world
  const { decision, course } = await awardCourse(world, 1, start)
  await assert.rejects(
    as(officers.auditor, (tx) => makeBundle(tx, decision.id, course, later), later),
    (error) => error instanceof DecisionError && /还没有公布/.test(error.message),
  )
  const first = await job((tx) => publishHead(tx, later), later)
  await job((tx) => record(tx, { act: 'test', object: 'case 99', content: {} }), later)
  const second = await job((tx) => publishHead(tx, later), later)
  const text = await as(officers.auditor, (tx) => makeBundle(tx, decision.id, course, later), later)
  const file = join(folder, `${name}.json`)
  writeFileSync(file, text)

  suite(`audit bundles on ${name}`, () => {
    test('a stranger computes the award again, in a process of its own without a database', () => {
      const { status, out, err } = duixian('verify', file)
      assert.equal(status, 0, out + err)
      assert.match(out, /核查通过：甲字样板汽车电子有限公司（虚构），.*核定 480000\.00 元/)
      assert.match(out, new RegExp(second?.hash ?? 'none'))
      const against = (published: string | undefined) =>
        verifyBundle(bytesOf(text), { published: published ?? '' })
      assert.equal(against(second?.hash).kind, 'sound')
      assert.equal(against(first?.hash).kind, 'sound')
      const other = duixian('verify', file, '--head', 'ef'.repeat(32))
      assert.equal(other.status, 1)
      assert.match(other.out, /没有散列为 efef/)
    })

    test('the bundle is for who may read the log, and shows no rows of other cases', async () => {
      await assert.rejects(
        as(officers.handler, (tx) => makeBundle(tx, decision.id, course, later), later),
        DecisionError,
      )
      const { log } = openBundle(bytesOf(text))
      const objects = new Set(log.rows.map((each) => each.object))
      assert.ok(!objects.has('case 99'))
      const subject = `subject ${decision.frozen.subject}`
      for (const each of objects)
        assert.ok(
          ['case 1', subject, `decision ${decision.id}`, `rules ${decision.frozen.rules}`].includes(each),
          each,
        )
    })

    test('any byte that is changed, lost or added is found', () => {
      const bytes = bytesOf(text)
      const places = fc.integer({ min: 0, max: bytes.length - 1 })
      fc.assert(
        fc.property(places, fc.integer({ min: 1, max: 255 }), (place, difference) => {
          const changed = bytes.slice()
          changed[place] = (changed[place] ?? 0) ^ difference
          assert.equal(verifyBundle(changed).kind, 'wrong')
        }),
        { numRuns: 60 },
      )
      fc.assert(
        fc.property(places, (place) => {
          const shorter = new Uint8Array([...bytes.subarray(0, place), ...bytes.subarray(place + 1)])
          assert.ok('problems' in readBundle(shorter))
        }),
        { numRuns: 10 },
      )
      for (const around of [`${text}\n`, ` ${text}`, `\uFEFF${text}`, '', '{}', 'null', text.slice(0, -1)])
        assert.equal(verifyBundle(bytesOf(around)).kind, 'wrong')
    })

    test('what is changed and sealed anew is found by what it contradicts', () => {
      const frozen = (change: Partial<OpenBundle['decision']['frozen']>) =>
        forged(text, (bundle) => {
          const changed = { ...bundle.decision.frozen, ...change }
          return { ...bundle, decision: { ...bundle.decision, frozen: changed, hash: hashOfFrozen(changed) } }
        })
      const own = openBundle(bytesOf(text))
      const { facts, finding } = own.decision.frozen
      const attacks: Record<string, readonly [readonly string[], RegExp]> = {
        'a higher award': [
          frozen({ award: '48000001' }),
          /decision.frozen.award：重新计算，可以核定的是480000\.00元/,
        ],
        'another outcome': [
          frozen({ outcome: 'not_eligible', award: '0' }),
          /decision.frozen.outcome：重新计算得/,
        ],
        'another finding': [
          frozen({ finding: { ...finding, amount: { kind: 'exact', yuan: '1.00' } } }),
          /decision.frozen.finding.amount/,
        ],
        'a fact nobody said': [
          frozen({
            facts: { ...facts, input: { ...facts.input, facts: { ...facts.input.facts, employees: 5 } } },
          }),
          /与所附各方的说法不符|字典中没有/,
        ],
        'a fact that was said otherwise': [
          frozen({
            facts: {
              ...facts,
              statements: facts.statements.map((each, i) => (i === 0 ? { ...each, value: '乙公司' } : each)),
            },
          }),
          /与留痕里的散列不符/,
        ],
        'a fact from another source': [
          frozen({
            facts: { ...facts, statements: facts.statements.map((each) => ({ ...each, note: '区税务局' })) },
          }),
          /留痕里的来源不同/,
        ],
        'a fact known too late': [frozen({ knownAt: '2025-06-01T00:00:00.000Z' }), /核定时还不知道/],
        'other evidence': [frozen({ evidence: [] }), /与留痕里核定的散列不符/],
        'other rules': [
          forged(text, (bundle) => ({
            ...bundle,
            rules: {
              ...bundle.rules,
              program: JSON.parse(JSON.stringify(bundle.rules.program).replaceAll('"1/5"', '"1/10"')),
            },
          })),
          /规则的内容与散列不符/,
        ],
        'other rules with their own hash': [
          forged(text, (bundle) => {
            const program: unknown = JSON.parse(
              JSON.stringify(bundle.rules.program).replaceAll('"50000000"', '"60000000"'),
            )
            const hash = hashOfValue(program)
            const changed = { ...bundle.decision.frozen, rules: hash }
            return {
              ...bundle,
              rules: { hash, program },
              decision: { ...bundle.decision, frozen: changed, hash: hashOfFrozen(changed) },
            }
          }),
          /与留痕里核定的散列不符/,
        ],
        'another clause': [
          forged(text, (bundle) => ({
            ...bundle,
            clauses: bundle.clauses.map((each) => ({ ...each, text: `${each.text}。` })),
          })),
          /条文与规则里的原文不符/,
        ],
        'a row of the log': [
          forged(text, (bundle) => ({
            ...bundle,
            log: {
              ...bundle.log,
              rows: bundle.log.rows.map((each, i) => (i === 2 ? { ...each, personId: 77 } : each)),
            },
          })),
          /条留痕：内容与散列不符/,
        ],
        'a row left out': [
          forged(text, (bundle) => ({
            ...bundle,
            log: { ...bundle.log, rows: bundle.log.rows.filter((each) => each.act !== 'freeze-decision') },
          })),
          /留痕里没有这一次核定/,
        ],
        'another head': [
          forged(text, (bundle) => ({
            ...bundle,
            log: {
              ...bundle.log,
              heads: bundle.log.heads.map((each) => ({ ...each, root: 'ab'.repeat(32) })),
            },
          })),
          /留痕头：内容与散列不符/,
        ],
        'another person': [
          forged(text, (bundle) => ({
            ...bundle,
            timeline: bundle.timeline.map((each) => ({ ...each, person: officers.handler })),
          })),
          /是另一个人做的[\s\S]*是同一个人/,
        ],
        'a hand left out': [
          forged(text, (bundle) => ({
            ...bundle,
            timeline: bundle.timeline.filter((each) => each.hand !== 'approve'),
          })),
          /没有审批/,
        ],
        'an earlier payment': [
          forged(text, (bundle) => ({
            ...bundle,
            orders: bundle.orders.map((each) => ({ ...each, at: '2025-06-05T01:00:00.000Z' })),
          })),
          /公示结束前就开了支付单[\s\S]*/,
        ],
        'a publicity that did not close': [
          forged(text, (bundle) => ({
            ...bundle,
            publicity: bundle.publicity.map((each) => ({ ...each, closed: null, closedLog: null })),
          })),
          /公示没有结束/,
        ],
        'a shorter publicity': [
          forged(text, (bundle) => ({
            ...bundle,
            publicity: bundle.publicity.map((each) => ({ ...each, until: '2025-06-30' })),
          })),
          /结束得早了/,
        ],
        'no publicity': [forged(text, (bundle) => ({ ...bundle, publicity: [] })), /没有公示/],
        'an open objection': [
          forged(text, (bundle) => ({
            ...bundle,
            objections: bundle.objections.map((each) => ({ ...each, settled: null })),
          })),
          /没有在公示结束前处理/,
        ],
        'a larger order': [
          forged(text, (bundle) => ({
            ...bundle,
            orders: bundle.orders.map((each) => ({ ...each, fen: '48000001' })),
          })),
          /支付单共 48000001 分，多于核定的/,
        ],
        'another payee': [
          forged(text, (bundle) => ({
            ...bundle,
            orders: bundle.orders.map((each) => ({ ...each, payee: '丁公司' })),
          })),
          /orders\.0\.payee：与第 \d+ 条留痕不符/,
        ],
        'paid twice': [
          forged(text, (bundle) => ({ ...bundle, receipts: [...bundle.receipts, ...bundle.receipts] })),
          /付了不止一次/,
        ],
        'no veto check': [
          forged(text, (bundle) => ({
            ...bundle,
            log: { ...bundle.log, rows: bundle.log.rows.filter((each) => each.act !== 'recheck-veto') },
          })),
          /复查一票否决/,
        ],
      }
      for (const [attack, [problems, expected]] of Object.entries(attacks)) {
        assert.ok(problems.length > 0, attack)
        assert.match(problems.join('\n'), expected, attack)
      }
    })

    test('the command says what is wrong and where', () => {
      const wrong = join(folder, 'wrong.json')
      writeFileSync(wrong, text.replace('租赁合同', '购销合同'))
      const { status, out } = duixian('verify', wrong)
      assert.equal(status, 1)
      assert.match(out, /核查没有通过，有 1 处不符[\s\S]*seal：封印与内容不符/)
    })

    test('the log is sound, and a log that was cut off or changed is not', async () => {
      const steps: number[] = []
      const sound = await verifyLog(database, later, ({ done }) => steps.push(done))
      assert.ok(sound.kind === 'sound' && sound.covered > 0 && sound.covered <= sound.rows)
      assert.ok(steps.length > 0)
      const { pool } = database
      await pool.query('ALTER TABLE audit_head DISABLE TRIGGER audit_head_append_only')
      await pool.query(`UPDATE audit_head SET root = repeat('0', 64) WHERE number = 1`)
      const changed = await verifyLog(database, later)
      assert.deepEqual(changed, { kind: 'wrong_head', number: 1, what: 'changed' })
      await pool.query(`UPDATE audit_head SET root = $1 WHERE number = 1`, [first?.root])
      await pool.query('ALTER TABLE audit_head ENABLE TRIGGER audit_head_append_only')
      assert.equal((await verifyLog(database, later)).kind, 'sound')
    })

    test('what was undone has no bundle', async () => {
      const objection = { reason: '租约系伪造', objection: '异议〔2025〕3号' }
      await as(officers.reviewer, (tx) => unfreezeDecision(tx, decision.id, objection), later)
      await assert.rejects(
        as(officers.auditor, (tx) => makeBundle(tx, decision.id, course, later), later),
        (error) => error instanceof DecisionError && error.kind === 'undone',
      )
    })
  })
}

runSuites()
