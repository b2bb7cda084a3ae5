// Which share of firms answers yes, has rows in a collection, or a word in a column, by the declared column. Plain data;
// all figures are assumed, since no published table counts these, and what departments decide is kept small.
import type { IndustryKind } from './industries.ts'

/** A trait of `traits.ts` that is a truth. */
type Trait = IndustryKind | 'is_sme' | 'is_big' | 'certified' | 'above_scale' | 'does_research' | 'TRUE'

/** `share` of those with the trait, `elsewhere` of the others (none when absent). */
export type Yes = { readonly of: Trait; readonly share: number; readonly elsewhere?: number }

const all = (share: number): Yes => ({ of: 'TRUE', share })
const of = (trait: Trait, share: number, elsewhere = 0): Yes => ({ of: trait, share, elsewhere })

export const YES: Readonly<Record<string, Yes>> = {
  // What follows from the industry.
  'enterprise.is_software_firm': of('software', 1),
  'enterprise.is_manufacturer': of('manufacturing', 1),
  'enterprise.is_industrial': of('industrial', 1),
  'enterprise.is_in_services': of('services', 1),
  'enterprise.is_in_producer_services': of('producer_services', 0.9, 0.02),
  'enterprise.is_in_knowledge_services': of('knowledge', 0.9, 0.01),
  'enterprise.is_strategic_emerging': of('strategic', 0.4, 0.01),
  'enterprise.is_auto_electronics': of('auto', 0.2, 0.002),
  'enterprise.is_in_traditional_industry': of('traditional', 0.9, 0.05),
  'enterprise.is_financial_institution': of('financial', 0.8),
  'enterprise.serves_agriculture': of('farming', 0.7, 0.01),
  'enterprise.is_in_listed_technology_services': of('tech_services', 0.7, 0.02),
  'enterprise.is_in_smart_manufacturing': of('strategic', 0.15, 0.005),
  'enterprise.in_integration_of_two_sectors': of('industrial', 0.05, 0.03),
  'enterprise.develops_frontier_products': of('does_research', 0.02, 0.0005),
  // What follows from the size.
  'tax_period.is_small_low_profit': of('is_sme', 0.92),
  'tax_period.is_small_scale_vat_payer': of('is_big', 0.01, 0.7),
  'enterprise.reports_online': of('above_scale', 0.97, 0.005),
  'enterprise.counted_as_above_scale': of('above_scale', 0.95, 0.001),
  'enterprise.is_private_enterprise': of('is_big', 0.7, 0.96),
  'enterprise.is_state_owned_platform_or_private': of('is_big', 0.8, 0.97),
  // What firms do.
  'enterprise.has_smart_or_green_retrofit': of('manufacturing', 0.12, 0.005),
  'enterprise.has_digital_new_models': of('knowledge', 0.1, 0.03),
  'enterprise.takes_part_in_standardization': of('certified', 0.12, 0.003),
  'enterprise.located_in_park': of('industrial', 0.45, 0.1),
  'enterprise.is_in_cluster': of('producer_services', 0.08, 0.005),
  'enterprise.is_spun_off': of('producer_services', 0.004, 0.0005),
  'enterprise.is_in_seed_pool': of('certified', 0.04, 0.0005),
  'enterprise.founded_in_demonstration_zone': all(0.05),
  // What departments decide.
  'decision.judged_growing': of('certified', 0.1, 0.002),
  'decision.in_listing_reserve': of('certified', 0.03, 0.0005),
  'decision.selected_as_showcase': of('certified', 0.02),
  'decision.chain_leader': of('is_big', 0.03),
  'decision.special_policy_approved': of('is_big', 0.01),
  'decision.smart_manufacturing_showcase': of('manufacturing', 0.005),
  'decision.key_electronics_firm': of('electronics', 0.1),
  'decision.key_producer_service_enterprise': of('producer_services', 0.02),
  'decision.judged_capable_by_yuzhong': of('is_big', 0.3, 0.05),
  'decision.key_enterprise_of_yuzhong': of('is_big', 0.2, 0.005),
  'decision.leading_enterprise_of_yuzhong': of('is_big', 0.1, 0.002),
  'decision.judged_well_managed': of('is_big', 0.5, 0.15),
  'decision.judged_high_revenue': of('is_big', 0.8, 0.01),
  'decision.judged_large_employer': of('is_big', 0.6, 0.01),
  'decision.judged_stable_employer': of('is_big', 0.5, 0.1),
  'decision.judged_innovative_growing': of('certified', 0.2, 0.005),
  'decision.in_three_lists_of_yuzhong': of('above_scale', 0.1, 0.01),
  'decision.judged_technology_leader': of('certified', 0.05, 0.001),
  'decision.judged_rich_in_resources': of('is_big', 0.2, 0.005),
  'decision.judged_internationally_competitive': of('is_big', 0.05, 0.001),
  'decision.rated_leading_by_yuzhong': of('is_big', 0.03, 0.0005),
  'decision.innovative_leader': of('certified', 0.02),
  'decision.technology_enterprise': of('certified', 0.95, 0.01),
  'decision.key_enterprise_for_talent': of('is_big', 0.1, 0.002),
  'decision.innovative_enterprise': of('certified', 0.3, 0.003),
  'decision.backbone_enterprise': of('is_big', 0.08, 0.0005),
  'decision.advantaged_enterprise': of('is_big', 0.08, 0.003),
  'decision.quality_technology_enterprise': of('certified', 0.08),
  'decision.founded_by_leading_talent': of('does_research', 0.005, 0.0001),
  'decision.high_technology_firm': of('certified', 0.5, 0.003),
  // Of the rows of collections.
  'lease.vacant_before_lease': all(0.3),
  'integration_contract.serves_cloud_project': all(0.2),
  'insured_equipment.in_catalogue_2019': all(0.35),
  'insured_equipment.in_current_catalogue': all(0.5),
  'insured_equipment.has_comprehensive_insurance': all(0.7),
  'insured_equipment.first_batch': all(0.4),
  'equipment_purchase.made_in_yubei': all(0.2),
  'equipment_purchase.in_catalogue': all(0.5),
  'equipment_purchase.first_purchase': all(0.3),
  'research_project.is_lead_unit': all(0.6),
  'ranking_entry.was_in_beibei': all(0.3),
  'spin_off.is_producer_service': all(0.7),
}

