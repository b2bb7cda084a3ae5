import assert from 'node:assert/strict'
import { test } from 'node:test'
import { capitalYuan } from './capitalYuan.ts'

test('amounts in capital figures, as banks write them', () => {
  const cases: readonly (readonly [bigint, string])[] = [
    [0n, '人民币零元整'],
    [7n, '人民币柒分'],
    [30n, '人民币叁角整'],
    [105n, '人民币壹元零伍分'],
    [10_530n, '人民币壹佰零伍元叁角整'],
    [168_032n, '人民币壹仟陆佰捌拾元叁角贰分'],
    [1_000n, '人民币壹拾元整'],
    [10_700_053n, '人民币壹拾万柒仟元伍角叁分'],
    [15_000_000n, '人民币壹拾伍万元整'],
    [48_000_000n, '人民币肆拾捌万元整'],
    [100_000_500n, '人民币壹佰万零伍元整'],
    [1_000_001_000_000n, '人民币壹佰亿零壹万元整'],
    [20_030_045_600_078n, '人民币贰仟零叁亿零肆拾伍万陆仟元柒角捌分'],
    [123_456_789_012n, '人民币壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分'],
  ]
  for (const [fen, text] of cases) assert.equal(capitalYuan(fen), text)
})
