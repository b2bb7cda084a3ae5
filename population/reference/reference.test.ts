// Industries, districts and streets as people write them, today's and yesterday's.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { resolveDistrict } from './districts.ts'
import { resolveIndustry } from './industries.ts'
import type { Resolved } from './resolved.ts'
import { resolveStreet } from './streets.ts'

const places =
  compile(loadSources()).program.vocabulary.enums.find((each) => each.name === '区县')?.values ?? []
const meaning = (result: Resolved): string => (result.kind === 'found' ? result.value : result.message)
const noticed = (result: Resolved): boolean => result.kind === 'found' && result.notice !== undefined

test('an industry by code, bare code, name, or both', () => {
  for (const written of [
    'C3670',
    'c3670',
    '3670',
    '汽车零部件及配件制造',
    'C3670 汽车零部件及配件制造',
    '3670（汽车零部件及配件制造）',
  ]) {
    assert.equal(meaning(resolveIndustry(written)), 'C3670', written)
    assert.equal(noticed(resolveIndustry(written)), false)
  }
  assert.equal(meaning(resolveIndustry('C')), 'C')
  assert.equal(meaning(resolveIndustry('C36')), 'C36')
})

test('classes of the 2011 edition are moved only where that is certain', () => {
  assert.equal(meaning(resolveIndustry('C3660 汽车零部件及配件制造')), 'C3670')
  assert.equal(noticed(resolveIndustry('C3660 汽车零部件及配件制造')), true)
  assert.equal(meaning(resolveIndustry('3660')), 'C3660')
  assert.equal(meaning(resolveIndustry('I6530')), 'I6560')
  assert.match(meaning(resolveIndustry('6510')), /2017年版分成了 I6511/)
  assert.match(meaning(resolveIndustry('C9999')), /不在 GB\/T 4754—2017 里/)
})

test('an industry that cannot be right says why', () => {
  assert.match(meaning(resolveIndustry('A3670')), /门类字母不对/)
  assert.match(meaning(resolveIndustry('C3670 软件开发')), /不一致/)
  assert.match(meaning(resolveIndustry('111')), /丢了开头的0/)
  assert.match(meaning(resolveIndustry('汽车零部件制造')), /是否指/)
})

test('a district by name, short name, code, and with the city before it', () => {
  for (const written of [
    '渝北区',
    '渝北',
    '500112',
    '重庆市渝北区',
    '重庆渝北',
    '500112 渝北区',
    '500112000000',
  ]) {
    assert.deepEqual(resolveDistrict(written, places), { kind: 'found', value: '渝北区' }, written)
  }
  assert.equal(meaning(resolveDistrict('石柱', places)), '石柱土家族自治县')
  assert.equal(meaning(resolveDistrict('忠县', places)), '忠县')
  assert.equal(meaning(resolveDistrict('重庆市外', places)), '重庆市外')
  assert.equal(meaning(resolveDistrict('两江新区直管区', places)), '两江新区直管区')
})

test('old names and codes lead to where the place lies today, with a notice', () => {
  const today = {
    ...{
      万盛区: '綦江区',
      双桥区: '大足区',
      潼南县: '潼南区',
      璧山县: '璧山区',
      铜梁县: '铜梁区',
      开县: '开州区',
    },
    ...{
      梁平县: '梁平区',
      武隆县: '武隆区',
      万盛: '綦江区',
      500222: '綦江区',
      500223: '潼南区',
      500224: '铜梁区',
    },
    ...{
      500225: '大足区',
      500226: '荣昌区',
      500227: '璧山区',
      500228: '梁平区',
      500232: '武隆区',
      500234: '开州区',
    },
    ...{ '500110万盛区': '綦江区', '500111双桥区': '大足区' },
  }
  for (const [written, district] of Object.entries(today)) {
    const result = resolveDistrict(written, places)
    assert.equal(meaning(result), district, written)
    assert.equal(noticed(result), true, written)
  }
})

test("500110 and 500111 are today's codes of 綦江区 and 大足区", () => {
  assert.deepEqual(resolveDistrict('500110', places), { kind: 'found', value: '綦江区' })
  assert.deepEqual(resolveDistrict('500111', places), { kind: 'found', value: '大足区' })
  assert.match(meaning(resolveDistrict('500110 双桥区', places)), /不一致/)
  assert.match(meaning(resolveDistrict('110105', places)), /不是重庆市的区县代码/)
  assert.match(meaning(resolveDistrict('渝北新区', places)), /是否指“渝北区”/)
})

test('a street must lie in its district', () => {
  assert.equal(meaning(resolveStreet('龙溪街道', '渝北区')), '龙溪街道')
  assert.equal(meaning(resolveStreet('渝北区龙溪', '渝北区')), '龙溪街道')
  assert.match(meaning(resolveStreet('高笋塘街道', '渝北区')), /它在万州区/)
  const unlisted = resolveStreet('龙西街道', '渝北区')
  assert.equal(meaning(unlisted), '龙西街道')
  assert.match(unlisted.kind === 'found' ? (unlisted.notice ?? '') : '', /已照写，是否指“龙溪街道”/)
  assert.equal(meaning(resolveStreet('随便', '重庆市外')), '随便')
})
