// Headers as offices write them, and what they are taken for.
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { compile } from '#lang'
import { loadSources } from '#policies'
import { columnsFor, suggestMapping } from './mapping.ts'
import { loadMapping, type Mapping, rememberedMapping, rememberMapping, saveMapping } from './mappingFile.ts'

const { vocabulary } = compile(loadSources()).program
const column = (header: string): ReturnType<typeof columnsFor>[number] | undefined =>
  columnsFor([header], { kind: 'subject' }, vocabulary, '企业')[0]

test('names, other names, English names and columns', () => {
  const facts = {
    ...{
      企业名称: '企业名称',
      公司名称: '企业名称',
      enterpriseName: '企业名称',
      信用代码: '统一社会信用代码',
    },
    ...{
      unified_social_credit_code: '统一社会信用代码',
      注册时间: '成立日期',
      ' 所属 区县 ': '所在区县',
      街道: '所在镇街',
    },
    ...{
      行业代码: '行业',
      '传统产业企业（是/否）': '传统产业企业',
      上年度工业总产值增速: '上年度工业总产值增速',
    },
  }
  for (const [header, name] of Object.entries(facts)) {
    const { target } = column(header) ?? {}
    assert.equal(target?.kind === 'fact' ? target.fact : undefined, name, header)
  }
})

test('years and units in every place', () => {
  const income = { kind: 'fact', fact: '主营业务收入', year: 2024 }
  const inWan = { ...income, unit: '万元' }
  assert.deepEqual(column('主营业务收入2024')?.target, income)
  assert.deepEqual(column('2024年主营业务收入')?.target, income)
  assert.deepEqual(column('2024年度主营业务收入')?.target, income)
  assert.deepEqual(column('main_business_revenue_2024')?.target, income)
  assert.deepEqual(column('主营业务收入（万元）2024')?.target, inWan)
  assert.deepEqual(column('主营业务收入（2024年）（单位：万元）')?.target, inWan)
  assert.deepEqual(column('2024年主营业务收入[万元]')?.target, inWan)
  assert.deepEqual(column('2024年主营业务收入/万元')?.target, inWan)
  assert.deepEqual(column('上年度工业总产值增速（%）')?.target, {
    ...{ kind: 'fact', fact: '上年度工业总产值增速', unit: '%' },
  })
})

test('what is not certain is left to a person, with what it may be', () => {
  const near = column('主营业务收人2024')
  assert.equal(near?.target, undefined)
  assert.deepEqual(near?.alternatives[0], { kind: 'fact', fact: '主营业务收入' })
  assert.match(column('主营业务收入')?.why ?? '', /请在表头写明年份，例如 主营业务收入2024/)
  assert.match(column('主营业务收入2024（%）')?.why ?? '', /表头的单位“%”不是/)
  assert.match(column('企业规模2024')?.why ?? '', /不按年填写/)
  assert.deepEqual(column('联系电话')?.alternatives, [])
  const twice = columnsFor(['企业名称', '单位名称'], { kind: 'subject' }, vocabulary, '企业')
  assert.match(twice[1]?.why ?? '', /与前面的“企业名称”是同一项/)
  assert.equal(twice[1]?.target, undefined)
})

test('the table is known by its columns', () => {
  const kinds = (headers: string[], name = ''): unknown =>
    suggestMapping(headers, vocabulary, '企业', name).table
  assert.deepEqual(kinds(['企业名称', '信用代码', '主营业务收入2024']), { kind: 'subject' })
  assert.deepEqual(kinds(['信用代码', '年份', '营收', '工业总产值']), { kind: 'yearly' })
  assert.deepEqual(kinds(['企业名称', '信用代码', '出租方性质', '面积', '当年月数']), {
    ...{ kind: 'collection', collection: '租约', unlisted: 'unknown' },
  })
  assert.deepEqual(kinds(['信用代码', '投资额', '类型'], '制造业项目'), {
    ...{ kind: 'collection', collection: '制造业项目', unlisted: 'unknown' },
  })
})

test('a mapping is saved, read, remembered for the same headers, and checked against the dictionary', async () => {
  const data = mkdtempSync(join(tmpdir(), 'duixian-mapping-'))
  const headers = ['单位名称', '信用代码']
  const mapping: Mapping = {
    version: 1,
    kind: '企业',
    sheets: [{ sheet: 'a.csv', ...suggestMapping(headers, vocabulary, '企业') }],
  }
  const file = join(data, 'm.json')
  await saveMapping(file, mapping)
  assert.deepEqual(await loadMapping(file, vocabulary), mapping)
  assert.equal(await rememberedMapping(data, [headers], '企业', vocabulary), undefined)
  await rememberMapping(data, mapping)
  assert.deepEqual(await rememberedMapping(data, [headers], '企业', vocabulary), mapping)
  assert.equal(await rememberedMapping(data, [['别的']], '企业', vocabulary), undefined)
  writeFileSync(file, JSON.stringify(mapping).replace('"企业名称"', '"企业名字"'))
  await assert.rejects(loadMapping(file, vocabulary), /“单位名称”对应的事实“企业名字”不在“企业”的字典里/)
  writeFileSync(file, '{')
  await assert.rejects(loadMapping(file, vocabulary), /不是合格的 JSON/)
})
