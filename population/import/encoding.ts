// A text file → the encoding it is in, found by reading it once: UTF-8, UTF-16 by its marks, else GB18030.
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { PopulationError } from '../problem.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/** The whole file is read: a list can be plain ASCII for a thousand rows before its first Chinese name. */
export async function encodingOf(file: string): Promise<Encoding> {
  const utf16 = utf16Of(await firstBytes(file, 4096))
  if (utf16) return utf16
  if (await decodes(file, 'utf-8')) return 'utf-8'
  if (await decodes(file, 'gb18030')) return 'gb18030'
  throw new PopulationError('file', `“${basename(file)}”的文字编码无法识别，请另存为“CSV UTF-8”再导入`)
}

async function firstBytes(file: string, count: number): Promise<Uint8Array> {
  const handle = await open(file)
  try {
    const { bytesRead, buffer } = await handle.read(new Uint8Array(count), 0, count, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Without a mark, UTF-16 shows by zero bytes at one parity: line ends, commas and digits have them. */
function utf16Of(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  for (const [i, byte] of bytes.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (even + odd < 2) return undefined
  return odd > even ? 'utf-16le' : 'utf-16be'
}

async function decodes(file: string, encoding: Encoding): Promise<boolean> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const part of createReadStream(file, { highWaterMark: 1 << 20 })) {
      decoder.decode(part as Uint8Array, { stream: true })
    }
    decoder.decode()
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
