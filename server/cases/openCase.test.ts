// An application as the applicant meets it, with the real dictionary: what is prefilled, asked, and never asked.
import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { eq } from 'drizzle-orm'
import { compile, evaluate, parseDate, readSubject } from '#lang'
import { loadSources } from '#policies'
import { certainFinding, createWorld, NOW } from '../../testing/caseWorld.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { audit, fact } from '../db/tables.ts'
import { listForNoApplication } from './listForNoApplication.ts'
import { openCase, type Said } from './openCase.ts'
import { prefill } from './prefill.ts'
import { CaseError } from './problem.ts'

after(stopTestServer)

const { program } = compile(loadSources())
assert.ok(program)
const { vocabulary } = program

const ownFact = (kind: string) =>
  vocabulary.facts.find((each) => each.authority.kind === kind && each.subject === '企业') ??
  assert.fail(kind)

// Both are ready before the first test begins: the runner ends when nothing is left to run.
const engines = await Promise.all([openTestEmbedded, openTestServer].map(prepared))

async function prepared(open: typeof openTestEmbedded) {
  const { name, database, close } = await open()
  after(close)
  const world = await createWorld(database)
  await world.setting({ item: 'review', path: 'review' })
  await world.setting({ item: 'no-application', path: 'no-application' })
  return { name, database, world }
}

for (const { name, database, world } of engines) {
  describe(`an application on ${name}`, () => {
    test('what government holds, derives or decides is not taken from the applicant', async () => {
      const firm = await world.newFirm()
      const application = { subject: firm.id, policy: '34号', item: 'review', year: 2026 }
      const say = (facts: readonly Said[]) =>
        openCase(database, { person: firm.owner, now: NOW, program }, { ...application, facts })
      for (const kind of ['government', 'derived', 'decided']) {
        const said = [{ name: ownFact(kind).english, value: true }]
        await assert.rejects(say(said), (error) => error instanceof CaseError && error.kind === 'not_asked')
      }
      await assert.rejects(say([{ name: 'nonsense', value: 1 }]), /词典里没有/)
      const mine = ownFact('applicant').english
      await assert.rejects(say([{ name: mine, value: 12 }]), /没有 12 这个选项/)
      await say([{ name: mine, value: '小型' }])
      const rows = await world.asJob((tx) => tx.select().from(fact).where(eq(fact.subjectId, firm.id)))
      assert.deepEqual(
        rows.map((each) => [each.name, each.value, each.source, each.saidBy]),
        [[mine, '小型', 'enterprise', firm.owner]],
      )
    })

    test('a firm that government has not listed asks to be: the request lies with the department, and nobody lists it twice', async () => {
      const firm = await world.newFirm()
      const { id, state, desk, submittedAt } = await world.open(firm, { item: 'no-application' })
      assert.deepEqual([state, desk, submittedAt], ['draft', ['jxw'], null])
      const [logged] = await world.asJob((tx) =>
        tx
          .select({ act: audit.act })
          .from(audit)
          .where(eq(audit.object, `case ${id}`)),
      )
      assert.equal(logged?.act, 'case.ask')
      const wanted = { policy: '34号', item: 'no-application', year: 2026 }
      const candidate = { subject: firm.id, finding: certainFinding('no-application') }
      const [listed] = await listForNoApplication(database, NOW, wanted, [candidate])
      assert.deepEqual(listed, { subject: firm.id, kind: 'left_out', why: 'duplicate' })
      // The answer is a reasoned one.
      const left = await world.act(id, 'leave-out', 'handler')
      assert.ok(left.kind === 'done' && left.state === 'refused')
    })

    test('the form shows what is known with its source, asks the rest, and says what is found out elsewhere', async () => {
      const firm = await world.newFirm()
      const at = parseDate('2026-03-02') ?? assert.fail()
      const { subject } = readSubject({ subject: '企业', facts: {} }, vocabulary)
      assert.ok(subject)
      const findings = evaluate(program, subject, { at })
      const finding = findings.find(
        ({ needs }) =>
          needs.some((each) => each.authority.kind === 'applicant' && !each.path) &&
          needs.some((each) => each.authority.kind === 'government'),
      )
      assert.ok(finding)
      const asked = finding.needs.find((each) => each.authority.kind === 'applicant' && !each.path)
      const known = vocabulary.facts.find((each) => each.name === asked?.fact)
      assert.ok(known)
      const said = { subjectId: firm.id, name: known.english, source: 'import', sourceNote: '名录' } as const
      await world.asJob((tx) =>
        tx.insert(fact).values([
          { ...said, value: 1 },
          { ...said, value: 2 },
        ]),
      )
      const occasion = { actor: { kind: 'person' as const, person: firm.owner }, now: NOW }
      const form = await prefill(database, occasion, program, { subject: firm.id, finding })
      assert.deepEqual(
        form.known.map((each) => [each.title, each.value, each.source]),
        [[known.name, 2, 'import']],
      )
      assert.ok(form.foundOut.length > 0)
      const titles = new Set(form.asked.map((each) => each.title))
      assert.ok(form.foundOut.every((each) => !titles.has(each.title) && each.by !== ''))
    })
  })
}
