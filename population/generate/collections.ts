// The traits of a firm → how many rows it has in each collection, and the values in them, by declared table and column.
import type { Table } from '#lang'
import { certificateEvents } from './certificates.ts'
import { LEASES, LISTING_ROUTES, LISTING_STEP_DAYS, SIZES } from './distributions.ts'
import { aboveScaleDay, type Values, wholeYuan } from './enterprise.ts'
import { ROWS, ROWS_OTHERWISE, type Rows } from './rates.ts'
import type { Scene } from './scene.ts'
import { at, numbers, texts } from './sql.ts'
import { supportRows } from './support.ts'

/** Rows that are counted, or that come as a list whose elements are called `element`; `where` saves work. */
export type RowRule = {
  readonly where?: string
  readonly count?: string
  readonly elements?: string
  readonly values: Values
}

export function rowsOf(scene: Scene, table: Table): RowRule {
  const special = specialRows(scene)[table.name]
  const rule = special?.() ?? { values: {} }
  return { count: countOf(scene, table.name), ...rule, values: { ...values(scene), ...rule.values } }
}

function specialRows(scene: Scene): Readonly<Record<string, () => RowRule>> {
  return {
    qualification_event: () => qualificationEvents(scene),
    listing_event: () => listingEvents(scene),
    support_received: () => supportRows(scene),
    first_above_scale: () => firstAboveScale(scene),
  }
}

/** The stated share by size, and of these some with two or three. */
function countOf({ draw }: Scene, name: string): string {
  const { of, shares, second, third }: Rows = ROWS[name] ?? ROWS_OTHERWISE
  const any = `${of} AND ${draw.chanceOf(`${name} any`, at(numbers(shares), 'size'))}`
  const more = draw.unit(`${name} more`)
  return `CASE WHEN ${any} THEN 1 + (${more} < ${second})::INTEGER + (${more} < ${third})::INTEGER ELSE 0 END`
}

function qualificationEvents({ enumeration, today }: Scene): RowRule {
  const [recognition = '', recheck = recognition] = ['认定', '通过复核'].filter((each) =>
    enumeration('资质事由').includes(each),
  )
  return {
    where: 'ever_certified',
    elements: certificateEvents(enumeration('资质'), today),
    values: {
      'qualification_event.qualification': 'element.name',
      'qualification_event.kind': at(texts([recheck, recognition]), 'element.first::INTEGER'),
      'qualification_event.occurred_on': 'element.date',
    },
  }
}

/** One step about every eleven months, none before the firm is a year old: the young have only their first steps. */
function listingEvents(scene: Scene): RowRule {
  const { draw, today, enumeration } = scene
  const known = enumeration('上市事由')
  const routes = LISTING_ROUTES.map((each) => each.steps.filter((step) => known.includes(step)))
  const lengths = routes.map((each) => each.length)
  const starts = lengths.map((_, i) => lengths.slice(0, i).reduce((sum, each) => sum + each, 0))
  const route = draw.weighted(
    'listing route',
    LISTING_ROUTES.map((each) => each.weight),
  )
  const first = `(1 + ${draw.below('listing first', 'greatest(1, least(2500, age_days - 364))')})`
  const possible = `1 + (${first} - 1) // ${LISTING_STEP_DAYS}`
  const steps = `least(${at(numbers(lengths, 'INTEGER'), route)}, ${possible})`
  return {
    where: 'age_days > 365',
    count: `CASE WHEN (${countOf(scene, 'listing_event')}) > 0 THEN ${steps} ELSE 0 END`,
    values: {
      'listing_event.kind': at(texts(routes.flat()), `${at(numbers(starts, 'INTEGER'), route)} + position`),
      'listing_event.occurred_on': `${today} - ${first} + position::INTEGER * ${LISTING_STEP_DAYS}`,
    },
  }
}

function firstAboveScale(scene: Scene): RowRule {
  const [industry = '', software = industry] = scene.enumeration('上规行业类型')
  return {
    count: 'CASE WHEN above_scale AND (industrial OR software) THEN 1 ELSE 0 END',
    values: {
      'first_above_scale.industry': at(texts([industry, software]), 'software::INTEGER'),
      'first_above_scale.occurred_on': aboveScaleDay(scene),
    },
  }
}

/** Fields that a type alone does not describe well. Sums stand in proportion to the firm's revenue; all assumed. */
function values({ rowDraw: draw, today }: Scene): Values {
  const part = (purpose: string, median: number) =>
    wholeYuan(`last_revenue * ${median} * exp(0.8 * ${draw.normal(purpose)})`)
  const area = at(numbers(SIZES.map((each) => each.area)), 'size')
  const rent = `round(${LEASES.rentMedian} * exp(${LEASES.rentSigma} * ${draw.normal('rent')}) * 10)::BIGINT * 1000`
  return {
    'lease.lessor_name': `printf('合成出租方%04d号', ${draw.below('lessor', 10_000)})`,
    'lease.monthly_rent_per_square_metre': `CASE WHEN ${draw.chance('rent tie', LEASES.rentTieShare)} THEN ${LEASES.rentTie * 10_000} ELSE ${rent} END`,
    'lease.area': `greatest(10, round(${area} * exp(${LEASES.areaSigma} * ${draw.normal('area')})))::BIGINT * 10000`,
    'lease.months_in_year': `CASE WHEN ${draw.chance('whole year', LEASES.wholeYear)} THEN 12 ELSE 1 + ${draw.below('months', 11)} END * 10000`,
    'manufacturing_project.investment': roundSums(part('investment', 0.1)),
    'integration_contract.settled_amount': part('contract', 0.05),
    'insured_equipment.ordinal': `(1 + ${draw.below('ordinal', 5)}) * 10000`,
    'insured_equipment.premium': part('premium', 0.001),
    'equipment_purchase.paid': part('paid', 0.03),
    'district_research_subsidy.year': `year(${today}) - 1 - position`,
    'research_project.funds_this_year': roundSums(part('funds', 0.01)),
    'research_project.matched_before': `CASE WHEN ${draw.chance('matched', 0.3)} THEN ${part('matched before', 0.003)} ELSE 0 END`,
    'spin_off.founded_on': `${today} - 1 - ${draw.below('spun off', 'least(1800, age_days)')}`,
    'spin_off.revenue_last_year': part('spin-off', 0.05),
    'spin_off.revenue_this_year': part('spin-off, later', 0.06),
  }
}

/** What exceeds a million yuan is stated in whole hundreds of thousands, so that 500万元 and 1000万元 occur exactly. */
function roundSums(amount: string): string {
  return `CASE WHEN ${amount} >= 100000000 THEN (${amount}) // 10000000 * 10000000 ELSE ${amount} END`
}
