// The shares and sizes of the made-up firms, as plain data. Nothing comes in; the generator and docs/synthetic.md tell
// what stands here. "Assumed" means: chosen to look plausible, measured nowhere.

/** Assumed, per thousand of all firms: the districts whose documents are in the library stand out on purpose. */
export const DISTRICT_WEIGHTS: Readonly<Record<string, number>> = {
  ...{ 渝北区: 130, 渝中区: 80, 北碚区: 60, 江北区: 60, 两江新区直管区: 90, 西部科学城重庆高新区: 40 },
  ...{ 九龙坡区: 62, 沙坪坝区: 50, 南岸区: 50, 巴南区: 40, 万州区: 38, 江津区: 32, 永川区: 30, 涪陵区: 28 },
  ...{ 璧山区: 24, 大渡口区: 20, 合川区: 20, 长寿区: 16, 綦江区: 14, 大足区: 14, 荣昌区: 12, 铜梁区: 12 },
  ...{ 潼南区: 8, 南川区: 8, 开州区: 8, 梁平区: 7, 垫江县: 6, 忠县: 5, 云阳县: 5, 奉节县: 4, 丰都县: 4 },
  ...{ 黔江区: 4, 武隆区: 3, 石柱土家族自治县: 3, 秀山土家族苗族自治县: 3, 巫山县: 2, 巫溪县: 1, 城口县: 1 },
  ...{ 酉阳土家族苗族自治县: 2, 彭水苗族土家族自治县: 2, 重庆市外: 2 },
}

/**
 * Which streets and towns lie in a functional zone, by the district on the map: assumed and not complete. Firms there
 * belong to the zone, so the district itself does not get them again.
 */
export const ZONE_STREETS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  两江新区直管区: {
    渝北区: [
      '鸳鸯街道',
      '人和街道',
      '天宫殿街道',
      '翠云街道',
      '大竹林街道',
      '礼嘉街道',
      '金山街道',
      '康美街道',
    ],
    江北区: ['鱼嘴镇', '复盛镇'],
    北碚区: ['水土街道', '复兴街道'],
  },
  西部科学城重庆高新区: {
    沙坪坝区: ['虎溪街道', '西永街道', '香炉山街道', '曾家镇'],
    九龙坡区: ['含谷镇', '金凤镇', '白市驿镇', '走马镇', '石板镇', '巴福镇'],
  },
}

/** In place of a street where the reference has none. */
export const STREET_ELSEWHERE = '市外'

/**
 * Share per thousand: micro ≫ small ≫ medium ≫ large, as in every census; the figures are assumed. Revenue is
 * log-normal; its medians (万元) lie inside the bands of 国统字〔2017〕213号 for industry. Age: mean in years, assumed.
 */
export const SIZES = [
  { name: '微型', weight: 800, revenueMedian: 60, revenueSigma: 1.0, ageMean: 6, area: 150 },
  { name: '小型', weight: 160, revenueMedian: 550, revenueSigma: 0.7, ageMean: 8, area: 900 },
  { name: '中型', weight: 34, revenueMedian: 6_000, revenueSigma: 0.8, ageMean: 12, area: 4_000 },
  { name: '大型', weight: 6, revenueMedian: 70_000, revenueSigma: 0.8, ageMean: 15, area: 15_000 },
] as const

/** Assumed: no firm is older than this many years. */
export const OLDEST_YEARS = 45

/**
 * Sections of GB/T 4754. `weight` per thousand: 批发和零售 33%, 制造 14.5%, 租赁和商务 12%, 建筑 6.5%, 交通 3.3% lie
 * between the bulletins of 沙坪坝区 (第四次经济普查: 32.5, 13.7, 13.1, 4.4, 2.9) and 江津区 (第五次: 35.0, 19.2, 9.6,
 * 6.7, 3.7); the others are assumed. `revenue` multiplies the median, `research` is the mean share of revenue spent on
 * research by firms that do any, `researchers` the share of such firms, `tech` multiplies the share of certificates:
 * all assumed. `aboveScale` is the yearly revenue (万元) from which the statistics office counts a firm (四上).
 */
