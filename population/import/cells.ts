// One cell of a file → the value that readSubject reads. Only spelling changes here; what a value means is its matter.
import type { Fact } from '#lang'
import type { SourceCell } from './sheet.ts'

/** A cell that cannot be given to readSubject at all. */
export type BadCell = { readonly problem: string }

const UNKNOWN = new Set(['', '-', '—', '--', '/', 'null', 'NULL', 'N/A', '未知', '不清楚', '不详'])
const YES = new Set(['是', '有', '已', 'true', '1', 'y', 'yes', '√', '✓', '对'])
const NO = new Set(['否', '无', '没有', '未', 'false', '0', 'n', 'no', '×', '✗', 'x'])
const NONE = new Set(['无', '没有', '都没有', '[]'])

/** The cell in readSubject's spelling; undefined is unknown. `unit` is what the header says of bare numbers. */
export function cellInput(cell: SourceCell, fact: Fact, unit: string | undefined): unknown | BadCell {
  const value = typeof cell === 'string' ? unprotected(cell).trim() : cell
  if (value === null || (typeof value === 'string' && UNKNOWN.has(value))) return undefined
  if (typeof value === 'string' && /^#(VALUE!|REF!|DIV\/0!|NAME\?|N\/A|NUM!|NULL!|日期)/.test(value)) {
    return { problem: `是出错的公式（${value}），请改好公式或直接写出值` }
  }
  if (value === '不适用') return value
  switch (fact.type.kind) {
    case 'bool':
      return boolInput(value)
    case 'date':
      return dateInput(value)
    case 'number':
    case 'yearly':
      return numberInput(value, unit)
    case 'text':
      return textInput(value)
    case 'set':
      return setInput(value)
    case 'year':
      return yearInput(value)
    case 'enum':
      return typeof value === 'number' ? String(value) : value
  }
}

/** Exports put an apostrophe before what a spreadsheet would take for a formula; it comes off again. */
function unprotected(text: string): string {
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text
}

type Filled = Exclude<SourceCell, null>

function boolInput(value: Filled): unknown {
  const text = String(value).toLowerCase()
  if (YES.has(text)) return true
  return NO.has(text) ? false : value
}

function dateInput(value: Filled): unknown | BadCell {
  if (typeof value === 'number' && !/^(19|20)\d{6}$/.test(String(value))) {
    return { problem: `是数 ${value}，应为日期，写成 2024-12-12，或在表中把这一列设为日期格式` }
  }
  const text = String(value).replace(/[T ]0{1,2}:00(:00(\.0+)?)?(Z|\+\d{2}(:?00)?)?$/, '')
  const packed = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (packed) return `${packed[1]}-${packed[2]}-${packed[3]}`
  const dotted = /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/.exec(text)
  return dotted ? `${dotted[1]}-${dotted[2]}-${dotted[3]}` : text
}

function numberInput(value: Filled, unit: string | undefined): unknown {
  if (unit === undefined) return value
  const text = String(value).normalize('NFKC')
  return /^[+-]?[\d,]+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? `${text}${unit}` : value
}

function textInput(value: Filled): unknown | BadCell {
  if (typeof value !== 'number') return String(value)
  if (Math.abs(value) < 1e15) return String(value)
  return { problem: '是以数字存放的长编号，后几位已经丢失，请在表中把这一列设为文本后重新填写' }
}

function setInput(value: Filled): unknown {
  if (typeof value !== 'string') return typeof value === 'object' ? value : String(value)
  if (NONE.has(value)) return []
  return value
    .split(/[、,，;；|\n]/)
    .map((each) => each.trim())
    .filter((each) => each !== '')
}

function yearInput(value: Filled): unknown {
  return typeof value === 'string' ? value.normalize('NFKC').replace(/年度?$/, '') : value
}

export function isBad(input: unknown): input is BadCell {
  return typeof input === 'object' && input !== null && 'problem' in input
}
