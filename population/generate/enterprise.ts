// The traits of a firm → the values of its columns, by the column that the dictionary declares. What has no line here is
// drawn by its type in fallback.ts, or by its share in rates.ts.
import { heldCertificates } from './certificates.ts'
import { creditCode } from './creditCode.ts'
import { SIZES } from './distributions.ts'
import { ACTORS } from './rates.ts'
import { statedGrowth, yearlyFigures } from './revenue.ts'
import type { Scene } from './scene.ts'
import { at, text, texts } from './sql.ts'
import { yesOf } from './yes.ts'

export type Values = Readonly<Record<string, string>>

/** Where any kind of subject is. */
export function placeValues(): Values {
  return {
    'enterprise.district': 'district',
    'enterprise.registered_division': 'division',
    'enterprise.street': 'street',
  }
}

export function enterpriseValues(scene: Scene): Values {
  return { ...identity(scene), ...growth(scene), ...taxes(scene), ...doings(scene), ...yearlyFigures(scene) }
}

function identity(scene: Scene): Values {
  return {
    'enterprise.name': "printf('合成企业%08d号', id)",
    'enterprise.unified_social_credit_code': creditCode('division_code', 'id'),
    'enterprise.established_on': 'founded',
    'enterprise.industry_code': 'industry_code',
    'enterprise.size_class': at(texts(SIZES.map((each) => each.name)), 'size'),
    'enterprise.valid_qualifications': heldCertificates(scene.enumeration('资质')),
    'enterprise.producer_service_actors': actors(scene),
  }
}

function actors(scene: Scene): string {
  const members = scene.enumeration('生产性服务主体类型').flatMap((name) => {
    const yes = ACTORS[name]
    return yes ? [`CASE WHEN ${yesOf(scene.draw, `actor ${name}`, yes)} THEN ${text(name)} END`] : []
  })
  return members.length === 0
    ? '[]::VARCHAR[]'
    : `list_filter([${members.join(', ')}], lambda each: each IS NOT NULL)`
}

function growth(scene: Scene): Values {
  return {
    'enterprise.industrial_output_growth_last_year': statedGrowth(scene, 'output'),
    'enterprise.main_business_revenue_growth_last_year': statedGrowth(scene, 'revenue'),
  }
}

/** Tax about 0.4% of revenue; a tenth of research is capitalised; most take the day of evaluation as the period. Assumed. */
function taxes({ draw, today }: Scene): Values {
  const research = 'last_revenue * research_share'
  const ofResearchers = (amount: string) => `CASE WHEN does_research THEN ${wholeYuan(amount)} ELSE 0 END`
  const lastDay = `make_date(year(${today}) - 1, 12, 31)`
  return {
    'tax_period.ends_on': `CASE WHEN ${draw.chance('tax period', 0.2)} THEN ${lastDay} END`,
    'tax_period.six_taxes_two_fees_payable': wholeYuan(
      `last_revenue * 0.004 * exp(0.5 * ${draw.normal('taxes')})`,
    ),
    'tax_period.expensed_research_costs': ofResearchers(`${research} * 0.9`),
    'tax_period.capitalized_research_costs': `CASE WHEN ${draw.chance('capitalizes', 0.1)} THEN ${ofResearchers(`${research} * 0.6`)} ELSE 0 END`,
  }
}

/** Patents, cases and prices: assumed. A price of 0.55 to 0.95元 is a common one for industry. */
function doings({ draw, today }: Scene): Values {
  const patents = `floor(3 * (1 + size * size) * ${draw.unit('patents')} * ${draw.unit('patents, fewer')})`
  const cases = `CASE WHEN manufacturing AND is_big AND ${draw.chance('cases', 0.05)} THEN 1 + ${draw.below('more cases', 3)} ELSE 0 END`
  return {
    'enterprise.invention_patents': `CASE WHEN does_research THEN ${patents} ELSE 0 END::BIGINT * 10000`,
    'enterprise.smart_manufacturing_cases': `(${cases}) * 10000`,
    'enterprise.electricity_unit_price': `(55 + ${draw.below('electricity', 41)}) * 100`,
    'enterprise.is_above_scale_service': '(above_scale AND services)',
    'enterprise.above_scale_since': `CASE WHEN above_scale THEN ${aboveScaleDay({ draw, today })} END`,
    'enterprise.equity_agreement_signed_on': `${equityDay({ draw, today })} - 40`,
    'enterprise.equity_paid_in_on': equityDay({ draw, today }),
    'question.research_subsidy_year': `year(${today}) - 1`,
  }
}

/** At the earliest three hundred days after the foundation; the same day in 首次上规. */
export function aboveScaleDay({ draw, today }: Pick<Scene, 'draw' | 'today'>): string {
  return `(${today} - 1 - ${draw.below('above scale since', 'greatest(1, least(3000, age_days - 300))')})`
}

function equityDay({ draw, today }: Pick<Scene, 'draw' | 'today'>): string {
  return `(${today} - 1 - ${draw.below('equity day', 'greatest(1, least(1500, age_days))')})`
}

/** 分, in whole yuan. */
export function wholeYuan(amount: string): string {
  return `((${amount}) / 100)::BIGINT * 100`
}
