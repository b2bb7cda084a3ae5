// A .docx → the files inside it, for looking at what was written. Reads what this server writes: no encryption, no zip64.
import { inflateRawSync } from 'node:zlib'

export function unzip(zip: Buffer): ReadonlyMap<string, string> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  if (end < 0) throw new Error('not a zip file')
  const files = new Map<string, string>()
  let entry = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [zip.readUInt16LE(entry + 10), zip.readUInt32LE(entry + 20)]
    const [name, extra, comment] = [28, 30, 32].map((at) => zip.readUInt16LE(entry + at)) as [
      number,
      number,
      number,
    ]
    const local = zip.readUInt32LE(entry + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(start, start + size)
    const path = zip.toString('utf8', entry + 46, entry + 46 + name)
    files.set(path, (method === 8 ? inflateRawSync(packed) : packed).toString('utf8'))
    entry += 46 + name + extra + comment
  }
  return files
}
