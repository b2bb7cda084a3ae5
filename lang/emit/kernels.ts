// A program, a day and a kind of subjects → one kernel for each item, what needs none, and what has no columnar form.
import type { Program } from '../ir/ir.ts'
import { compileKernel, type Kernel } from './kernel.ts'
import type { Limits } from './nodes.ts'
import { type Constant, type Planned, type PlanOptions, plansOf } from './plan.ts'

export type KernelsOptions = {
  /** Day number of the evaluation. */
  readonly at: number
  /** The kind of the subjects, such as 企业. */
  readonly kind: string
  /** Calendar years of which the population has yearly figures. */
  readonly years: readonly number[]
  /** Whether reasons, needs, causes and decisive readings are computed too. */
  readonly why: boolean
  /** How large stored numbers are; the tighter, the less often a row needs large whole numbers. */
  readonly limits?: Limits
  readonly policies?: readonly string[]
  readonly items?: readonly string[]
}

export type Kernels = {
  readonly kernels: readonly Kernel[]
  /** Items whose answer is the same for every subject. */
  readonly constants: readonly Constant[]
  /** Items that the interpreter must compute, with what has no columnar form. */
  readonly refused: readonly Extract<Planned, { kind: 'refused' }>[]
}

export function compileKernels(program: Program, options: KernelsOptions): Kernels {
  const { at, kind, years, why, limits, policies, items } = options
  const base: PlanOptions = { at, kind, years, ...(limits ? { limits } : {}) }
  const chosen = (id: string, policy: string): boolean =>
    (policies === undefined || policies.includes(policy)) && (items === undefined || items.includes(id))
  const plans = plansOf(program, base, (item, policy) => chosen(item.id, policy))
  const short = plansOf(program, { ...base, numbersKnown: true }, (item, policy) => chosen(item.id, policy))
  const kernels = plans.flatMap((plan, i) => {
    const quick = short[i]
    if (plan.kind !== 'plan' || quick?.kind !== 'plan') return []
    return [compileKernel(plan, quick, { vocabulary: program.vocabulary, why })]
  })
  return {
    kernels,
    constants: plans.filter((each) => each.kind === 'constant'),
    refused: plans.filter((each) => each.kind === 'refused'),
  }
}
