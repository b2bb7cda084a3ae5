// A street or town and the district it is said to lie in → its full name, or why it cannot be right.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nearest } from '#lang'
import type { Resolved } from './resolved.ts'

let loaded: ReadonlyMap<string, readonly string[]> | undefined

function streets(): ReadonlyMap<string, readonly string[]> {
  if (!loaded) {
    const lines = readFileSync(join(import.meta.dirname, 'streets.tsv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
    const byDistrict = new Map<string, string[]>()
    for (const line of lines) {
      const [, district = '', street = ''] = line.trim().split('\t')
      const others = byDistrict.get(district)
      if (others) others.push(street)
      else byDistrict.set(district, [street])
    }
    loaded = byDistrict
  }
  return loaded
}

/** Without a district any street of the city will do. Outside the 38 districts and counties nothing is checked. */
export function resolveStreet(written: string, district: string | undefined): Resolved {
  const text = written
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/^重庆市/, '')
  const name = district !== undefined && text.startsWith(district) ? text.slice(district.length) : text
  const own = district === undefined ? [...streets().values()].flat() : streets().get(district)
  if (!own) return { kind: 'found', value: name }
  if (own.includes(name)) return { kind: 'found', value: name }
  const full = own.filter(
    (each) => each.replace(/(街道|镇|乡|(土家|苗)族乡)$/, '') === name.replace(/街$/, ''),
  )
  if (full.length === 1 && full[0]) return { kind: 'found', value: full[0] }
  const others = [...streets()].filter(([, names]) => names.includes(name)).map(([each]) => each)
  const where = district ?? '重庆市'
  const shown = `${where}没有“${written}”`
  if (others.length > 0) {
    return { kind: 'bad', message: `${shown}，它在${others.join('、')}，请核对区县或镇街` }
  }
  const hint = nearest(name, own)
  const near = hint === undefined ? '' : `，是否指“${hint}”？`
  // The list has its date, and streets are founded and renamed; statistics alone depend on them.
  return { kind: 'found', value: name, notice: `镇街名录里${shown}，已照写${near}` }
}
