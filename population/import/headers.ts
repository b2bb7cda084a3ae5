// A header as offices write it (主营业务收入2024（万元）) → its name, year and unit.
import { parseQuantity } from '#lang'

export type Header = {
  /** Compared by `plainName`. */
  readonly name: string
  readonly year?: number
  readonly unit?: string
}

const YEAR = '((?:19|20)\\d{2})'
const YEAR_ONLY = new RegExp(`^${YEAR}年?度?$`)
const YEAR_BEFORE = new RegExp(`^${YEAR}年?度?[_-]?(.+)$`)
const YEAR_AFTER = new RegExp(`^(.+?)[_-]?${YEAR}年?度?$`)

/** Brackets hold a unit, a year or a remark such as 是/否; a remark is no part of the name. */
export function readHeader(text: string, units: readonly string[]): Header {
  const declared = new Set(units)
  let year: number | undefined
  let unit: string | undefined
  let name = text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[([【]([^)\]】]*)[)\]】]/g, (_, inner: string) => {
      const content = inner.replace(/^单位[::]?/, '')
      const inYear = YEAR_ONLY.exec(content)
      if (inYear) year = Number(inYear[1])
      else if (isUnit(content, declared)) unit = content
      return ''
    })
  const trailing = /^(.+?)[_/-]([^_/-]+)$/.exec(name)
  if (unit === undefined && trailing?.[2] && isUnit(trailing[2], declared)) {
    unit = trailing[2]
    name = trailing[1] ?? name
  }
  const before = YEAR_BEFORE.exec(name)
  const after = YEAR_AFTER.exec(name)
  if (year === undefined && before) {
    year = Number(before[1])
    name = before[2] ?? name
  } else if (year === undefined && after) {
    year = Number(after[2])
    name = after[1] ?? name
  }
  return { name, ...(year === undefined ? {} : { year }), ...(unit === undefined ? {} : { unit }) }
}

function isUnit(text: string, declared: ReadonlySet<string>): boolean {
  return text !== '' && !/^\d/.test(text) && parseQuantity(`1${text}`, declared) !== undefined
}

/** What two spellings of one name have in common. */
export function plainName(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-*:“”"'「」、,.。]/g, '')
}
