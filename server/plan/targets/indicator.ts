// A target of a document + how it is kept in a district → an indicator: one thing with a goal in a unit.
import {
  divide,
  type IrExpr,
  type Policy,
  type Program,
  parseDecimal,
  type Rational,
  rational,
  rationalFromText,
  type Target,
} from '#lang'
import type { GATHERS, planSetting } from '../../db/tables.ts'
import { type Unit, unitOf, YES_NO } from './quantity.ts'

export type Gathers = (typeof GATHERS)[number]
export type Setting = typeof planSetting.$inferSelect

/** What the text asks for, in the indicator's unit; `unread` where no number can be set beside a report. */
export type Goal =
  | { readonly kind: 'number'; readonly from: Rational; readonly to?: Rational }
  | { readonly kind: 'unread' }

export type Indicator = {
  readonly policy: string
  readonly target: Target
  readonly district: string
  readonly setting: Setting
  readonly unit: Unit
  readonly goal: Goal
}

/** How binding the text is; disputed where it is open which word governs the target. */
export type Binding = 'binding' | 'striving' | 'disputed'

export const keyOf = (each: {
  readonly policy: string
  readonly target: string
  readonly district: string
}): string => `${each.district} ${each.policy} ${each.target}`

/** Undefined when the setting's unit cannot be read: such a setting is never saved. */
export function indicatorOf(program: Program, target: Target, setting: Setting): Indicator | undefined {
  const unit = unitOf(setting.unit, declaredUnits(program))
  if (!unit) return undefined
  const { policy, district } = setting
  return { policy, target, district, setting, unit, goal: goalOf(target, unit) }
}

const declared = new WeakMap<Program, ReadonlySet<string>>()

export function declaredUnits(program: Program): ReadonlySet<string> {
  const known = declared.get(program) ?? new Set(program.vocabulary.units)
  declared.set(program, known)
  return known
}

/** Every target of the library with its document. */
export function targetsOf(program: Program): { readonly policy: Policy; readonly target: Target }[] {
  return program.policies.flatMap((policy) => policy.targets.map((target) => ({ policy, target })))
}

/** The unit in which the document itself writes its number. */
export function unitOfText(target: Target): string | undefined {
  const { value } = target
  if (value.kind === 'bool') return YES_NO
  if (value.kind !== 'number') return undefined
  return /^[\d.,]+(.+)$/.exec(value.text)?.[1]
}

export function bindingOf({ strength }: Target): Binding {
  const strives = strength.includes('力争') || strength.includes('争创')
  if (!strives) return 'binding'
  return strength.includes('约束') ? 'disputed' : 'striving'
}

function goalOf({ value, to }: Target, unit: Unit): Goal {
  const from = inUnit(value, unit)
  if (!from) return { kind: 'unread' }
  const upper = to && inUnit(to, unit)
  return upper ? { kind: 'number', from, to: upper } : { kind: 'number', from }
}

function inUnit(expr: IrExpr, unit: Unit): Rational | undefined {
  if (expr.kind === 'bool') return unit.dimension === YES_NO && expr.value ? rational(1n) : undefined
  if (expr.kind !== 'number' || expr.dimension !== unit.dimension) return undefined
  return divide(rationalFromText(expr.value), unit.factor)
}

/** What the database keeps as a decimal. */
export function readValue(text: string): Rational {
  const value = parseDecimal(text)
  if (!value) throw new Error(`not a decimal: ${text}`)
  return value
}