/** Facts that have no line above: what others say yes to, and what departments decide. */
export const YES_OTHERWISE = { stated: 0.2, decided: 0.03 } as const

/** Of those with the trait, the share with rows by size 微型…大型; of these, the share with a second and a third row. */
export type Rows = {
  readonly of: Trait
  readonly shares: readonly [number, number, number, number]
  readonly second: number
  readonly third: number
}

const rows = (trait: Trait, shares: Rows['shares'], second = 0, third = 0): Rows => ({
  ...{ of: trait, shares, second, third },
})

export const ROWS: Readonly<Record<string, Rows>> = {
  lease: rows('TRUE', [0.55, 0.55, 0.55, 0.55], 0.22, 0.05),
  listing_event: rows('TRUE', [0.0005, 0.008, 0.04, 0.12]),
  support_received: rows('TRUE', [0.02, 0.12, 0.3, 0.4], 0.3, 0.1),
  manufacturing_project: rows('manufacturing', [0.02, 0.12, 0.3, 0.5], 0.2, 0.05),
  integration_contract: rows('software', [0.05, 0.2, 0.3, 0.4], 0.4, 0.2),
  manufacturing_recognition: rows('manufacturing', [0.001, 0.02, 0.1, 0.3], 0.2, 0.05),
  software_firm_recognition: rows('software', [0.005, 0.06, 0.2, 0.4]),
  insured_equipment: rows('equipment', [0.002, 0.02, 0.06, 0.1], 0.3, 0.1),
  equipment_purchase: rows('industrial', [0.002, 0.01, 0.03, 0.08], 0.2, 0.05),
  district_research_subsidy: rows('does_research', [0.03, 0.15, 0.3, 0.4], 0.6, 0.4),
  research_project: rows('does_research', [0.01, 0.05, 0.15, 0.4], 0.2, 0.05),
  ranking_entry: rows('services', [0, 0.0005, 0.01, 0.15], 0.3, 0.1),
  spin_off: rows('manufacturing', [0, 0.0005, 0.005, 0.03], 0.1),
}

