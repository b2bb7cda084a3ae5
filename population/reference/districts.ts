// A district as people write it (渝北, 500112, 重庆市渝北区, 万盛区) → its name in the dictionary today.
import { nearest } from '#lang'
import type { Resolved } from './resolved.ts'

/** Names before the mergers and renamings, and where the place lies today. */
const OLD_NAMES: ReadonlyMap<string, string> = new Map([
  ['万盛区', '綦江区'],
  ['綦江县', '綦江区'],
  ['双桥区', '大足区'],
  ['大足县', '大足区'],
  ['潼南县', '潼南区'],
  ['铜梁县', '铜梁区'],
  ['荣昌县', '荣昌区'],
  ['璧山县', '璧山区'],
  ['梁平县', '梁平区'],
  ['武隆县', '武隆区'],
  ['开县', '开州区'],
  ['长寿县', '长寿区'],
  ['黔江土家族苗族自治县', '黔江区'],
  ['江津市', '江津区'],
  ['合川市', '合川区'],
  ['永川市', '永川区'],
  ['南川市', '南川区'],
])

/**
 * Codes that are no longer given out. 500110 and 500111 are not among them: they were 万盛区 and 双桥区 and were given
 * to 綦江区 and 大足区, into which those were merged, so both meanings lead to the same district today.
 */
const OLD_CODES: ReadonlyMap<string, string> = new Map([
  ['500221', '长寿县'],
  ['500222', '綦江县'],
  ['500223', '潼南县'],
  ['500224', '铜梁县'],
  ['500225', '大足县'],
  ['500226', '荣昌县'],
  ['500227', '璧山县'],
  ['500228', '梁平县'],
  ['500232', '武隆县'],
  ['500234', '开县'],
  ['500239', '黔江土家族苗族自治县'],
  ['500381', '江津市'],
  ['500382', '合川市'],
  ['500383', '永川市'],
  ['500384', '南川市'],
])

export type Place = { readonly name: string; readonly alias?: string }

/** `places` are the values of the dictionary's enumeration, whose aliases are the codes. */
export function resolveDistrict(written: string, places: readonly Place[]): Resolved {
  const clean = written.normalize('NFKC').replace(/\s/g, '')
  const whole = placeNamed(clean, places)
  if (whole) return whole
  const text = clean.replace(/^重庆市?(?=.)/, '')
  const match = /^(\d{6})?(?:0{6})?[-_:]?(.*)$/.exec(text)
  const code = match?.[1]
  const name = match?.[2] ?? ''
  const byName = name === '' ? undefined : placeNamed(name, places)
  const byCode = code === undefined ? undefined : placeOfCode(code, places)
  if (code !== undefined && byCode === undefined) {
    return { kind: 'bad', message: `“${code}”不是重庆市的区县代码，请写区县名称，例如 渝北区` }
  }
  if (name !== '' && byName === undefined) return unknownName(written, name, places)
  if (byCode && byName && byCode.value !== byName.value) {
    return {
      kind: 'bad',
      message: `代码 ${code} 是${byCode.value}，与写在一起的“${name}”不一致，请核对后只写名称`,
    }
  }
  return byName ?? byCode ?? unknownName(written, name, places)
}

type Found = Extract<Resolved, { kind: 'found' }>

function placeNamed(name: string, places: readonly Place[]): Found | undefined {
  const exact = places.find((each) => each.name === name || each.alias === name)
  if (exact) return { kind: 'found', value: exact.name }
  const today = OLD_NAMES.get(name)
  if (today) return { kind: 'found', value: today, notice: `旧地名“${name}”今属${today}，已按${today}记` }
  const short = places.filter((each) => shortName(each.name) === name)
  if (short.length === 1 && short[0]) return { kind: 'found', value: short[0].name }
  const old = [...OLD_NAMES].filter(([each]) => shortName(each) === name)
  const [only, ...more] = old
  if (only && more.length === 0) {
    return { kind: 'found', value: only[1], notice: `旧地名“${name}”今属${only[1]}，已按${only[1]}记` }
  }
  return undefined
}

/** 渝北区 → 渝北, 石柱土家族自治县 → 石柱. */
function shortName(name: string): string {
  const plain = name.replace(/((土家|苗)族)*自治县$/, '')
  return plain === name && name.length > 2 ? name.replace(/[区县市]$/, '') : plain
}

function placeOfCode(code: string, places: readonly Place[]): Found | undefined {
  const place = places.find((each) => each.alias === code)
  if (place) return { kind: 'found', value: place.name }
  const old = OLD_CODES.get(code)
  const today = old === undefined ? undefined : OLD_NAMES.get(old)
  return today === undefined
    ? undefined
    : { kind: 'found', value: today, notice: `旧代码 ${code}（${old}）今属${today}，已按${today}记` }
}

function unknownName(written: string, name: string, places: readonly Place[]): Resolved {
  const hint = nearest(name, [...places.map((each) => each.name), ...OLD_NAMES.keys()])
  const near = hint === undefined ? '' : `；是否指“${hint}”？`
  return {
    kind: 'bad',
    message: `“${written}”不是区县名称，请写全称或六位代码，例如 渝北区、500112；在市外的写 重庆市外${near}`,
  }
}
