// Files of people: how they are kept, what they are called, who reads them, and where they were seen before.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { createWorld, type Firm, NOW } from '../../testing/caseWorld.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { fact } from '../db/tables.ts'
import { addEvidence } from './addEvidence.ts'
import { requireCase } from './loadCase.ts'
import { CaseError, type CaseProblem } from './problem.ts'
import { readEvidence } from './readEvidence.ts'
import { signsOf } from './signsOf.ts'

after(stopTestServer)

const pdf = (content: string): Buffer => Buffer.from(`%PDF-1.7\n${content}`)

async function refused(work: Promise<unknown>, kind: CaseProblem): Promise<void> {
  await assert.rejects(work, (error) => error instanceof CaseError && error.kind === kind)
}

// Both are ready before the first test begins: the runner ends when nothing is left to run.
const engines = await Promise.all([openTestEmbedded, openTestServer].map(prepared))

async function prepared(open: typeof openTestEmbedded) {
  const { name, database, close } = await open()
  after(close)
  const folder = mkdtempSync(join(tmpdir(), 'duixian-evidence-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const world = await createWorld(database)
  await world.setting({ item: 'review', path: 'review' })
  return { name, database, folder, world }
}

for (const { name, database, folder, world } of engines) {
  const draft = async (): Promise<{ firm: Firm; caseId: number }> => {
    const firm = await world.newFirm()
    return { firm, caseId: (await world.open(firm, { item: 'review' })).id }
  }
  const put = (
    person: number,
    caseId: number,
    file: { name: string; bytes: Buffer },
    about: Parameters<typeof addEvidence>[4] = { kind: 'report' },
  ) => addEvidence(database, { person, now: NOW, folder }, caseId, file, about)
  const submit = (caseId: number, { owner }: Firm) =>
    world.act(caseId, 'submit', { kind: 'person', person: owner })

  describe(`evidence on ${name}`, () => {
    test('is kept under its hash, read by those who see the case, and noticed when changed', async () => {
      const { firm, caseId } = await draft()
      const row = await put(firm.owner, caseId, {
        name: '../../x/..\\审计\u202e报告\u0000.PDF',
        bytes: pdf('一'),
      })
      assert.equal(row.name, '审计报告.PDF')
      assert.deepEqual(readdirSync(folder, { recursive: true }).sort(), [
        row.sha256.slice(0, 2),
        `${row.sha256.slice(0, 2)}/${row.sha256}`,
      ])
      const read = (id: number) =>
        readEvidence(database, { actor: { kind: 'person', person: id }, now: NOW }, folder, row.id)
      assert.deepEqual((await read(firm.owner)).bytes, pdf('一'))
      await refused(read(world.idOf('handler')), 'unknown_case')
      await submit(caseId, firm)
      assert.deepEqual((await read(world.idOf('handler'))).bytes, pdf('一'))
      await refused(read(world.idOf('beibei')), 'unknown_case')
      writeFileSync(join(folder, row.sha256.slice(0, 2), row.sha256), 'changed')
      await assert.rejects(read(firm.owner), /与存入时不同/)
    })

    test('a page that calls itself a document, a document under another name, a file without a name', async () => {
      const { firm, caseId } = await draft()
      const before = readdirSync(folder).length
      for (const [file, bytes] of [
        ['发票.pdf', Buffer.from('<html><script>alert(1)</script>')],
        ['发票.html', pdf('x')],
        ['发票', pdf('x')],
        ['pdf', pdf('x')],
        ['..', pdf('x')],
        ['\u0000', pdf('x')],
      ] as const)
        await refused(put(firm.owner, caseId, { name: file, bytes }), 'wrong_file')
      await refused(
        put(firm.owner, caseId, { name: 'a.pdf', bytes: pdf('x') }, { kind: 'invoice' }),
        'wrong_file',
      )
      assert.equal(readdirSync(folder).length, before)
    })

    test('the applicant adds while filling in, officers while handling; nobody else, and nothing twice', async () => {
      const { firm, caseId } = await draft()
      const other = await world.newFirm()
      const file = (content: string) => ({ name: '合同.pdf', bytes: pdf(content) })
      await put(firm.owner, caseId, file('a'))
      await refused(put(firm.owner, caseId, file('a')), 'already_recorded')
      await refused(put(other.owner, caseId, file('b')), 'unknown_case')
      await submit(caseId, firm)
      await refused(put(firm.owner, caseId, file('c')), 'not_yours')
      await refused(put(world.idOf('payer'), caseId, file('c')), 'not_yours')
      await refused(put(world.idOf('auditor'), caseId, file('c')), 'not_yours')
      await put(world.idOf('handler'), caseId, file('c'))
    })

    test('the same file or invoice in another case is a sign, with the number of that case and no more', async () => {
      const [one, two] = [await draft(), await draft()]
      const invoice = { number: '24502000000123456789', date: '2025-11-05', amountFen: 1_000_000 }
      const about = { kind: 'invoice' as const, invoice }
      await put(one.firm.owner, one.caseId, { name: '发票.pdf', bytes: pdf('same') }, about)
      await put(one.firm.owner, one.caseId, { name: '合同.pdf', bytes: pdf('contract') })
      await put(two.firm.owner, two.caseId, { name: '票.pdf', bytes: pdf('scanned again') }, about)
      await put(two.firm.owner, two.caseId, { name: '我的合同.pdf', bytes: pdf('contract') })
      const phone = (subjectId: number, value: string) =>
        world.asJob((tx) =>
          tx.insert(fact).values({ subjectId, name: 'contactPhone', value, source: 'register' }),
        )
      await phone(one.firm.id, '023-1234')
      await phone(two.firm.id, '023-1234')
      const signs = (person: number) =>
        world.as(person, async (tx) => signsOf(tx, await requireCase(tx, two.caseId)))
      await submit(two.caseId, two.firm)
      // The other one is still a draft, which is nobody's business.
      const found = async () => (await signs(world.idOf('handler'))).map((each) => each.kind).sort()
      assert.deepEqual(await found(), ['date_outside'])
      await submit(one.caseId, one.firm)
      assert.deepEqual(await found(), ['date_outside', 'file_seen', 'invoice_seen', 'same_fact'])
      const { number } = (await world.load(one.caseId)).row
      const all = await signs(world.idOf('handler'))
      assert.ok(all.every((each) => each.kind === 'date_outside' || each.other === number))
      assert.ok(!JSON.stringify(all).includes(one.firm.name))
      assert.match(all.find((each) => each.kind === 'invoice_seen')?.text ?? '', /发票号码 2450.*也提交过/)
      // The applicant is not told whose papers are like theirs.
      assert.deepEqual(
        (await signs(two.firm.owner)).map((each) => each.kind),
        ['date_outside'],
      )
      await phone(two.firm.id, '023-9999')
      assert.ok(!(await found()).includes('same_fact'))
    })
  })
}
