// The figures of the distributions against what is generated from them, and against the page that states them.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { assertNear as near, openTrial } from '../testing/trial.ts'
import * as distributions from './distributions.ts'
import { DISTRICT_WEIGHTS, SECTIONS, SIZES, UNKNOWN } from './distributions.ts'
import * as rates from './rates.ts'

const trial = await openTrial()
const { program, firms, make, ask, one, nullShare } = trial

before(async () => {
  await make('firms')
  await make('known', { unknown: 0 })
})
after(() => trial.close())

describe('The shares of a made-up population', () => {
  it('knows an event within three years for every certificate that is held', async () => {
    const without = `SELECT count(*) FROM (SELECT id, unnest(valid_qualifications) AS q FROM @enterprise) e
      WHERE NOT EXISTS (FROM @qualification_event v WHERE subject_id = id AND qualification = q AND occurred_on > DATE '2022-12-31')`
    assert.equal(await one('known', without), '0')
    assert.ok(Number(await one('known', 'SELECT count(*) FROM @qualification_event')) > 500)
  })

  it('comes near the stated shares', async () => {
    const known = 'FROM @enterprise'
    for (const { name, weight } of SIZES) {
      near(
        await one('known', `SELECT avg((size_class = '${name}')::INTEGER) ${known}`),
        weight / 1000,
        0.01,
        name,
      )
    }
    for (const { letter, weight } of SECTIONS) {
      near(
        await one('known', `SELECT avg((industry_code[1] = '${letter}')::INTEGER) ${known}`),
        weight / 1000,
        0.012,
        letter,
      )
    }
    const total = Object.values(DISTRICT_WEIGHTS).reduce((sum, each) => sum + each, 0)
    for (const name of ['渝北区', '渝中区', '北碚区', '江北区', '两江新区直管区']) {
      near(
        await one('known', `SELECT avg((district = '${name}')::INTEGER) ${known}`),
        (DISTRICT_WEIGHTS[name] ?? 0) / total,
        0.012,
        name,
      )
    }
  })

  it('has firms exactly at thresholds', async () => {
    const growth = `SELECT b.main_business_revenue * 100 = a.main_business_revenue * 120 AS tie
      FROM @enterprise_year a JOIN @enterprise_year b USING (subject_id) WHERE a.year = 2024 AND b.year = 2025 AND a.main_business_revenue > 0`
    near(await one('known', `SELECT avg(tie::INTEGER) FROM (${growth})`), 0.03, 0.01, '20%')
    const exact =
      'SELECT count(*) FROM @enterprise_year WHERE year = 2025 AND main_business_revenue = 2000000000'
    assert.ok(Number(await one('known', exact)) > 5)
    near(
      await one('known', 'SELECT avg((monthly_rent_per_square_metre = 200000)::INTEGER) FROM @lease'),
      0.16,
      0.03,
      '20元',
    )
  })

  it('leaves the stated share unknown, or what is asked for', async () => {
    near(await nullShare('firms', 'decision_chain_leader'), UNKNOWN.decided, 0.02, 'decided')
    near(await nullShare('firms', 'is_auto_electronics'), UNKNOWN.applicant, 0.02, 'applicant')
    near(await nullShare('firms', 'is_spun_off'), UNKNOWN.government, 0.02, 'government')
    assert.deepEqual(
      await missing('known'),
      [
        'above_scale_since',
        'equity_agreement_signed_on',
        'equity_paid_in_on',
        'industrial_output_growth_last_year',
        'main_business_revenue_growth_last_year',
        'electricity_unit_price',
        'tax_period_ends_on',
      ].sort(),
    )
    for (const { name, knownColumn } of firms.slice(2)) {
      assert.equal(await one('known', `SELECT bool_and(${knownColumn}) FROM @enterprise`), true, name)
    }
    await make('half', { unknown: 0.5, rows: 3000 })
    const columns =
      firms[0]?.columns.filter((each) => !each.mayNotApply && !each.name.endsWith('_last_year')) ?? []
    const shares = await Promise.all(columns.map((each) => nullShare('half', each.name)))
    near(shares.reduce((sum, each) => sum + each, 0) / shares.length, 0.5, 0.05, 'half')
  })

  it('keeps to the districts that are asked for', async () => {
    await make('yubei', { rows: 500, districts: ['渝北区'] })
    assert.equal(await one('yubei', 'SELECT list(DISTINCT district)::VARCHAR FROM @enterprise'), '[渝北区]')
    assert.equal(
      await one('yubei', 'SELECT list(DISTINCT registered_division)::VARCHAR FROM @enterprise'),
      '[渝北区]',
    )
    await assert.rejects(make('nowhere', { districts: ['无此区'] }), /No such district/)
  })

  it('names items and documents of the library in what was received', async () => {
    const titles = new Set(program.policies.flatMap((each) => each.items.map((item) => item.title)))
    const rows = await ask('known', `SELECT DISTINCT item, document_number AS n FROM @support_received`)
    assert.ok(rows.length > 20)
    assert.deepEqual(
      rows.filter((row) => !titles.has(String(row.item)) && row.n !== '合成〔2023〕1号'),
      [],
    )
  })
})

describe('docs/synthetic.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/synthetic.md'), 'utf8')

  it('has the figures that the generator uses', () => {
    for (const [name, weight] of Object.entries(DISTRICT_WEIGHTS))
      assert.ok(page.includes(`${name} ${weight}`), name)
    for (const { letter, weight, researchers, tech } of SECTIONS) {
      assert.match(
        page,
        new RegExp(`\\| ${letter} \\|.* ${weight} \\|.* ${researchers * 100}% \\| ${tech} \\|`),
        letter,
      )
    }
    for (const [column, { share, elsewhere = 0 }] of Object.entries(rates.YES)) {
      assert.ok(
        page.includes(`| \`${column}\` | ${percent(share)} |`) && page.includes(percent(elsewhere)),
        column,
      )
    }
    for (const [name, { shares }] of Object.entries(rates.ROWS)) {
      assert.ok(page.includes(`| \`${name}\` | ${shares.map(percent).join(' / ')} |`), name)
    }
    for (const { name, shares } of distributions.CERTIFICATES) {
      assert.ok(page.includes(`| ${name} | ${shares.map(percent).join(' / ')} |`), name)
    }
    for (const [who, share] of Object.entries(UNKNOWN))
      assert.ok(page.includes(`| ${who} | ${percent(share)} |`), who)
  })
})

function percent(share: number): string {
  return `${Number((share * 100).toFixed(4))}%`
}

async function missing(name: string): Promise<string[]> {
  const columns = firms[0]?.columns.map((each) => each.name) ?? []
  const shares = await Promise.all(columns.map((each) => nullShare(name, each)))
  return columns.filter((_, i) => (shares[i] ?? 0) > 0).sort()
}
