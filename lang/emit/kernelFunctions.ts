// The units of a row → functions short enough for V8 to optimize. What one of them computes and another uses lies
// outside of both: doubles in an array, since a variable outside would box each of them.
import { type LongLoop, type NameKind, sizeOf, type Unit } from './kernelUnits.ts'

/** Rows with less text than this stay in one piece; of longer ones, so much may stand in the loop over the rows. */
const SHORT_ROW = 12_000
const INLINE = 1_500
/** V8 gives up optimizing functions of about 60 kB of bytecode; shorter ones are also compiled sooner. */
export const LONGEST = 8_000

/** A step of a row: statements, or text that is written as it is and may end the row. */
export type Step =
  | { readonly kind: 'compute'; readonly units: readonly (Unit | LongLoop)[] }
  | { readonly kind: 'text'; readonly unit: Unit }
  /** Where `when` holds, the row ends with these. */
  | { readonly kind: 'end'; readonly when: Unit; readonly units: readonly (Unit | LongLoop)[] }

/** How many places lie between functions. */
export type Places = { numbers: number; bools: number }

/** What a body does in order; `stored` are the names that it has already put between the functions. */
type Line = Unit & { readonly stored?: boolean }

type Body = { readonly lines: readonly Line[]; readonly name?: string; readonly parameters?: string }

type Options = {
  /** Begins the names of the functions. */
  readonly prefix: string
  readonly kinds: ReadonlyMap<string, NameKind>
  readonly places: Places
  readonly leave: 'return' | 'continue'
  readonly split: boolean
}

/** `main` is the text of the row, `functions` what it calls. */
export function writeRow(steps: readonly Step[], options: Options): { main: string; functions: string } {
  const { prefix, kinds, places, leave } = options
  const total = steps.flatMap(unitsOf).reduce((size, each) => size + sizeOf(each), 0)
  const split = options.split && total > SHORT_ROW
  const bodies: Body[] = []
  const slots = new Map<string, string>()

  function slot(name: string): string {
    const before = slots.get(name)
    if (before !== undefined) return before
    const made = kinds.get(name) === 'number' ? `D[${places.numbers++}]` : `b${places.bools++}`
    slots.set(name, made)
    return made
  }

  function store(name: string, value = name): string {
    return `${slot(name)} = ${value};`
  }

  /** Lines that call functions which do what these units do. */
  function calls(units: readonly (Unit | LongLoop)[], parameters: string): Line[] {
    const groups: Line[][] = [[]]
    let size = 0
    for (const each of units) {
      if (size > 0 && size + sizeOf(each) > LONGEST) {
        groups.push([])
        size = 0
      }
      size += 'text' in each ? sizeOf(each) : LONGEST
      groups.at(-1)?.push('text' in each ? each : longLoop(each, parameters))
    }
    return groups.map((lines) => {
      const name = `${prefix}${bodies.length}`
      bodies.push({ name, parameters, lines })
      return plain(`${name}(${parameters});`)
    })
  }

  function longLoop({ head, element, starts, body }: LongLoop, parameters: string): Line {
    const inner = calls(body, `${parameters}, ${element}`)
    const text = [
      ...starts.map(({ name, value }) => store(name, value)),
      ...[head, ...inner.map((each) => each.text), '}'],
      ...starts.map(({ name }) => `const ${name} = ${slot(name)};`),
    ].join('\n')
    return { text, declares: starts.map((each) => each.name), updates: [], uses: new Set(), stored: true }
  }

  function linesOf(units: readonly (Unit | LongLoop)[]): Line[] {
    const size = units.reduce((sum, each) => sum + sizeOf(each), 0)
    const short = units.flatMap((each) => ('text' in each ? [each] : []))
    if (short.length === units.length && (!split || size <= INLINE)) return short
    return calls(units, 'i, o')
  }

  function stepLines(step: Step): Line[] {
    if (step.kind === 'text') return [step.unit]
    const lines = linesOf(step.units)
    if (step.kind === 'compute') return lines
    const inner = new Set(lines.flatMap((each) => each.declares))
    const uses = [...step.when.uses, ...lines.flatMap((each) => [...each.uses])]
    const text = [`if (${step.when.text}) {`, ...lines.map((each) => each.text), `${leave}; }`].join('\n')
    return [{ ...plain(text), uses: new Set(uses.filter((each) => !inner.has(each))) }]
  }

  const main: Body = { lines: steps.flatMap(stepLines) }
  for (const each of [main, ...bodies]) for (const name of foreign(each)) slot(name)

  function print({ lines }: Body): string {
    const have = new Set<string>()
    const updated = new Set(lines.flatMap((each) => each.updates))
    const text = lines.flatMap((line) => {
      const missing = [...line.uses, ...line.updates].filter((each) => !have.has(each))
      for (const each of [...missing, ...line.declares]) have.add(each)
      return [
        ...[...new Set(missing)].map(
          (each) => `${updated.has(each) ? 'let' : 'const'} ${each} = ${slot(each)};`,
        ),
        line.text,
        ...(line.stored ? [] : line.declares.filter((each) => slots.has(each)).map((each) => store(each))),
      ]
    })
    return [...text, ...[...updated].map((each) => store(each))].join('\n')
  }

  return {
    main: print(main),
    functions: bodies
      .map((each) => `function ${each.name}(${each.parameters}) {\n${print(each)}\n}`)
      .join('\n'),
  }
}

function unitsOf(step: Step): readonly (Unit | LongLoop)[] {
  return step.kind === 'text' ? [step.unit] : step.units
}

function plain(text: string): Line {
  return { text, declares: [], updates: [], uses: new Set() }
}

/** The names that a body uses and does not declare. */
function foreign({ lines }: Body): string[] {
  const declared = new Set(lines.flatMap((each) => each.declares))
  return lines.flatMap((each) => [...each.uses, ...each.updates]).filter((each) => !declared.has(each))
}
