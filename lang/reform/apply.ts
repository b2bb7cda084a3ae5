// Program + changes + a date → the program under the reform, or what is wrong with the changes; then nothing is applied.
import type { Policy, Program, Reading } from '../ir/ir.ts'
import { nearest } from '../values/nearest.ts'
import { type Constant, mapLeaves } from './leaves.ts'
import { constantsOf, parametersOf } from './parameters.ts'
import type { Change, Parameter, ReformProblem } from './reform.ts'
import { withoutItems } from './removal.ts'
import { mapList, patched } from './sharing.ts'
import { contradictionsOf } from './tables.ts'
import { type Changed, readChange, readFactor, scaled, senseless } from './values.ts'

/** Who decides a reading in a reform: nobody with authority. */
const ASSUMED_BY = '政策沙盘假设'
const ASSUMED_SOURCE = '推演时的假设，不是有权解释机关的决定'

/** What one change does, once it is understood. */
type Edit =
  | {
      readonly kind: 'constant'
      readonly change: number
      readonly parameter: string
      readonly constant: Constant
    }
  | {
      readonly kind: 'reading'
      readonly change: number
      readonly policy: string
      readonly reading: string
      readonly alternative: string
    }
  | { readonly kind: 'remove'; readonly change: number; readonly item: string }

type Understood = { readonly edits: readonly Edit[]; readonly problems: readonly ReformProblem[] }

export type Reformed = { readonly program: Program; readonly problems: readonly ReformProblem[] }

/**
 * The program as it would be with the changes, `on` being the day on which readings count as decided. Documents that no
 * change touches are the same objects. With a problem, the program that was given comes back.
 */
export function applyReform(program: Program, changes: readonly Change[], on: number): Reformed {
  const understood = changes.map((each, i) => understand(program, each, i))
  const edits = understood.flatMap((each) => each.edits)
  const problems = [...understood.flatMap((each) => each.problems), ...repeated(edits)]
  if (problems.length > 0) return { program, problems: inOrder(problems) }
  const reformed = withEdits(program, edits, on)
  const contradictions = newContradictions(program, reformed, edits)
  return contradictions.length > 0
    ? { program, problems: inOrder(contradictions) }
    : { program: reformed, problems: [] }
}

function inOrder(problems: readonly ReformProblem[]): ReformProblem[] {
  return problems.toSorted((a, b) => a.change - b.change)
}

function understand(program: Program, change: Change, index: number): Understood {
  switch (change.kind) {
    case 'number': {
      const parameter = parametersOf(program).find((each) => each.id === change.parameter)
      if (!parameter) return unknownParameter(program, change.parameter, index)
      const units = new Set(program.vocabulary.units)
      return edited(program, parameter, index, (constant) => readChange(constant, change.value, units))
    }
    case 'scale':
      return scale(program, change, index)
    case 'reading':
      return reading(program, change, index)
    case 'remove':
      return remove(program, change.item, index)
  }
}

function refused(change: number, message: string): Understood {
  return { edits: [], problems: [{ change, message }] }
}

function hint(name: string, known: Iterable<string>): string {
  const found = nearest(name, known)
  return found === undefined ? '' : `，是不是「${found}」`
}

function unknownParameter(program: Program, id: string, change: number): Understood {
  const known = parametersOf(program).map((each) => each.id)
  return refused(change, `没有参数「${id}」${hint(id, known)}；可以改的参数见 duixian parameters`)
}

function edited(
  program: Program,
  parameter: Parameter,
  change: number,
  read: (constant: Constant) => Changed,
): Understood {
  const policy = program.policies.find((each) => each.document.id === parameter.policy)
  const before = policy && constantsOf(policy).find((each) => each.id === parameter.id)?.expr
  if (!before) return unknownParameter(program, parameter.id, change)
  const changed = read(before)
  if (changed.kind === 'problem') return refused(change, `${parameter.label}：${changed.message}`)
  const wrong = senseless(before, changed.constant, parameter.role, parameter.fact)
  if (wrong !== undefined) return refused(change, `${parameter.label}：${wrong}`)
  const { constant } = changed
  return { edits: [{ kind: 'constant', change, parameter: parameter.id, constant }], problems: [] }
}

/** One parameter, or all that is paid under a path. */
function scale(
  program: Program,
  { parameter, factor }: Extract<Change, { kind: 'scale' }>,
  index: number,
): Understood {
  const times = readFactor(factor)
  if (!times) return refused(index, `「${factor}」不是倍数；写大于0的数或比例，如 1.2 或 120%`)
  const all = parametersOf(program)
  const one = all.find((each) => each.id === parameter)
  const path = parameter.replace(/\/+$/, '')
  const chosen = one ? [one] : all.filter((each) => each.id.startsWith(`${path}/`) && isPaid(each))
  if (chosen.length === 0) return unknownParameter(program, parameter, index)
  const found = chosen.map((each) => edited(program, each, index, (constant) => scaled(constant, times)))
  return {
    edits: found.flatMap((each) => each.edits),
    problems: found.flatMap((each) => each.problems),
  }
}

