// An industry as people write it (C3670, 3670, 汽车零部件及配件制造) → its code in GB/T 4754—2017.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nearest } from '#lang'
import type { Resolved } from './resolved.ts'

type Industries = {
  /** With its letter: C3670 → name. */
  readonly names: ReadonlyMap<string, string>
  /** Without: 3670 → C3670. */
  readonly letters: ReadonlyMap<string, string>
  /** Name → the most detailed code of that name. */
  readonly codes: ReadonlyMap<string, string>
}

/**
 * Classes of the 2011 edition that were renumbered or split, kept only where the successors are certain. Most old
 * numbers mean something else today (3660), so an old class is recognised by number and name together, or by a number
 * that the 2017 edition does not have.
 */
const RENUMBERED_2011: readonly {
  readonly code: string
  readonly name: string
  readonly now: readonly string[]
}[] = [
  { code: '3610', name: '汽车整车制造', now: ['C3611', 'C3612'] },
  { code: '3660', name: '汽车零部件及配件制造', now: ['C3670'] },
  { code: '5294', name: '互联网零售', now: ['F5292'] },
  { code: '6420', name: '互联网信息服务', now: ['I6421', 'I6422', 'I6429'] },
  { code: '6510', name: '软件开发', now: ['I6511', 'I6512', 'I6513', 'I6519'] },
  { code: '6520', name: '信息系统集成服务', now: ['I6531'] },
  { code: '6530', name: '信息技术咨询服务', now: ['I6560'] },
  { code: '6550', name: '集成电路设计', now: ['I6520'] },
  { code: '6592', name: '呼叫中心', now: ['I6591'] },
]

let loaded: Industries | undefined

function industries(): Industries {
  loaded ??= load()
  return loaded
}

function load(): Industries {
  const text = readFileSync(join(import.meta.dirname, 'gbt4754-2017.tsv'), 'utf8')
  const names = new Map<string, string>()
  const codes = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [code, name] = line.trim().split('\t')
    if (!code || !name) continue
    names.set(code, name)
    const other = codes.get(name)
    if (other === undefined || other.length < code.length) codes.set(name, code)
  }
  const letters = new Map(
    [...names.keys()].filter((each) => each.length > 1).map((each) => [each.slice(1), each]),
  )
  return { names, letters, codes }
}

const remembered = new Map<string, Resolved>()

/** The code with its letter, such as C3670. */
export function resolveIndustry(written: string): Resolved {
  const known = remembered.get(written)
  if (known) return known
  const result = resolve(written.normalize('NFKC').trim())
  if (remembered.size < 10_000) remembered.set(written, result)
  return result
}

function resolve(text: string): Resolved {
  const match = /^([A-Ta-t]?)(\d{2,4})?(?:[\s:,、_-]*)(.*)$/s.exec(text)
  const letter = (match?.[1] ?? '').toUpperCase()
  const digits = match?.[2] ?? ''
  const name = bare(match?.[3] ?? '')
  if (letter === '' && digits === '') return byName(name)
  if (digits === '') return byLetter(letter, name)
  return byCode(letter, digits, name)
}

function bare(name: string): string {
  return name.replace(/^[(（\s]+|[)）\s]+$/g, '').replaceAll(',', '、')
}

function byName(name: string): Resolved {
  const { codes, names } = industries()
  const code = codes.get(name)
  if (code) return { kind: 'found', value: code }
  const old = RENUMBERED_2011.find((each) => each.name === name)
  if (old) return successor(old)
  const hint = nearest(name, codes.keys())
  const near = hint === undefined ? '' : `；是否指“${codes.get(hint)} ${hint}”？`
  return bad(
    `“${name}”不是 GB/T 4754—2017 的行业名称，请写小类代码，例如 C3670（${names.get('C3670')}）${near}`,
  )
}

function byLetter(letter: string, name: string): Resolved {
  const known = industries().names.get(letter)
  if (known !== undefined && (name === '' || name === known)) return { kind: 'found', value: letter }
  return byName(letter + name)
}

function byCode(letter: string, digits: string, name: string): Resolved {
  const { letters, names } = industries()
  const shown = `${letter}${digits}`
  const old = RENUMBERED_2011.find((each) => each.code === digits && (each.name === name || name === ''))
  const code = letters.get(digits)
  if (old && (name !== '' || code === undefined)) return successor(old, shown)
  if (code === undefined) {
    return bad(`“${shown}”不在 GB/T 4754—2017 里，可能是旧版代码，请按2017年版写小类代码，例如 C3670`)
  }
  const today = names.get(code) ?? ''
  if (letter !== '' && !code.startsWith(letter)) {
    return bad(`“${shown}”的门类字母不对，${digits} 是 ${code}（${today}），请核对后写其中一个`)
  }
  const padded = letter === '' && digits.length === 3 ? letters.get(`0${digits}`) : undefined
  if (padded !== undefined) {
    return bad(
      `“${digits}”可能是丢了开头的0：是 ${padded}（${names.get(padded)}）还是 ${code}（${today}）？请连门类字母一起写`,
    )
  }
  if (name !== '' && name !== today) {
    return bad(`代码 ${code} 是“${today}”，与写在一起的“${name}”不一致，请核对后只写代码`)
  }
  return { kind: 'found', value: code }
}

function successor(
  old: { readonly code: string; readonly name: string; readonly now: readonly string[] },
  written?: string,
): Resolved {
  const { names } = industries()
  const [only, ...more] = old.now
  const shown = written === undefined ? `“${old.name}”` : `“${written} ${old.name}”`
  if (only !== undefined && more.length === 0) {
    return {
      kind: 'found',
      value: only,
      notice: `${shown}是2011年版的行业，按2017年版记作 ${only}（${names.get(only)}）`,
    }
  }
  const all = old.now.map((each) => `${each}（${names.get(each)}）`).join('、')
  return bad(`${shown}是2011年版的行业，2017年版分成了 ${all}，请写其中一个`)
}

function bad(message: string): Resolved {
  return { kind: 'bad', message }
}

/** "C 制造业" for the letter of a section; the letter alone when there is no such section. */
export function sectionName(letter: string): string {
  const name = industries().names.get(letter)
  return name === undefined ? letter : `${letter} ${name}`
}
