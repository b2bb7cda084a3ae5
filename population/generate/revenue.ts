// Size and industry of a firm → its revenue, output and research spending year by year, in 分, as layers of traits.
// Last year's figures are moved exactly onto thresholds for a share of firms.
import {
  GROWTH,
  GROWTH_STATED,
  GROWTH_TIES,
  OTHER_INCOME,
  OUTPUT_OF_REVENUE,
  REVENUE_TIES,
  SECTIONS,
  SIZES,
} from './distributions.ts'
import type { Scene } from './scene.ts'
import { at, type Layer, numbers } from './sql.ts'
import { unknownOf } from './unknowns.ts'

/** 分 in 100元: figures are whole hundreds of yuan, so that any whole per cent of them is exact too. */
const GRAIN = 10_000
const WAN = 1_000_000

export function revenueLayers(scene: Scene): Layer[] {
  const { draw, years } = scene
  const section = <K extends keyof (typeof SECTIONS)[number]>(key: K) =>
    at(numbers(SECTIONS.map((each) => Number(each[key]))), 'section')
  return [
    {
      first_revenue: firstRevenue(scene, section('revenue')),
      output_share: `(${OUTPUT_OF_REVENUE.from} + ${draw.unit('output')} * ${OUTPUT_OF_REVENUE.to - OUTPUT_OF_REVENUE.from})`,
      does_research: draw.chanceOf('does_research', `${section('researchers')} * (1 + size)`),
      research_share: `${section('research')} * exp(0.5 * ${draw.normal('research_share')})`,
      other_income: `CASE WHEN ${draw.chance('other_income', OTHER_INCOME.share)} THEN ${draw.unit('other_income_share')} * ${OTHER_INCOME.most} ELSE 0 END`,
      scale_limit: `${section('aboveScale')}::BIGINT * ${WAN}`,
      states_growth: statesGrowth(scene),
    },
    ...years.map((year, i): Layer => ({ [`revenue_${year}`]: revenueOf(scene, year, i) })),
    ...years.map((year, i): Layer => ({ [`output_${year}`]: outputOf(scene, year, i) })),
    {
      last_revenue: years.length > 0 ? `revenue_${years.at(-1)}` : 'first_revenue',
      last_output: years.length > 0 ? `output_${years.at(-1)}` : '0::BIGINT',
    },
    { above_scale: `last_revenue >= scale_limit AND age_days > 365` },
  ]
}

function firstRevenue({ draw }: Scene, factor: string): string {
  const median = at(numbers(SIZES.map((each) => each.revenueMedian * WAN)), 'size')
  const sigma = at(numbers(SIZES.map((each) => each.revenueSigma)), 'size')
  return grained(`${median} * ${factor} * exp(${sigma} * ${draw.normal('revenue')})`)
}

function revenueOf(scene: Scene, year: number, place: number): string {
  if (place === 0) return 'first_revenue'
  const before = `revenue_${scene.years[place - 1]}`
  const grown = grained(`${before} * ${growthFactor(scene, year)}`)
  if (place < scene.years.length - 1) return grown
  return tied(scene, 'revenue', before, onThreshold(scene, grown))
}

function growthFactor({ draw }: Scene, year: number): string {
  const young = `CASE WHEN ${year} - founded_year < ${GROWTH.youngYears} THEN ${GROWTH.young} ELSE 0 END`
  const growth = `${GROWTH.mean} + ${young} + ${GROWTH.spread} * ${draw.normal(`growth ${year}`)}`
  return `(1 + greatest(${GROWTH.worst}, ${growth}))`
}

function outputOf(scene: Scene, year: number, place: number): string {
  const noise = `(1 + 0.03 * ${scene.draw.normal(`output ${year}`)})`
  const made = grained(`revenue_${year} * output_share * ${noise}`)
  const last = place > 0 && place === scene.years.length - 1
  const output = last ? tied(scene, 'output', `output_${scene.years[place - 1]}`, made) : made
  return `CASE WHEN industrial THEN ${output} ELSE 0::BIGINT END`
}

/** A growth of exactly so many per cent for the stated shares of firms; what is left stays as it was drawn. */
function tied({ draw }: Scene, what: string, before: string, otherwise: string): string {
  let passed = 0
  const branches = GROWTH_TIES.map(({ percent, share }) => {
    passed += share
    return `WHEN ${draw.unit(`${what} growth tie`)} < ${passed} THEN ${before} // 100 * ${100 + percent}`
  })
  return `CASE ${branches.join(' ')} ELSE ${otherwise} END`
}

function onThreshold({ draw }: Scene, revenue: string): string {
  const branches = REVENUE_TIES.amounts.map((amount) => {
    const exact = `${amount * WAN}::BIGINT`
    return `WHEN ${revenue} BETWEEN ${exact} // 2 AND ${exact} * 2 THEN ${exact}`
  })
  const chosen = draw.chance('revenue tie', REVENUE_TIES.share)
  return `CASE WHEN NOT ${chosen} THEN ${revenue} ${branches.join(' ')} ELSE ${revenue} END`
}

function grained(amount: string): string {
  return `((${amount}) / ${GRAIN})::BIGINT * ${GRAIN}`
}

/** Only a firm that has figures for two years could know its growth without giving them. */
function statesGrowth(scene: Scene): string {
  const [before] = scene.years.slice(-2)
  const share = unknownOf(scene).ofShare(GROWTH_STATED)
  return scene.years.length < 2
    ? 'FALSE'
    : `(founded_year <= ${before} AND ${scene.draw.chance('states growth', share)})`
}

/** The expressions of the yearly columns for a year that is a column of the query, by their declared column. */
export function yearlyFigures({ years }: Scene): Readonly<Record<string, string>> {
  const of = (prefix: string) => {
    const branches = years.map((year) => `WHEN ${year} THEN ${prefix}_${year}`)
    return years.length === 0 ? '0::BIGINT' : `CASE year ${branches.join(' ')} END`
  }
  // Who states last year's growth gives no figures of that year: otherwise both would have to agree to the last 分.
  const unlessStated = (figure: string) =>
    `CASE WHEN states_growth AND year = ${years.at(-1) ?? 0} THEN NULL ELSE ${figure} END`
  return {
    'enterprise_year.gross_industrial_output': unlessStated(of('output')),
    'enterprise_year.main_business_revenue': unlessStated(of('revenue')),
    'enterprise_year.operating_revenue': unlessStated(grained(`${of('revenue')} * (1 + other_income)`)),
    'enterprise_year.research_spending_in_district': `CASE WHEN does_research THEN ${grained(`${of('revenue')} * research_share`)} ELSE 0::BIGINT END`,
  }
}

/** Growth of last year in units of a hundred-millionth: whole hundredths of a per cent, as people state it. */
export function statedGrowth({ years }: Scene, what: 'revenue' | 'output'): string {
  const [before, last] = years.slice(-2)
  if (last === undefined) return 'NULL::BIGINT'
  const growth = `${what}_${last}::DOUBLE / nullif(${what}_${before}, 0) - 1`
  return `CASE WHEN states_growth THEN round((${growth}) * 10000)::BIGINT * 10000 END`
}
