// What a template may leave to be filled in from a case, and the filling in. What is not known stays visible.
import { BLANK } from '../office/paper.ts'

export const PLACEHOLDERS = ['企业名称', '办件编号', '事项', '年度', '金额', '文件', '条款'] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]

const isKnown = (name: string): name is Placeholder => PLACEHOLDERS.some((each) => each === name)

const PLACE = /[{｛]([^{}｛｝]*)[}｝]/g

/** Names in braces that mean nothing here. */
export function unknownPlaceholders(content: string): string[] {
  return [...content.matchAll(PLACE)].map(([, name = '']) => name.trim()).filter((each) => !isKnown(each))
}

export type Filled = { readonly text: string; readonly missing: readonly Placeholder[] }

export function fillIn(content: string, values: Readonly<Partial<Record<Placeholder, string>>>): Filled {
  const missing = new Set<Placeholder>()
  const text = content.replace(PLACE, (whole, given: string) => {
    const name = given.trim()
    if (!isKnown(name)) return whole
    const value = values[name] ?? ''
    if (value === '') missing.add(name)
    return value === '' ? BLANK : value
  })
  return { text, missing: [...missing] }
}