/** Amounts and rates with their caps and the total that the text states: scaled together, the payment is scaled. */
function isPaid({ id, role, fact, kind }: Parameter): boolean {
  if (kind !== 'number') return false
  if (role === 'tier') return fact === undefined
  return (
    role === 'amount' ||
    role === 'cap' ||
    (role === 'rate' && fact === undefined) ||
    id.endsWith('/statedTotal')
  )
}

function reading(
  program: Program,
  { policy, reading, alternative }: Extract<Change, { kind: 'reading' }>,
  change: number,
): Understood {
  const document = program.policies.find((each) => each.document.id === policy)
  if (!document) {
    const known = program.policies.map((each) => each.document.id)
    return refused(change, `没有文件「${policy}」；文件编号有：${known.join('、')}`)
  }
  const found = document.readings.find((each) => each.id === reading)
  if (!found) {
    const known = document.readings.map((each) => each.id)
    return refused(
      change,
      `文件「${policy}」没有口径「${reading}」${hint(reading, known)}；口径编号见 duixian readings`,
    )
  }
  const keys = found.alternatives.map((each) => each.key)
  if (!keys.includes(alternative))
    return refused(change, `口径「${found.title}」没有读法「${alternative}」；写${keys.join('、')}之一`)
  return { edits: [{ kind: 'reading', change, policy, reading, alternative }], problems: [] }
}

function remove(program: Program, item: string, change: number): Understood {
  const known = program.policies.flatMap((each) => each.items.map((each) => each.id))
  if (!known.includes(item)) return refused(change, `没有事项「${item}」${hint(item, known)}；写事项的编号`)
  return { edits: [{ kind: 'remove', change, item }], problems: [] }
}

function repeated(edits: readonly Edit[]): ReformProblem[] {
  const first = new Map<string, number>()
  return edits.flatMap((edit): ReformProblem[] => {
    const { key, what } = target(edit)
    const before = first.get(key)
    if (before === undefined) first.set(key, edit.change)
    if (before === undefined) return []
    return [{ change: edit.change, message: `第${before + 1}项改动已经改了${what}；同一处只留一项改动` }]
  })
}

function target(edit: Edit): { readonly key: string; readonly what: string } {
  switch (edit.kind) {
    case 'constant':
      return { key: edit.parameter, what: `参数「${edit.parameter}」` }
    case 'reading':
      return { key: `${edit.policy} ${edit.reading}`, what: `口径「${edit.reading}」` }
    case 'remove':
      return { key: `item ${edit.item}`, what: `事项「${edit.item}」` }
  }
}

function withEdits(program: Program, edits: readonly Edit[], on: number): Program {
  const policies = mapList(program.policies, (policy) => ofPolicy(policy, edits, on))
  return patched(program, { policies })
}

function ofPolicy(policy: Policy, edits: readonly Edit[], on: number): Policy {
  const { id } = policy.document
  const removed = new Set(edits.flatMap((each) => (each.kind === 'remove' ? [each.item] : [])))
  const changed = withoutItems(withConstants(policy, edits), removed)
  return patched(changed, {
    readings: mapList(changed.readings, (reading) => {
      const edit = edits.find(
        (each) => each.kind === 'reading' && each.policy === id && each.reading === reading.id,
      )
      return edit?.kind === 'reading' ? decided(reading, edit.alternative, on) : reading
    }),
  })
}

function withConstants(policy: Policy, edits: readonly Edit[]): Policy {
  const constants = new Map(
    edits.flatMap((each) => (each.kind === 'constant' ? [[each.parameter, each.constant] as const] : [])),
  )
  const touched = [...constants.keys()].some((each) => each.startsWith(`${policy.document.id}/`))
  return touched ? mapLeaves(policy, ({ id, expr }) => constants.get(id) ?? expr) : policy
}

function decided(reading: Reading, alternative: string, on: number): Reading {
  if (reading.status.kind === 'decided' && reading.status.alternative === alternative) return reading
  const status = { kind: 'decided', alternative, on, by: ASSUMED_BY, source: ASSUMED_SOURCE } as const
  return { ...reading, status }
}

/** Contradictions that only the reform brings, each laid to the change that stands nearest to it. */
function newContradictions(before: Program, after: Program, edits: readonly Edit[]): ReformProblem[] {
  return after.policies.flatMap((policy, i) => {
    const old = before.policies[i]
    if (policy === old) return []
    const known = new Set(old ? contradictionsOf(old).map((each) => each.message) : [])
    return contradictionsOf(policy)
      .filter((each) => !known.has(each.message))
      .map(({ path, message }) => ({ change: causeOf(path, edits), message }))
  })
}

function causeOf(path: string, edits: readonly Edit[]): number {
  const under = edits.filter((each) => each.kind === 'constant' && each.parameter.startsWith(`${path}/`))
  return (under[0] ?? edits[0])?.change ?? 0
}
