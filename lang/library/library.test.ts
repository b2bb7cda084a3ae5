// Documents on a date, their repeals, everything dated, and readings as questions; on two invented documents.
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { compile } from '../check/compile.ts'
import { accountedPhrases, coverage } from '../coverage/coverage.ts'
import { validityOf } from '../ir/validity.ts'
import { evaluate } from '../run/evaluate.ts'
import { readSubject } from '../run/readSubject.ts'
import { dateToIso, parseDate } from '../values/dates.ts'
import { calendarOf } from './calendar.ts'
import { authorityOf, readingQuestions } from './readings.ts'
import { subjectName } from './subjectName.ts'
import { repealChain } from './validity.ts'

const dictionary = `
事实 企业名称 : 文本
  英文 enterpriseName
  掌握 企业
  问 叫什么？

事实 投资额 : 金额
  英文 investment
  掌握 企业
  问 投资多少？
`

const older = `### 第一条 {#1}

> 甲字〔2022〕1号。自2022年1月1日起施行，有效期至2026年12月31日。2022年1月1日发布。

\`\`\`规则
文件 older
  名称 旧办法
  文号 甲字〔2022〕1号 引「甲字〔2022〕1号」
  发布 甲区政府
  级别 区县
  地域 甲区
  成文 2022年1月1日 引「2022年1月1日发布」
  施行 2022年1月1日 引「自2022年1月1日起施行」
  失效 2026年12月31日 引「有效期至2026年12月31日」
\`\`\`
`

const newer = `### 第一条 {#1}

> 甲字〔2025〕2号。甲字〔2022〕1号同时废止。投资额较大的奖励10万元。2025年7月1日。力争到2027年投资企业达到30家。2025年底前建成名录。请认真执行。

\`\`\`规则
文件 newer
  名称 新办法
  文号 甲字〔2025〕2号 引「甲字〔2025〕2号」
  发布 甲区政府
  级别 区县
  地域 甲区
  成文 2025年7月1日 引「2025年7月1日」
  施行 未载明，以成文日期推定
  失效 未载明
  废止 甲字〔2022〕1号 引「甲字〔2022〕1号同时废止」

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
  执行 自 2025年7月1日
  条件
    投资额 达到 门槛 引「投资额较大」
  金额 10万元 引「奖励10万元」

目标 投资企业数
  编号 firms
  要求 达到 30家
  期限 2027年
  力度 力争
  引「力争到2027年投资企业达到30家」

任务 建成名录
  编号 register
  内容 建成名录
  期限 2025年底
  引「2025年底前建成名录」
\`\`\`
`

const { program, diagnostics } = compile([
  { file: 'facts.rule', text: dictionary },
  { file: 'older/policy.md', text: older },
  { file: 'newer/policy.md', text: newer },
])
const [first, second] = program.policies
const day = (text: string): number => parseDate(text) ?? 0

describe('the library on a date', () => {
  it('compiles its examples', () => {
    assert.deepEqual(
      diagnostics.filter((each) => each.severity === 'error').map((each) => each.code),
      [],
    )
    assert.ok(first && second)
  })

  it('knows what holds on a day: not yet, in force, repealed, expired', () => {
    assert.ok(first && second)
    const kinds = (at: string) =>
      [first, second].map((each) => validityOf(program, each.document, day(at)).kind)
    assert.deepEqual(kinds('2021-12-31'), ['notYet', 'notYet'])
    assert.deepEqual(kinds('2025-06-30'), ['inForce', 'notYet'])
    assert.deepEqual(kinds('2025-07-01'), ['repealed', 'inForce'])
    assert.deepEqual(kinds('2027-01-01'), ['expired', 'inForce'])
  })

  it('says who repealed whom, from either side', () => {
    assert.ok(first && second)
    for (const { document } of [first, second]) {
      const [repeal, ...more] = repealChain(program, document)
      assert.equal(more.length, 0)
      assert.equal(repeal?.old.document?.id, 'older')
      assert.equal(repeal?.by.id, 'newer')
      assert.equal(dateToIso(repeal?.on ?? 0), '2025-07-01')
    }
  })
})

describe('the calendar', () => {
  const dated = calendarOf(program)
  const of = (kind: string, policy = 'newer') =>
    dated.find((each) => each.kind === kind && each.policy === policy)

  it('keeps apart what is stated, what is inferred and what no text states', () => {
    assert.equal(of('document')?.from?.kind, 'inferred')
    assert.equal(of('document')?.to.kind, 'unstated')
    assert.equal(of('document', 'older')?.from?.kind, 'stated')
    assert.equal(of('window')?.from?.kind, 'stated')
    assert.equal(of('window')?.to.kind, 'unstated')
  })

  it('ends a repealed document on the day before its successor begins', () => {
    assert.deepEqual(of('document', 'older')?.to, {
      kind: 'inferred',
      day: day('2025-06-30'),
      note: '被甲字〔2025〕2号废止',
    })
  })

  it('puts a deadline of a year at its end: inferred, unless the text says 年底', () => {
    assert.equal(of('target')?.to.kind, 'inferred')
    assert.deepEqual(of('task')?.to, { kind: 'stated', day: day('2025-12-31') })
  })
})

describe('readings as questions', () => {
  const { subject } = readSubject({ subject: '企业', facts: { 投资额: '150万元' } }, program.vocabulary)
  assert.ok(subject)
  const findings = evaluate(program, subject, { at: day('2026-01-01') })
  const [question] = readingQuestions(program, [{ title: '某企业', findings }])

  it('name the words, the authority, and what each alternative pays', () => {
    assert.ok(question)
    assert.equal(authorityOf(question), '甲区财政局')
    assert.deepEqual(
      question.phrases.map((each) => each.quote),
      ['投资额较大'],
    )
    const [consequence] = question.consequences
    assert.equal(consequence?.decisive, true)
    assert.deepEqual(
      consequence?.alternatives.map(({ key, outcome, amount }) => [key, outcome, amount]),
      [
        ['甲', 'eligible', { kind: 'exact', yuan: '100000.00' }],
        ['乙', 'not_eligible', { kind: 'exact', yuan: '0.00' }],
      ],
    )
  })

  it('have no consequence where nobody consults them', () => {
    assert.deepEqual(readingQuestions(program, [])[0]?.consequences, [])
  })
})

it('a subject is called by the name it gives, and by no other fact', () => {
  assert.equal(subjectName(program.vocabulary, '企业', { enterpriseName: ' 某公司 ' }), '某公司')
  assert.equal(subjectName(program.vocabulary, '企业', { 投资额: '1万元' }), undefined)
})

it('phrases account for exactly what the coverage counts as accounted for', () => {
  assert.ok(second)
  const phrases = accountedPhrases(second, program.vocabulary)
  const { figures, openSentences } = coverage(second, program.vocabulary)
  for (const { start, end, accounts } of figures) {
    const kinds = phrases
      .filter((each) => each.start <= start && end <= each.end)
      .map((each) => each.account.kind)
    assert.deepEqual(new Set(kinds), new Set(accounts.map((each) => each.kind)))
  }
  assert.deepEqual(
    openSentences.map((each) => each.text),
    ['请认真执行。'],
  )
})
