// A CSV or TSV file in any of the encodings that offices use → one sheet.
import { createReadStream } from 'node:fs'
import { basename, extname } from 'node:path'
import { pipeline, Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { PopulationError } from '../problem.ts'
import { type Encoding, encodingOf } from './encoding.ts'
import type { Sheet, SourceRow } from './sheet.ts'

const BATCH = 1000
/** Longer than any row of figures; a forgotten quotation mark would else swallow the file. */
const LONGEST_ROW = 1_000_000

export async function csvSheet(file: string, bytes: number): Promise<Sheet> {
  const encoding = await encodingOf(file)
  const separator = await separatorOf(file, encoding)
  const title = basename(file)
  return {
    ...{ title, file, bytes, name: basename(file, extname(file)) },
    rows: (onBytes) => readRows(file, title, encoding, separator, onBytes),
  }
}

/** The separator that stands most often in the first lines, outside of quotes. */
async function separatorOf(file: string, encoding: Encoding): Promise<string> {
  let text = ''
  for await (const part of decoded(file, encoding)) {
    text += part
    if (text.length > 20_000) break
  }
  const lines = text
    .slice(0, 20_000)
    .replace(/"[^"]*"/g, '')
    .split(/\r?\n/)
    .filter((each) => each.trim() !== '')
    .slice(0, 5)
  const counts = [',', ';', '\t'].map((each) => ({
    each,
    count: Math.max(0, ...lines.map((line) => line.split(each).length - 1)),
  }))
  return counts.sort((a, b) => b.count - a.count)[0]?.each ?? ','
}

async function* decoded(
  file: string,
  encoding: Encoding,
  onBytes?: (bytes: number) => void,
): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding)
  let read = 0
  for await (const part of createReadStream(file, { highWaterMark: 1 << 18 })) {
    read += (part as Uint8Array).length
    onBytes?.(read)
    yield decoder.decode(part as Uint8Array, { stream: true })
  }
  yield decoder.decode()
}

async function* readRows(
  file: string,
  title: string,
  encoding: Encoding,
  separator: string,
  onBytes?: (bytes: number) => void,
): AsyncIterable<readonly SourceRow[]> {
  const parser = parse({
    delimiter: separator,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: LONGEST_ROW,
  })
  pipeline(Readable.from(decoded(file, encoding, onBytes)), parser, () => undefined)
  let batch: SourceRow[] = []
  let number = 0
  try {
    for await (const cells of parser) {
      number++
      batch.push({ number, cells: (cells as string[]).map((each) => (each === '' ? null : each)) })
      if (batch.length < BATCH) continue
      yield batch
      batch = []
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new PopulationError('file', `${title} 第${number + 1}行起读不下去：${whyOf(error)}`)
  } finally {
    parser.destroy()
  }
  if (batch.length > 0) yield batch
}

function whyOf(error: CsvError): string {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return '有一个引号没有配对，请补上另一半或删去它'
    case 'CSV_MAX_RECORD_SIZE':
      return '一行超过一百万字，多半是少了一个引号'
    default:
      return `不合 CSV 的写法（${error.code}），请用 Excel 打开后另存为“CSV UTF-8”`
  }
}