export const SECTIONS = [
  { letter: 'A', weight: 20, revenue: 0.6, research: 0.01, researchers: 0.02, tech: 0.1, aboveScale: 2000 },
  { letter: 'B', weight: 3, revenue: 1.5, research: 0.01, researchers: 0.05, tech: 0.2, aboveScale: 2000 },
  { letter: 'C', weight: 145, revenue: 1.2, research: 0.035, researchers: 0.25, tech: 2.5, aboveScale: 2000 },
  { letter: 'D', weight: 6, revenue: 2, research: 0.01, researchers: 0.08, tech: 0.3, aboveScale: 2000 },
  { letter: 'E', weight: 65, revenue: 1.2, research: 0.01, researchers: 0.04, tech: 0.2, aboveScale: 2000 },
  {
    letter: 'F',
    weight: 330,
    revenue: 1.5,
    research: 0.005,
    researchers: 0.01,
    tech: 0.05,
    aboveScale: 2000,
  },
  { letter: 'G', weight: 33, revenue: 1, research: 0.005, researchers: 0.01, tech: 0.05, aboveScale: 2000 },
  { letter: 'H', weight: 28, revenue: 0.5, research: 0.002, researchers: 0.002, tech: 0.01, aboveScale: 200 },
  { letter: 'I', weight: 75, revenue: 0.8, research: 0.08, researchers: 0.3, tech: 2.5, aboveScale: 2000 },
  { letter: 'J', weight: 6, revenue: 3, research: 0.005, researchers: 0.01, tech: 0.05, aboveScale: 2000 },
  {
    letter: 'K',
    weight: 38,
    revenue: 1.2,
    research: 0.002,
    researchers: 0.005,
    tech: 0.02,
    aboveScale: 1000,
  },
  { letter: 'L', weight: 120, revenue: 0.7, research: 0.01, researchers: 0.02, tech: 0.1, aboveScale: 1000 },
  { letter: 'M', weight: 66, revenue: 0.7, research: 0.06, researchers: 0.2, tech: 2, aboveScale: 1000 },
  { letter: 'N', weight: 8, revenue: 1, research: 0.02, researchers: 0.06, tech: 0.4, aboveScale: 2000 },
  { letter: 'O', weight: 28, revenue: 0.4, research: 0.002, researchers: 0.005, tech: 0.02, aboveScale: 500 },
  { letter: 'P', weight: 12, revenue: 0.6, research: 0.005, researchers: 0.01, tech: 0.05, aboveScale: 1000 },
  { letter: 'Q', weight: 5, revenue: 0.8, research: 0.01, researchers: 0.03, tech: 0.1, aboveScale: 2000 },
  { letter: 'R', weight: 12, revenue: 0.5, research: 0.005, researchers: 0.01, tech: 0.05, aboveScale: 500 },
] as const

/** Classes that are this many times as frequent as others of their section: 汽车, 摩托车, 电子, 软件. Assumed. */
export const FREQUENT_CLASSES: Readonly<Record<string, number>> = {
  ...{ C3670: 60, C3620: 8, C3612: 3, C3752: 15, C3962: 6, C3912: 8, C3973: 4, C3525: 8, C3484: 6 },
  ...{ I6513: 12, I6531: 6, I6560: 3, M7320: 3, M7452: 2, L7212: 4, G5431: 4 },
}

/** Yearly growth of revenue: mean and spread, the young grow faster, nothing loses more than `worst`. Assumed. */
export const GROWTH = { mean: 0.06, spread: 0.18, young: 0.15, youngYears: 4, worst: -0.85 } as const

/** Shares of firms that lie exactly at a threshold, so that "not less than" and "more than" can be told apart. Assumed. */
export const GROWTH_TIES = [
  { percent: 20, share: 0.03 },
  { percent: 10, share: 0.02 },
  { percent: 15, share: 0.01 },
  { percent: 0, share: 0.01 },
] as const
/** Revenue of the last year (万元): of firms within a factor of two, this share is moved exactly onto it. Assumed. */
export const REVENUE_TIES = { amounts: [500, 1000, 2000, 5000, 10_000, 40_000], share: 0.05 } as const
/** Other income is on top of 主营业务收入 for this share of firms, up to this part of it. Assumed. */
export const OTHER_INCOME = { share: 0.4, most: 0.1 } as const
/** Industrial output as a part of revenue, uniform. Assumed. */
export const OUTPUT_OF_REVENUE = { from: 0.92, to: 1.08 } as const

