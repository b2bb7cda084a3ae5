// A zip file (.docx, .xlsx, .ofd) → the names in it, or why it is not taken. Sizes that it states are not believed: what
// comes out is counted, so a small file cannot become a large one.
import { inflateRawSync } from 'node:zlib'

const LIMITS = { entries: 2000, unpacked: 100 * 2 ** 20, ratio: 100 }
// Small files may be packed very well; below this the ratio says nothing.
const RATIO_FROM = 2 ** 20

const SIGNATURES = { end: 0x06054b50, entry: 0x02014b50, local: 0x04034b50 }

export type ZipVerdict =
  | { readonly kind: 'fine'; readonly names: readonly string[] }
  | { readonly kind: 'refused'; readonly text: string }

const refused = (text: string): ZipVerdict => ({ kind: 'refused', text })

export function checkZip(zip: Buffer): ZipVerdict {
  try {
    return checkEntries(zip)
  } catch {
    // Reading beyond the end, or packed data that is none.
    return refused('压缩结构已损坏，请重新导出后上传')
  }
}

function checkEntries(zip: Buffer): ZipVerdict {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0 || zip.readUInt32LE(end) !== SIGNATURES.end) return refused('压缩结构不完整，请重新导出后上传')
  const count = zip.readUInt16LE(end + 10)
  if (count > LIMITS.entries) return refused(`内含文件超过${LIMITS.entries}个，请精简后上传`)
  const names: string[] = []
  let unpacked = 0
  let at = zip.readUInt32LE(end + 16)
  for (let i = 0; i < count; i++) {
    if (zip.readUInt32LE(at) !== SIGNATURES.entry) return refused('压缩结构不完整，请重新导出后上传')
    if ((zip.readUInt16LE(at + 8) & 1) !== 0) return refused('文件有密码，请去掉密码后上传')
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset))
    const path = zip.toString('utf8', at + 46, at + 46 + (name ?? 0))
    if (isUnsafe(path)) return refused(`内含不安全的路径「${path.slice(0, 60)}」，请重新导出后上传`)
    names.push(path)
    unpacked += unpackedSize(zip, at, LIMITS.unpacked - unpacked)
    if (unpacked > LIMITS.unpacked || (unpacked > RATIO_FROM && unpacked > zip.length * LIMITS.ratio))
      return refused('解压后过大，疑似压缩炸弹，请精简后上传')
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0)
  }
  return { kind: 'fine', names }
}

function isUnsafe(path: string): boolean {
  return (
    path.startsWith('/') || path.includes('\\') || /^[a-z]:/i.test(path) || path.split('/').includes('..')
  )
}

/** What comes out of one entry; `Infinity` where that is more than what is left. */
function unpackedSize(zip: Buffer, entry: number, left: number): number {
  const [method, packed, local] = [
    zip.readUInt16LE(entry + 10),
    zip.readUInt32LE(entry + 20),
    zip.readUInt32LE(entry + 42),
  ]
  if (zip.readUInt32LE(local) !== SIGNATURES.local) throw new RangeError('no local header')
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
  if (start + packed > zip.length) throw new RangeError('beyond the end')
  if (method === 0) return packed
  if (method !== 8) throw new RangeError('unknown method')
  if (packed === 0) return 0
  try {
    const most = Math.max(1, Math.min(left, packed * 1100) + 1)
    return inflateRawSync(zip.subarray(start, start + packed), { maxOutputLength: most }).length
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      return Number.POSITIVE_INFINITY
    throw error
  }
}
