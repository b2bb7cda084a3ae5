// The types of the rule language, as plain data that the dictionary, the checker and the IR share.
import type { Dimension } from './units.ts'

export type ScalarType =
  | { readonly kind: 'bool' }
  | { readonly kind: 'number'; readonly dimension: Dimension }
  | { readonly kind: 'date' }
  | { readonly kind: 'year' }
  | { readonly kind: 'text' }
  | { readonly kind: 'enum'; readonly name: string }
  | { readonly kind: 'set'; readonly name: string }

/** A yearly number is one value per calendar year. */
export type Type = ScalarType | { readonly kind: 'yearly'; readonly dimension: Dimension }

export const BOOL: Type = { kind: 'bool' }
export const DATE: Type = { kind: 'date' }
export const YEAR: Type = { kind: 'year' }
export const TEXT: Type = { kind: 'text' }
export const MONEY: Type = { kind: 'number', dimension: '元' }
export const PLAIN: Type = { kind: 'number', dimension: '' }

export function number(dimension: Dimension): Type {
  return { kind: 'number', dimension }
}

export function sameType(a: Type, b: Type): boolean {
  if (a.kind !== b.kind) return false
  if ('dimension' in a && 'dimension' in b) return a.dimension === b.dimension
  if ('name' in a && 'name' in b) return a.name === b.name
  return true
}

/** The type as a rule file writes it: 金额, 比例, 数量（平方米）, 多选 资质 … */
export function typeText(type: Type): string {
  switch (type.kind) {
    case 'bool':
      return '是否'
    case 'number':
      return numberTypeText(type.dimension)
    case 'yearly':
      return `${numberTypeText(type.dimension)} 逐年`
    case 'date':
      return '日期'
    case 'year':
      return '年份'
    case 'text':
      return '文本'
    case 'enum':
      return type.name
    case 'set':
      return `多选 ${type.name}`
  }
}

function numberTypeText(dimension: Dimension): string {
  if (dimension === '元') return '金额'
  if (dimension === '') return '比例'
  return `数量（${dimension}）`
}
