// Files of people: what they really are, how large they become, what they are called, and where they were seen before.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { crc32, deflateRawSync } from 'node:zlib'
import { createWorld, type Firm, NOW } from '../../testing/caseWorld.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { fact } from '../db/tables.ts'
import { addEvidence } from './addEvidence.ts'
import { MOST_BYTES, mediaTypeOf } from './mediaType.ts'
import { CaseError, type CaseProblem } from './problem.ts'
import { readEvidence } from './readEvidence.ts'
import { signsOf } from './signsOf.ts'

after(stopTestServer)

type Entry = {
  readonly name: string
  readonly content: Buffer
  readonly says?: number
  readonly stored?: boolean
  readonly flags?: number
}

/** A zip file; `says`: the unpacked size that it states, whatever is true. */
function zipOf(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content, says, stored, flags = 0 } of entries) {
    const packed = stored ? content : deflateRawSync(content)
    const path = Buffer.from(name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(flags, 2)
    fields.writeUInt16LE(stored ? 0 : 8, 4)
    fields.writeUInt32LE(crc32(content), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(says ?? content.length, 18)
    fields.writeUInt16LE(path.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, path, packed])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, place, path]))
    locals.push(local)
    at += local.length
  }
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(Buffer.concat(directory).length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...locals, ...directory, Buffer.from('PK\x05\x06', 'latin1'), end])
}

const text = (content: string): Buffer => Buffer.from(content)
const docx = (...more: Entry[]): Buffer =>
  zipOf([{ name: 'word/document.xml', content: text('<w:document/>') }, ...more])
const pdf = (content: string): Buffer => text(`%PDF-1.7\n${content}`)
const why = (bytes: Buffer): string => {
  const media = mediaTypeOf(bytes)
  return media.kind === 'refused' ? media.text : media.type
}

describe('what a file is', () => {
  test('by its content: documents, pictures, invoices', () => {
    assert.equal(why(pdf('x')), 'application/pdf')
    assert.match(why(docx()), /wordprocessingml/)
    assert.match(why(zipOf([{ name: 'xl/workbook.xml', content: text('<x/>') }])), /spreadsheetml/)
    assert.equal(why(zipOf([{ name: 'OFD.xml', content: text('<x/>') }])), 'application/ofd')
    assert.equal(why(Buffer.from([0xff, 0xd8, 0xff, 0xe0])), 'image/jpeg')
    assert.equal(why(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])), 'image/png')
  })

  test('pages, programs, archives, nothing and too much are not taken', () => {
    for (const each of ['<html><script>', 'MZ\x90', '#!/bin/sh', '<svg onload=…>', '<?xml version="1.0"?>'])
      assert.match(why(text(each)), /只收/)
    assert.match(why(zipOf([{ name: 'a.exe', content: text('MZ') }])), /压缩包不收/)
    assert.match(why(Buffer.alloc(0)), /空的/)
    assert.match(why(Buffer.concat([pdf(''), Buffer.alloc(MOST_BYTES)])), /超过20MB/)
    assert.match(why(docx({ name: 'word/vbaProject.bin', content: text('x') })), /宏/)
    assert.match(why(docx({ name: 'x', content: text('x'), flags: 1 })), /密码/)
  })

  test('bombs: by ratio, by sum, by number, and whatever size they state', () => {
    const zeros = Buffer.alloc(60 * 2 ** 20)
    assert.match(why(docx({ name: 'word/a.xml', content: zeros })), /压缩炸弹/)
    assert.match(why(docx({ name: 'word/a.xml', content: zeros, says: 10 })), /压缩炸弹/)
    const many = Array.from({ length: 30 }, (_, i) => ({
      name: `word/${i}.xml`,
      content: zeros.subarray(0, 2 ** 22),
    }))
    assert.match(why(docx(...many)), /压缩炸弹/)
    const names = Array.from({ length: 2100 }, (_, i) => ({ name: `${i}`, content: text('x'), stored: true }))
    assert.match(why(docx(...names)), /超过2000个/)
  })

  test('one packed part that many entries point to counts as often', () => {
    const big = { name: 'word/a.xml', content: Buffer.alloc(4 * 2 ** 20) }
    const zip = docx(big, ...Array.from({ length: 40 }, (_, i) => ({ name: `b${i}`, content: text('x') })))
    const start = zip.indexOf('PK\x01\x02', 0, 'latin1')
    const target = zip.indexOf('word/a.xml', start, 'latin1') - 46
    for (let at = start; zip.readUInt32LE(at) === 0x02014b50; at += 46 + zip.readUInt16LE(at + 28))
      for (const [offset, bytes] of [
        [10, 2],
        [20, 4],
        [24, 4],
        [42, 4],
      ] as const)
        zip.copy(zip, at + offset, target + offset, target + offset + bytes)
    assert.match(why(zip), /压缩炸弹/)
  })

  test('paths that lead out of the folder, and broken structure', () => {
    for (const name of ['../../etc/passwd', 'word/../../x', '/etc/passwd', 'C:\\x', '..\\x'])
      assert.match(why(docx({ name, content: text('x') })), /不安全的路径/, name)
    const good = docx()
    assert.match(why(good.subarray(0, good.length - 30)), /不完整|损坏/)
    for (let cut = 4; cut < good.length; cut += 7) assert.ok(why(good.subarray(0, cut)).length > 3)
    for (let i = 4; i < good.length; i++) {
      const broken = Buffer.from(good)
      broken[i] = (broken[i] ?? 0) ^ 0xff
      assert.ok(why(broken).length > 3)
    }
  })
})

async function refused(work: Promise<unknown>, kind: CaseProblem): Promise<void> {
  await assert.rejects(work, (error) => error instanceof CaseError && error.kind === kind)
}

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  after(close)
  const folder = mkdtempSync(join(tmpdir(), 'duixian-evidence-'))
  after(() => rmSync(folder, { recursive: true, force: true }))
  const world = await createWorld(database)
  await world.setting({ item: 'review', path: 'review' })

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
        ['发票.pdf', text('<html><script>alert(1)</script>')],
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
        signsOf(database, { actor: { kind: 'person', person }, now: NOW }, two.caseId)
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
