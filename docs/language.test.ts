// Runs the guide of the rule language: every block of docs/language.md is compiled, evaluated and compared.
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import {
  amountText,
  compile,
  evaluate,
  explainFinding,
  formatFile,
  outcomeText,
  parseDate,
  readCases,
  readSubject,
  renderDiagnostic,
  runCases,
  type SourceFile,
} from '#lang'

const path = join(import.meta.dirname, 'language.md')
const guide = readFileSync(path, 'utf8')

type Block = {
  readonly kind: string
  readonly argument: string
  readonly text: string
  readonly line: number
  /** Offsets of the opening fence line's info string. */
  readonly infoStart: number
  readonly infoEnd: number
  readonly start: number
  readonly end: number
}

const KINDS = new Set(['词典', '规则', '错误', 'json', '结论', 'text', '算例'])
const blocks = readBlocks(guide)
const ofKind = (...kinds: string[]): Block[] => blocks.filter((each) => kinds.includes(each.kind))
const dictionary: SourceFile = {
  file: 'docs/language.rule',
  text: ofKind('词典')
    .map((each) => each.text)
    .join('\n'),
}
const whole = compileGuide(guide)

function readBlocks(text: string): Block[] {
  const found: Block[] = []
  for (const match of text.matchAll(/^(```+)(.*)\n([\s\S]*?)^\1$/gm)) {
    const [, marker = '', info = '', body = ''] = match
    const infoStart = match.index + marker.length
    const start = infoStart + info.length + 1
    const [kind = '', argument = ''] = info.trim().split(/\s+/)
    const line = text.slice(0, match.index).split('\n').length
    found.push({
      kind,
      argument,
      text: body,
      line,
      infoStart,
      infoEnd: start - 1,
      start,
      end: start + body.length,
    })
  }
  return found
}

function compileGuide(text: string) {
  return compile([dictionary, { file: 'docs/language.md', text }])
}

function words(diagnostics: ReturnType<typeof compile>['diagnostics'], text: string): string {
  return diagnostics
    .map((each) => renderDiagnostic(each, each.at.file.endsWith('.md') ? text : dictionary.text, 'zh'))
    .join('\n\n')
}

/** The question of a json block, answered as a 结论 or a text block shows it. */
function answer(question: Block, kind: string): string {
  const { at, items, ...input } = JSON.parse(question.text)
  const { subject, problems } = readSubject(input, whole.program.vocabulary)
  assert.deepEqual(problems, [], `line ${question.line}`)
  const day = parseDate(at)
  const [policy] = whole.program.policies
  assert.ok(subject && policy && day !== undefined, `line ${question.line}`)
  const findings = evaluate(whole.program, subject, { at: day, items })
  assert.equal(findings.length, items.length, `line ${question.line}: an item is not known`)
  return kind === 'text'
    ? `${findings.map((each) => explainFinding(each, policy)).join('\n\n')}\n`
    : findings
        .map((each) => `${each.title}：${outcomeText(each.outcome)}，${amountText(each.amount)}\n`)
        .join('')
}

/** Answers with the questions above them. */
function answered(): { readonly question: Block; readonly shown: Block }[] {
  return blocks.flatMap((shown, i) => {
    const question = blocks[i - 1]
    return ['结论', 'text'].includes(shown.kind) && question ? [{ question, shown }] : []
  })
}

/** The words in ticks of one table cell, 事项 → 适用, 编号 … */
function ticked(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((each) => each[1] ?? '')
}

function tableUnder(heading: string): string[][] {
  const section = guide.split(`${heading}\n`)[1]?.split(/^##/m)[0] ?? ''
  return section
    .split('\n')
    .filter((each) => each.startsWith('|'))
    .map((each) =>
      each
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter((cells) => !cells.every((cell) => /^-+$/.test(cell)))
}

// With UPDATE_GUIDE=1 the answers are written into the guide, to be reviewed as a diff.
if (process.env.UPDATE_GUIDE) {
  let text = guide
  for (const { question, shown } of answered().reverse())
    text = text.slice(0, shown.start) + answer(question, shown.kind) + text.slice(shown.end)
  writeFileSync(path, text)
}

describe('the guide of the rule language', () => {
  it('has no block of an unknown kind', () => {
    const strange = blocks.filter((each) => !KINDS.has(each.kind))
    assert.deepEqual(
      strange.map((each) => `line ${each.line}: ${each.kind}`),
      [],
    )
    assert.equal((guide.match(/^```/gm) ?? []).length, 2 * blocks.length + 2, 'a fence is not closed')
  })

  it('compiles without a diagnostic', () => {
    assert.equal(words(whole.diagnostics, guide), '')
    assert.equal(whole.program.policies.length, 1)
  })

  it('is written canonically', () => {
    const file = { file: 'docs/language.md', text: guide }
    assert.equal(formatFile(file, [dictionary, file]).text, guide)
  })

  for (const block of ofKind('错误')) {
    it(`line ${block.line} is wrong as it says: ${block.argument}`, () => {
      const text = `${guide.slice(0, block.infoStart)}规则${guide.slice(block.infoEnd)}`
      const { diagnostics } = compileGuide(text)
      assert.deepEqual(
        [...new Set(diagnostics.map((each) => each.code))],
        [block.argument],
        words(diagnostics, text),
      )
    })
  }

  for (const { question, shown } of answered()) {
    it(`line ${shown.line} is what the engine answers`, () => {
      assert.equal(question.kind, 'json')
      assert.equal(shown.text, answer(question, shown.kind))
    })
  }

  it('answers every question that it asks', () => {
    assert.equal(ofKind('json').length, answered().length)
  })

  for (const block of ofKind('算例')) {
    it(`the worked cases of line ${block.line} come out`, () => {
      const { cases, problems } = readCases(block.text)
      const [policy] = whole.program.policies
      assert.deepEqual(problems, [])
      assert.ok(policy && cases.length > 0)
      for (const each of runCases(whole.program, policy, cases))
        assert.ok(each.passed, `${each.case.title}: ${each.got}`)
    })
  }

  it('uses every word that can open a line', () => {
    const source = readFileSync(join(import.meta.dirname, '../lang/syntax/clauses.ts'), 'utf8')
    const known = [...source.matchAll(/\bword: '([^'〔]+)'/g)].map((each) => each[1] ?? '')
    assert.ok(known.length > 80)
    const used = new Set(
      rules().flatMap((line) => /^\s*([\p{Script=Han}]+?)(?=[\s「]|$)/u.exec(line)?.[1] ?? []),
    )
    const unused = known.filter((each) => !used.has(each) && !rules().some((line) => citesWith(line, each)))
    assert.deepEqual(unused, [])
  })

  it('uses every word of expressions', () => {
    const source = readFileSync(join(import.meta.dirname, '../lang/syntax/lexer.ts'), 'utf8')
    const list = /EXPRESSION_WORDS = \[([\s\S]*?)\] as const/.exec(source)?.[1] ?? ''
    const known = [...list.matchAll(/'([^']+)'/g)].map((each) => each[1] ?? '')
    assert.ok(known.length > 40)
    const text = rules().join('\n')
    assert.deepEqual(
      known.filter((each) => !text.includes(each)),
      [],
    )
  })

  it('uses every built-in function', () => {
    const { diagnostics } = compileGuide(withRule('定义 试一试 = 没有这个函数(1)'))
    const known = diagnostics.find((each) => each.code === 'E0204')?.args.expected?.split('、') ?? []
    assert.ok(known.length > 8)
    const text = rules().join('\n')
    assert.deepEqual(
      known.filter((each) => !text.includes(`${each}(`)),
      [],
    )
  })

  it('lists the words that may stand inside each declaration', () => {
    const table = new Map(
      tableUnder('## 3. Words that open a line').map(([inside = '', all = '']) => [inside, ticked(all)]),
    )
    for (const [inside, probe] of PROBES) {
      const { diagnostics } =
        inside.startsWith('`枚举') || inside.startsWith('`事实') || inside.startsWith('`集合')
          ? compile([{ file: 'probe.rule', text: probe }])
          : compileGuide(withRule(probe))
      const expected = diagnostics.find((each) => each.code === 'E0106')?.args.expected?.split('、') ?? []
      assert.deepEqual(table.get(inside)?.toSorted(), expected.toSorted(), inside)
    }
  })

  it('shows the truth tables by which the engine works', () => {
    const tables = tableUnder('### Unknown')
    const rows = (operator: string): string[][] => {
      const start = tables.findIndex((cells) => cells.includes(operator))
      return tables.slice(start + 1, start + 4)
    }
    for (const operator of ['且', '或']) {
      for (const [left = '', ...cells] of rows(operator)) {
        const rights = ['是', '否', '未知']
        for (const [i, right] of rights.entries())
          assert.equal(
            cells[i],
            truthOf(`甲事 ${operator} 乙事`, left, right),
            `${left} ${operator} ${right}`,
          )
      }
    }
    for (const [operand = '', result] of rows('非')) assert.equal(result, truthOf('非 甲事', operand, '未知'))
  })
})

