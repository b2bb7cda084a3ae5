// Bytes of people: what a file really is, how large it becomes, and where its parts would lead.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { crc32, deflateRawSync } from 'node:zlib'
import { MOST_BYTES, mediaTypeOf } from './mediaType.ts'

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
