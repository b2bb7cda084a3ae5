// A column for which no rule is written → a plausible value from its type, its bounds and its enumeration. With it any
// kind of subject, and any fact that the dictionary gains later, can be made.
import type { Column, Fact } from '#lang'
import type { Draws } from './draws.ts'
import { WORDS, YES, YES_OTHERWISE } from './rates.ts'
import { boundsOf, type Scene } from './scene.ts'
import { at, text, texts } from './sql.ts'
import { yesOf } from './yes.ts'

/** `purpose` tells the column's draws from all others. */
export function fallbackValue(
  scene: Scene,
  column: Column,
  fact: Fact | undefined,
  draw: Draws,
  purpose: string,
): string {
  switch (column.kind) {
    case 'bool':
      return yes(fact, draw, purpose)
    case 'number':
      return amount(column, fact, draw, purpose)
    case 'date':
      return `(${scene.today} - 1 - ${draw.below(purpose, 'greatest(1, least(3650, age_days))')})`
    case 'year':
      return `(year(${scene.today}) - 1 - ${draw.below(purpose, 5)})`
    case 'word':
      return word(scene, column, fact, draw, purpose)
    case 'set':
      return set(scene, column, draw, purpose)
  }
}

function yes(fact: Fact | undefined, draw: Draws, purpose: string): string {
  const decided = fact?.authority.kind === 'decided'
  const otherwise = { of: 'TRUE', share: decided ? YES_OTHERWISE.decided : YES_OTHERWISE.stated } as const
  return yesOf(draw, purpose, YES[fact?.column ?? ''] ?? otherwise)
}

/** Between its bounds when there are two; else money around 50万元, a ratio below one, other quantities around ten. */
function amount(column: Column, fact: Fact | undefined, draw: Draws, purpose: string): string {
  const { low, high } = boundsOf(fact, column.scale)
  if (low !== undefined && high !== undefined) {
    const units = (high - low) / BigInt(column.scale)
    return `(${low} + ${draw.below(purpose, String(units + 1n))}::BIGINT * ${column.scale})`
  }
  if (isMoney(fact)) return `(500000 * exp(1.2 * ${draw.normal(purpose)}))::BIGINT * 100`
  if (isRatio(fact)) return `${draw.below(purpose, 100)}::BIGINT * ${column.scale} // 100`
  return `round(10 * exp(0.8 * ${draw.normal(purpose)}))::BIGINT * ${column.scale}`
}

function isMoney(fact: Fact | undefined): boolean {
  return fact !== undefined && 'dimension' in fact.type && fact.type.dimension === '元'
}

function isRatio(fact: Fact | undefined): boolean {
  return fact !== undefined && 'dimension' in fact.type && fact.type.dimension === ''
}

function word(
  { enumeration }: Scene,
  column: Column,
  fact: Fact | undefined,
  draw: Draws,
  purpose: string,
): string {
  if (column.enum === undefined)
    return `printf('合成${column.fact.replaceAll(/['%]/g, '')}%08d', ${draw.below(purpose, 100_000_000)})`
  const values = enumeration(column.enum)
  if (values.length === 0) return 'NULL'
  const stated = WORDS[fact?.column ?? '']
  const weights = values.map((each) => stated?.[each] ?? 0)
  const usable = weights.some((each) => each > 0) ? weights : values.map(() => 1)
  return at(texts(values), draw.weighted(purpose, usable))
}

function set({ enumeration }: Scene, column: Column, draw: Draws, purpose: string): string {
  const values = enumeration(column.enum ?? '')
  if (values.length === 0) return '[]::VARCHAR[]'
  // About two of them, however many there are.
  const share = Math.min(0.3, 2 / values.length)
  const members = values.map(
    (each) => `CASE WHEN ${draw.chance(`${purpose} ${each}`, share)} THEN ${text(each)} END`,
  )
  return `list_filter([${members.join(', ')}], lambda each: each IS NOT NULL)`
}