/** Every line of the dictionary and of the rules that compile. */
function rules(): string[] {
  return ofKind('词典', '规则').flatMap((each) => each.text.split('\n'))
}

function citesWith(line: string, word: string): boolean {
  return word === '引' && / 引[「 ]/.test(line)
}

function withRule(text: string): string {
  return `${guide}\n\`\`\`规则\n${text}\n\`\`\`\n`
}

// For each kind of declaration a line that cannot stand in it: the message names what can.
const PROBES: readonly (readonly [string, string])[] = [
  ['(top of a file)', '乱写 甲'],
  ['`文件`', '文件 甲\n  乱写 甲'],
  ['`枚举`', '枚举 甲\n  乱写 甲'],
  ['`事实`, `字段`', '事实 甲 : 是否\n  乱写 甲'],
  ['`集合`', '集合 甲\n  乱写 甲'],
  ['`定义`, `金额` (with `分档`)', '定义 试一试 分档 唯一\n  乱写 甲'],
  ['`外部标准`', '外部标准 试一试 : 金额\n  乱写 甲'],
  ['`填补`', '填补 试一试 = 1元\n  乱写 甲'],
  ['`口径`', '口径 试一试\n  乱写 甲'],
  ['`甲` … `戊`', '口径 试一试\n  甲 试\n    乱写 甲'],
  ['`事项`', '事项 试一试\n  乱写 甲'],
  ['`阶段`', '事项 试一试\n  阶段 试\n    乱写 甲'],
  ['`目标`', '目标 试一试\n  乱写 甲'],
  ['`任务`', '任务 试一试\n  乱写 甲'],
  ['`清单`', '清单 试一试\n  乱写 甲'],
  ['`关系`', '关系 试一试\n  乱写 甲'],
  ['`同类`', '同类 试一试\n  乱写 甲'],
  ['`序言`, `无效果`', '序言 试一试\n  乱写 甲'],
]

const TRUTH_FACTS = `事实 甲事 : 是否
  英文 a
  掌握 企业
  问 甲？
事实 乙事 : 是否
  英文 b
  掌握 企业
  问 乙？
`

/** The truth of a condition for two facts, as an item that rests on it alone shows it. */
function truthOf(condition: string, left: string, right: string): string {
  const policy = `# 示例 {#1}\n> 给予支持。\n\`\`\`规则
文件 truth
  名称 示例
  文号 示例
  发布 示例
  成文 2025年1月1日
事项 试一试
  编号 try
  类别 服务
  给予 企业
  条件
    ${condition}
  内容 支持 引「给予支持」
\`\`\`\n`
  const { program, diagnostics } = compile([
    { file: 'truth.rule', text: TRUTH_FACTS },
    { file: 'truth.md', text: policy },
  ])
  assert.deepEqual(diagnostics, [])
  const { subject } = readSubject({ facts: { 甲事: left, 乙事: right } }, program.vocabulary)
  const at = parseDate('2025-06-01')
  assert.ok(subject && at !== undefined)
  const [finding] = evaluate(program, subject, { at })
  return { eligible: '是', not_eligible: '否' }[finding?.outcome as string] ?? '未知'
}
