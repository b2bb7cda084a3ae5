// The colours of a small invented document: no word is lost, nothing uncovered looks covered, every phrase has its card.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compile } from '#lang'
import { colouringOf, type Piece } from './colouring.ts'
import { rulesOf } from './rules.ts'

const dictionary = `
事实 投资额 : 金额
  英文 investment
  掌握 企业
  问 投资多少？

事实 特别重大 : 是否
  英文 major
  认定 区发展改革委
  问 是否特别重大？
`

const document = `### 第一条 奖励 {#1}

> 第一条 奖励。为促进发展，制定本办法。对特别重大且投资额较大的企业奖励10万元，与其他奖励就高不重复。力争到2027年达到30家，建成名录，建设甲平台。请认真执行。还有3件事没有人管。甲字〔2025〕2号，2025年7月1日。

\`\`\`规则
文件 colours
  名称 着色办法
  文号 甲字〔2025〕2号 引「甲字〔2025〕2号」
  发布 甲区政府
  级别 区县
  地域 甲区
  成文 2025年7月1日 引「2025年7月1日」
  施行 未载明，以成文日期推定
  失效 未载明

序言 缘由
  引「为促进发展，制定本办法」

口径 投资额较大
  编号 large
  问 多少算较大
  请示 甲区财政局
  引「投资额较大」
  甲 100万元
    设 门槛 = 100万元
  乙 200万元
    设 门槛 = 200万元
  现状 未定

事项 投资奖励
  编号 award
  类别 奖补
  给予 企业
  条件
    特别重大 引「特别重大」
    投资额 达到 门槛 引「且投资额较大的企业」
  金额 10万元 引「奖励10万元」

关系 就高
  编号 highest
  类别 就高不重复
  对象 本文件的同类事项
  引「与其他奖励就高不重复」

目标 企业数
  编号 firms
  要求 达到 30家
  期限 2027年
  引「力争到2027年达到30家」

任务 名录
  编号 register
  内容 建成名录
  引「建成名录」

清单 平台
  编号 platform
  类型 平台
  内容 建设甲平台
  引「建设甲平台」

无效果 执行要求
  缘由 不增减权利
  引「请认真执行」
\`\`\`
`

const { program, diagnostics } = compile([
  { file: 'facts.rule', text: dictionary },
  { file: 'colours/policy.md', text: document },
])
const [policy] = program.policies
assert.ok(policy, JSON.stringify(diagnostics))
const { pieces, coverage } = colouringOf(policy, program.vocabulary)
const own = pieces.get('1') ?? []
const pieceWith = (words: string): Piece | undefined => own.find((piece) => piece.text.includes(words))

describe('the colours of a text', () => {
  test('its pieces are the text, word for word', () => {
    assert.equal(own.map((piece) => piece.text).join(''), policy.articles[0]?.text)
  })

  const expected: readonly [words: string, colour: string, card: string][] = [
    ['为促进发展', 'preamble', 'remark-1-0'],
    ['特别重大', 'decision', 'item-award'],
    ['投资额较大', 'item', 'reading-large'],
    ['奖励10万元', 'item', 'item-award'],
    ['就高不重复', 'relation', 'relation-highest'],
    ['30家', 'target', 'target-firms'],
    ['建成名录', 'task', 'task-register'],
    ['甲平台', 'list', 'list-platform'],
    ['请认真执行', 'noEffect', 'remark-1-1'],
    ['甲字', 'document', 'document'],
  ]
  for (const [words, colour, card] of expected) {
    test(`「${words}」 is ${colour} and leads to ${card}`, () => {
      const piece = pieceWith(words)
      assert.equal(piece?.colour, colour)
      assert.ok(piece?.rules.includes(card), piece?.rules.join())
    })
  }

  test('the heading that the text repeats is a heading', () => {
    assert.equal(own[0]?.colour, 'heading')
  })

  test('what nothing accounts for is open, and nothing else is', () => {
    assert.deepEqual(
      own.filter((piece) => piece.colour === 'open').map((piece) => piece.text),
      ['还有3件事没有人管。'],
    )
    assert.equal(coverage.openFigures.length, 1)
  })

  test('where several account for the same words, all are named', () => {
    assert.equal(pieceWith('投资额较大')?.title, '事项：投资奖励；口径：投资额较大')
  })

  test('every card has a key of its own, and every phrase has its card', () => {
    const keys = rulesOf(policy).map((rule) => rule.key)
    assert.equal(new Set(keys).size, keys.length)
    for (const key of own.flatMap((piece) => piece.rules)) assert.ok(keys.includes(key), key)
  })
})
