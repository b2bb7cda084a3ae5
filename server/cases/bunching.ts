// A case whose figure just meets a threshold → whether markedly many applicants of its item do. Numbers, no verdict.
//
// Where nobody bends figures, about as many stand just above a threshold as just below: McCrary, Manipulation of the
// running variable in the regression discontinuity design, Journal of Econometrics 142 (2008) 698–714. In so narrow a
// window that is an exact binomial test with one half: Cattaneo, Frandsen and Titiunik, Randomization inference in the
// regression discontinuity design, Journal of Causal Inference 3 (2015) 1–24.
//
// But whoever stands below often does not apply, and then few do although nobody has bent anything. So those who just
// meet it must also be markedly more than those in the next window of the same width on their own side, who apply
// alike. Those who stand exactly on it are told and not compared: thresholds are round, and so are many figures.
import { sql } from 'drizzle-orm'
import { type Finding, isOwnToSay, type Program, parseQuantity, type Rational, rational } from '#lang'
import type { Transaction } from '../db/transact.ts'
import type { LoadedCase } from './loadCase.ts'
import { articleOf, isAbove, NEAR, nearReasons } from './nearThreshold.ts'
import type { Sign } from './sign.ts'

/** Fewer than these in two windows together say nothing. */
const FEWEST = 20
/** How rarely so uneven a division may come about by itself. */
const RARE = 0.01
/** Among thousands a small difference is rare too, and yet nothing to look at. */
const TIMES = 2

/** Applicants that just meet the threshold, just miss it, and meet it by the next window of the same width. */
export type Beside = {
  readonly just: number
  readonly missed: number
  readonly further: number
  readonly exactly: number
}

/** Of the facts that stand in the dictionary as plain figures; of what is computed from several nothing is said. */
export async function bunchingSigns(
  tx: Transaction,
  program: Pick<Program, 'vocabulary'>,
  { row }: LoadedCase,
  finding: Finding | undefined,
): Promise<Sign[]> {
  const signs: Sign[] = []
  for (const { truth, fact, has, needs, citations } of nearReasons(finding)) {
    const tested = figureNamed(program, fact)
    const threshold = thresholdOf(program, needs, tested?.dimension)
    const above = isAbove(has, needs)
    if (truth !== 'met' || !tested || !threshold || above === undefined) continue
    const counts = await countsOf(tx, row.id, { ...tested, threshold, above })
    if (!isBunched(counts)) continue
    const text = sentence({ year: row.year, needs, above }, counts)
    signs.push({ kind: 'bunching', what: tested.title, text, ...articleOf(citations) })
  }
  return signs
}

/** Pure: markedly more just meet it than just miss it, and than meet it by a little more. */
export function isBunched({ just, missed, further }: Beside): boolean {
  return [missed, further].every(
    (other) => just + other >= FEWEST && just >= TIMES * other && atLeastByHalves(just, just + other) < RARE,
  )
}

/** How probable `hits` or more of `all` are where each is as likely as not. */
export function atLeastByHalves(hits: number, all: number): number {
  let term = -all * Math.LN2
  for (let i = 1; i <= hits; i++) term += Math.log((all - hits + i) / i)
  let [share, sum] = [Math.exp(term), 0]
  for (let i = hits; i <= all; i++) {
    sum += share
    share *= (all - i) / (i + 1)
  }
  return Math.min(sum, 1)
}

type Figure = {
  readonly name: string
  readonly title: string
  readonly dimension: string
  readonly ownToSay: boolean
}

/** A finding names what it tested; what a reading takes it to be stands behind it in brackets. */
function figureNamed({ vocabulary }: Pick<Program, 'vocabulary'>, tested: string): Figure | undefined {
  const named = [tested, /（([^（）]+)）$/.exec(tested)?.[1]]
  const found = vocabulary.facts.find(({ name }) => named.includes(name))
  if (found?.type.kind !== 'number' || /[/·]/.test(found.type.dimension)) return undefined
  const { english: name, name: title, authority, type } = found
  return { name, title, dimension: type.dimension, ownToSay: isOwnToSay(authority) }
}

function thresholdOf(
  { vocabulary }: Pick<Program, 'vocabulary'>,
  needs: string,
  dimension: string | undefined,
): Rational | undefined {
  const read = parseQuantity(needs, new Set(vocabulary.units))
  if (!read || read.dimension !== dimension) return undefined
  // The language reckons money in 分, and writes it in 元.
  return dimension === '元' ? rational(read.value.n, read.value.d * 100n) : read.value
}

type Asked = Figure & { readonly threshold: Rational; readonly above: boolean }
type Counts = Readonly<Record<'far_below' | 'below' | 'exactly' | 'above' | 'far_above', number>>

async function countsOf(
  tx: Transaction,
  caseId: number,
  { name, dimension, ownToSay, threshold, above }: Asked,
): Promise<Beside> {
  const at = sql`(${threshold.n.toString()}::numeric / ${threshold.d.toString()}::numeric)`
  const { rows } =
    await tx.execute<Counts>(sql`SELECT * FROM applicants_beside(${caseId}, ${name}, ${dimension},
    ${ownToSay}, ${at}, abs(${at}) * ${NEAR}::numeric)`)
  const [found] = rows
  if (!found) throw new Error('no counts')
  const { below, far_below: farBelow, exactly, above: over, far_above: farOver } = found
  return above
    ? { just: over, missed: below, further: farOver, exactly }
    : { just: below, missed: over, further: farBelow, exactly }
}

type Line = { readonly year: number; readonly needs: string; readonly above: boolean }

function sentence({ year, needs, above }: Line, { just, missed, further, exactly }: Beside): string {
  const [inside, outside, beyond] = above
    ? [1 + NEAR, 1 - NEAR, 1 + 2 * NEAR]
    : [1 - NEAR, 1 + NEAR, 1 - 2 * NEAR]
  const range = (one: number, other: number): string =>
    `${times(needs, Math.min(one, other))}至${times(needs, Math.max(one, other))}`
  return (
    `同一事项 ${year} 年度已提交的申报企业：刚好够的（${range(1, inside)}）${just} 家，` +
    `差一点的（${range(1, outside)}）${missed} 家，再${above ? '高' : '低'}一段的（${range(inside, beyond)}）${further} 家；` +
    `恰为${needs}的 ${exactly} 家，不计入比较。没有集中时，这样悬殊的概率不到 1%（两次精确二项检验）。` +
    '集中也可能有正当的原因，请核对数字的来源；不说明其中哪一家有问题'
  )
}

/** 20% times 1.02 is 20.4%: the unit as it was written. */
function times(written: string, factor: number): string {
  return written.replace(/^-?[\d,]+(?:\.\d+)?/, (digits) =>
    String(Number((Number(digits.replaceAll(',', '')) * factor).toPrecision(12))),
  )
}
