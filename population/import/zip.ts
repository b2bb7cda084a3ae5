// A workbook's zip archive → its sheets' names, after every part was unpacked once to see that it is of bearable size.
import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { createInflateRaw } from 'node:zlib'

export type ZipLimits = {
  /** All parts together, unpacked. */
  readonly total: number
  /** A part that is kept in memory while rows are read (texts, styles). */
  readonly part: number
}

export type ZipFinding =
  | { readonly kind: 'sheets'; readonly names: readonly string[] }
  | { readonly kind: 'tooLarge' }
  | { readonly kind: 'noWorkbook' }

type Part = {
  readonly name: string
  readonly offset: number
  readonly packed: number
  readonly method: number
}

const END = 0x06054b50
const ENTRY = 0x02014b50

/** The cells that a sheet has merged ("A3:B3"), by the sheet's name. Call it after `inspectWorkbook`. */
export async function mergesOf(file: string, size: number, sheet: string): Promise<readonly string[]> {
  const handle = await open(file)
  try {
    const parts = (await partsOf(handle, size)) ?? []
    const textOf = async (name: string): Promise<string> => {
      const part = parts.find((each) => each.name === name)
      return part ? ((await unpack(handle, file, part, Number.POSITIVE_INFINITY, true))?.text ?? '') : ''
    }
    const link = linksOf(await textOf('xl/workbook.xml')).get(sheet)
    const target = targetsOf(await textOf('xl/_rels/workbook.xml.rels')).get(link ?? '')
    if (target === undefined) return []
    const text = await textOf(target.startsWith('/') ? target.slice(1) : `xl/${target}`)
    return [...text.matchAll(/<(?:\w+:)?mergeCell\s[^>]*\bref="([^"]*)"/g)].map(([, ref = '']) => ref)
  } finally {
    await handle.close()
  }
}

function linksOf(workbook: string): Map<string, string> {
  return new Map(
    [...workbook.matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)].map(([, attributes = '']) => [
      decodeXml(/\bname="([^"]*)"/.exec(attributes)?.[1] ?? ''),
      /\br:id="([^"]*)"/.exec(attributes)?.[1] ?? '',
    ]),
  )
}

function targetsOf(relations: string): Map<string, string> {
  return new Map(
    [...relations.matchAll(/<Relationship\s([^>]*)>/g)].map(([, attributes = '']) => [
      /\bId="([^"]*)"/.exec(attributes)?.[1] ?? '',
      /\bTarget="([^"]*)"/.exec(attributes)?.[1] ?? '',
    ]),
  )
}

/** The sizes that an archive declares may lie, so every part is unpacked and counted. */
export async function inspectWorkbook(file: string, size: number, limits: ZipLimits): Promise<ZipFinding> {
  const handle = await open(file)
  try {
    const parts = await partsOf(handle, size)
    if (!parts) return { kind: 'noWorkbook' }
    let total = 0
    let names: readonly string[] | undefined
    for (const part of parts) {
      const isSheet = part.name.startsWith('xl/worksheets/')
      const room = Math.min(limits.total - total, isSheet ? limits.total : limits.part)
      const keep = part.name === 'xl/workbook.xml'
      const unpacked = await unpack(handle, file, part, room, keep)
      if (unpacked === undefined) return { kind: 'tooLarge' }
      total += unpacked.length
      if (keep) names = sheetNames(unpacked.text)
    }
    return names ? { kind: 'sheets', names } : { kind: 'noWorkbook' }
  } finally {
    await handle.close()
  }
}

async function bytesAt(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset)
  return buffer.subarray(0, bytesRead)
}

async function partsOf(handle: FileHandle, size: number): Promise<Part[] | undefined> {
  const tail = await bytesAt(handle, Math.max(0, size - 65_557), Math.min(size, 65_557))
  let end = tail.length - 22
  while (end >= 0 && tail.readUInt32LE(end) !== END) end--
  if (end < 0) return undefined
  const length = tail.readUInt32LE(end + 12)
  const start = tail.readUInt32LE(end + 16)
  if (start + length > size) return undefined
  const directory = await bytesAt(handle, start, length)
  const parts: Part[] = []
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === ENTRY; ) {
    const nameLength = directory.readUInt16LE(at + 28)
    parts.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return parts
}

async function unpack(
  handle: FileHandle,
  file: string,
  part: Part,
  room: number,
  keep: boolean,
): Promise<{ readonly length: number; readonly text: string } | undefined> {
  const head = await bytesAt(handle, part.offset, 30)
  if (head.length < 30 || part.packed === 0) return { length: 0, text: '' }
  const start = part.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
  const packed = createReadStream(file, { start, end: start + part.packed - 1 })
  const stream = part.method === 0 ? packed : packed.pipe(createInflateRaw())
  packed.on('error', (error) => stream.destroy(error))
  let length = 0
  const kept: Buffer[] = []
  for await (const chunk of stream) {
    length += (chunk as Buffer).length
    if (length > room) {
      packed.destroy()
      stream.destroy()
      return undefined
    }
    if (keep) kept.push(chunk as Buffer)
  }
  return { length, text: Buffer.concat(kept).toString('utf8') }
}

/** Sheets that people see, in the order of their tabs. */
function sheetNames(workbook: string): string[] {
  return [...workbook.matchAll(/<(?:\w+:)?sheet\s([^>]*)>/g)]
    .map(([, attributes = '']) => attributes)
    .filter((each) => !/state="(hidden|veryHidden)"/.test(each))
    .map((each) => decodeXml(/\bname="([^"]*)"/.exec(each)?.[1] ?? ''))
}

function decodeXml(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
}
