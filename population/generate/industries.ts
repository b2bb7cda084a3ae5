// The classes of GB/T 4754 → the classes of each section as often as they shall occur, and what their codes say of a firm.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { FREQUENT_CLASSES, SECTIONS } from './distributions.ts'

export type Industry = { readonly code: string; readonly kinds: number }

/**
 * What a class is, by the beginnings of its code: bits of `Industry.kinds`. Rough on purpose: 《生产性服务业统计分类》 and
 * 《战略性新兴产业分类》 take some classes only in part.
 */
const KINDS = {
  industrial: ['B', 'C', 'D'],
  manufacturing: ['C'],
  services: ['F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R'],
  producer_services: ['G', 'I', 'J', 'L71', 'L72', 'M', 'F51'],
  knowledge: ['I', 'J', 'L72', 'M', 'P'],
  software: ['I64', 'I65'],
  electronics: ['C39'],
  auto: ['C36', 'C3962'],
  strategic: ['C27', 'C35', 'C36', 'C37', 'C38', 'C39', 'C40', 'I65', 'M73'],
  traditional: [
    'B',
    'C13',
    'C14',
    'C15',
    'C17',
    'C18',
    'C22',
    'C26',
    'C30',
    'C31',
    'C32',
    'C33',
    'E',
    'H',
    'O',
  ],
  tech_services: ['M', 'I65'],
  financial: ['J', 'L7212'],
  farming: ['A', 'C13'],
  research: ['M73'],
  professional: ['L72', 'M74'],
  human_resources: ['L726'],
  accounting: ['L7241'],
  law: ['L723'],
  exhibition: ['L728'],
  inspection: ['M745'],
  engineering: ['M748'],
  design: ['M749'],
  logistics: ['G58', 'G59'],
  express: ['G60'],
  transport: ['G53', 'G54', 'G55', 'G56'],
  wholesale: ['F51'],
  retail: ['F52'],
  equipment: ['C34', 'C35', 'C40'],
  life_science: ['C27', 'M734'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type IndustryKind = keyof typeof KINDS

export const INDUSTRY_KINDS = Object.keys(KINDS) as IndustryKind[]

/** The bit of a kind in `Industry.kinds`. */
export function kindBit(kind: IndustryKind): number {
  return 2 ** INDUSTRY_KINDS.indexOf(kind)
}

/** Per section, in the order of SECTIONS: its classes, frequent ones several times. */
export function industriesBySection(): Industry[][] {
  const codes = readCodes()
  return SECTIONS.map(({ letter }) =>
    codes
      .filter((code) => code.startsWith(letter))
      .flatMap((code) => Array(FREQUENT_CLASSES[code] ?? 1).fill({ code, kinds: kindsOf(code) })),
  )
}

function kindsOf(code: string): number {
  return INDUSTRY_KINDS.reduce((bits, kind) => {
    const beginnings: readonly string[] = KINDS[kind]
    return beginnings.some((each) => code.startsWith(each)) ? bits + kindBit(kind) : bits
  }, 0)
}

function readCodes(): string[] {
  const file = join(import.meta.dirname, '../reference/industries.tsv')
  const lines = readFileSync(file, 'utf8').trim().split('\n').slice(1)
  return lines.flatMap((line) => line.split('\t')[0] ?? [])
}