/**
 * Shares of firms with a certificate, by size 微型…大型, before the section's `tech` multiplies them; `of` means: only
 * among those who hold that one (小巨人 within 市级专精特新 within 创新型). Assumed, after the order of magnitude that
 * the city publishes: ten thousands of 科技型, thousands of 高新技术 and 专精特新, hundreds of 小巨人 in a million firms.
 */
export const CERTIFICATES = [
  { name: '科技型中小企业', shares: [0.015, 0.12, 0.15, 0] },
  { name: '高新技术企业', shares: [0.002, 0.06, 0.2, 0.25] },
  { name: '创新型中小企业', shares: [0.001, 0.05, 0.15, 0] },
  { name: '市级专精特新', of: '创新型中小企业', shares: [0.1, 0.3, 0.45, 0] },
  { name: '国家专精特新小巨人', of: '市级专精特新', shares: [0.01, 0.06, 0.18, 0] },
] as const
/** A certificate runs three years (工信部企业〔2022〕63号, 国科发火〔2016〕32号); this share has let one lapse. Assumed. */
export const CERTIFICATE = { days: 1095, firstAfterDays: 365, mostRechecks: 2, lapsed: 0.1 } as const

/** Routes towards a listing, one step a year, with their weights. Assumed. */
export const LISTING_ROUTES = [
  { weight: 45, steps: ['OTC成长板挂牌'] },
  { weight: 20, steps: ['OTC成长板挂牌', 'OTC专精特新板挂牌'] },
  { weight: 10, steps: ['新三板报送挂牌备案文件'] },
  { weight: 10, steps: ['新三板报送挂牌备案文件', '新三板基础层首次挂牌'] },
  { weight: 5, steps: ['新三板报送挂牌备案文件', '新三板基础层首次挂牌', '新三板创新层首次挂牌'] },
  { weight: 3, steps: ['新三板基础层首次挂牌', '新三板创新层首次挂牌', '北交所上市'] },
  { weight: 4, steps: ['首发上市辅导验收备案', '首发上市申请受理'] },
  { weight: 3, steps: ['首发上市辅导验收备案', '首发上市申请受理', '首发上市完成'] },
] as const
/** Days between two steps. Assumed. */
export const LISTING_STEP_DAYS = 330

/** Leases: rent log-normal (元/㎡·月), a share exactly 20元; area log-normal around the size's; twelve months. Assumed. */
export const LEASES = {
  ...{ rentMedian: 21, rentSigma: 0.4, rentTie: 20, rentTieShare: 0.15, areaSigma: 0.7, wholeYear: 0.7 },
} as const

/** Support received before: typical sums (万元), the share under a document that the library does not have. Assumed. */
export const SUPPORT = {
  amounts: [1, 2, 3, 5, 5, 10, 10, 10, 15, 20, 20, 30, 50, 50, 60, 100],
  elsewhere: 0.25,
  other: { item: '其他惠企补助（合成）', document: '合成〔2023〕1号' },
} as const

/**
 * Shares of unknown values by who can say them: 掌握 by a department, 掌握 by the applicant, 认定. What a department
 * decides is mostly written down nowhere that a district could join. Assumed.
 */
export const UNKNOWN = { government: 0.05, applicant: 0.25, decided: 0.8, derived: 0, field: 0.03 } as const
/** Columns that differ: the register knows who a firm is and where. Assumed. */
export const UNKNOWN_OF: Readonly<Record<string, number>> = {
  ...{ 'enterprise.name': 0, 'enterprise.unified_social_credit_code': 0, 'enterprise.district': 0 },
  ...{ 'enterprise.registered_division': 0, 'enterprise.street': 0.01, 'enterprise.established_on': 0 },
  ...{ 'enterprise.industry_code': 0.02, 'enterprise.size_class': 0.1, 'enterprise.is_manufacturer': 0.05 },
  ...{ 'enterprise_year.main_business_revenue': 0.12, 'enterprise_year.operating_revenue': 0.12 },
}
/** Firms that state last year's growth itself in place of the two years' figures. Assumed. */
export const GROWTH_STATED = 0.04