/** A collection that has no line above. */
export const ROWS_OTHERWISE = rows('TRUE', [0.03, 0.06, 0.1, 0.2], 0.3, 0.1)

/** Weights of words that are not equally frequent; a value that the dictionary has and this has not gets none. */
export const WORDS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'enterprise.named_in_yuzhong_plan': { 未点名: 1 },
  'lease.lessor_kind': { 国有: 22, 社会: 78 },
  'manufacturing_project.kind': {
    ...{ 一般技改扩能: 40, 数字化装备普及: 20, 数字化车间建设: 12, 智能工厂建设: 4, 新应用场景: 6 },
    ...{ 企业上云示范: 10, 工业互联网创新示范应用: 4, 智能制造新模式应用: 4 },
  },
  'manufacturing_recognition.kind': {
    ...{
      市级数字化车间: 40,
      市级智能工厂: 10,
      绿色工厂: 20,
      国家级节水型企业: 2,
      市级节水型企业: 8,
      区级节水型企业: 20,
    },
  },
  'software_firm_recognition.tier': { 软信龙头型: 10, 软信成长型: 35, 软信创新型: 55 },
  'research_project.level': { 国家级项目: 5, 市级重点专项: 20, 市级其他项目: 45, 区级项目: 30 },
  'ranking_entry.ranking': { 中国服务业企业500强: 15, 重庆市服务业企业100强: 85 },
}

/** How likely a firm is one of the 生产性服务主体类型. */
export const ACTORS: Readonly<Record<string, Yes>> = {
  ...{
    会计师事务所: of('accounting', 0.8),
    律师事务所: of('law', 0.9),
    人力资源服务机构: of('human_resources', 0.9),
  },
  ...{
    工程技术服务企业: of('engineering', 0.7),
    检验检测机构: of('inspection', 0.8),
    工业设计企业: of('design', 0.5),
  },
  ...{ 专业服务机构: of('professional', 0.4), 总部企业: of('is_big', 0.03), 批发企业: of('wholesale', 1) },
  ...{ 商贸流通企业: of('retail', 0.3), 电商企业: of('retail', 0.1), 外贸企业: of('wholesale', 0.06) },
  ...{ 跨境电商企业: of('wholesale', 0.02), 物流企业: of('logistics', 0.8), 快递企业: of('express', 0.8) },
  ...{
    运输企业: of('transport', 0.9),
    科研软件互联网服务企业: of('software', 0.8),
    数字内容企业: of('software', 0.1),
  },
  ...{ 人工智能核心技术型企业: of('software', 0.02), 在区金融机构: of('financial', 0.3) },
  ...{
    地方金融组织: of('financial', 0.05),
    股权创投机构: of('financial', 0.05),
    资产管理机构: of('financial', 0.1),
  },
  ...{
    生命科学企业: of('life_science', 0.4),
    智能装备制造企业: of('equipment', 0.1),
    农业生产企业: of('farming', 0.6),
  },
  ...{
    绿色低碳服务企业: of('professional', 0.02),
    实体企业: of('manufacturing', 1),
    知识产权服务机构: of('professional', 0.03),
  },
}

/** Facts that may not apply: the share of those to whom they do not. `shared` draws the same for several facts. */
export const NOT_APPLICABLE: Readonly<Record<string, { readonly share: number; readonly shared?: string }>> =
  {
    'enterprise.electricity_unit_price': { share: 0.02 },
    'enterprise.equity_paid_in_on': { share: 0.998, shared: 'equity' },
    'enterprise.equity_agreement_signed_on': { share: 0.998, shared: 'equity' },
  }
export const NOT_APPLICABLE_OTHERWISE = 0.3
