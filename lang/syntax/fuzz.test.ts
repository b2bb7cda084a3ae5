// 100,000 generated and mutated texts: nothing throws, every diagnostic lies inside its file and has words.
// A failure prints its seed and input; FUZZ_SEED=<seed> starts there.
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { BUILTINS } from '../builtins/all.ts'
import { compile } from '../check/compile.ts'
import { CODES } from '../diagnostics/codes.ts'
import { collector, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { diagnosticJson, renderDiagnostic } from '../diagnostics/render.ts'
import { CLAUSES } from './clauses.ts'
import { EXPRESSION_WORDS } from './lexer.ts'
import { declarations, parse } from './parse.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const dictionary = read('lang/golden/facts.rule')
const files = (pattern: string): string[] => globSync(pattern, { cwd: root }).sort().map(read)
const rulesIn = (markdown: string): string[] =>
  [...markdown.matchAll(/^```规则\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '')
// The examples of the error pages lead into every corner of the checker.
const frame = read('docs/errors/example.md')
const examples = files('docs/errors/E*.md')
  .flatMap(rulesIn)
  .map((rules) => frame.replace(/^注 .*$/m, () => rules))
const documents = [...files('{policies/*/policy.md,lang/golden/{good,bad}/*.md}'), ...examples]
const blocks = documents.flatMap(rulesIn)
const ruleTexts = [dictionary, read('policies/facts.rule'), ...blocks]
const names = [
  ...BUILTINS.map((each) => each.name),
  ...declarations({ file: 'facts.rule', text: dictionary }).names,
]
const pieces = [
  ...CLAUSES.map((each) => each.word),
  ...EXPRESSION_WORDS,
  ...names,
  ...['（', '）', '(', ')', '，', ',', '、', '.', '+', '−', '×', '÷', '=', '「', '」', '引', '#', '#3', '：'],
  ...[
    '\n',
    '\n  ',
    '\n    ',
    '\n      ',
    ' ',
    '\t',
    '\u3000',
    '\r\n',
    '```规则\n',
    '```\n',
    '> ',
    '## 三 {#3}\n',
  ],
  ...[
    '0',
    '1',
    '50万元',
    '20%',
    '5‰',
    '1,000元',
    '20元/平方米·月',
    '5箱',
    '2024年12月12日',
    '2024年13月40日',
    '2024年',
  ],
  ...[
    '99999999999999999999999999',
    '1e999',
    '〔条件〕',
    '\u0000',
    '\ud800',
    '😀',
    'é',
    'constructor',
    '__proto__',
  ],
]

type Random = { (): number; below(limit: number): number; pick<T>(from: readonly T[]): T }

function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return Object.assign(next, { below, pick: <T>(from: readonly T[]): T => from[below(from.length)] as T })
}

/** A piece of a text from the start of a line; of a declaration, so that what follows is read and not skipped. */
function slice(random: Random, texts: readonly string[], length: number): string {
  const text = random.pick(texts)
  const before = text.slice(0, random.below(text.length))
  const start = /^[\s\S]*\n(?=\S)/.exec(before)?.[0].length ?? 0
  return text.slice(start, start + 1 + random.below(length))
}

const openings = [
  ...['定义 新名 = ', '定义 新名 分档 唯一\n  当 ', '事项 新事项\n  金额 ', '事项 新事项\n  条件\n    '],
  ...[
    '事项 新事项\n  每 ',
    '事项 新事项\n  封顶 ',
    '事实 新事实 : ',
    '集合 新集合\n  字段 ',
    '口径 新口径\n  甲 一\n    设 ',
  ],
  '',
]

function generated(random: Random): string {
  const spaced = (): string => random.pick(pieces) + (random() < 0.5 ? ' ' : '')
  return random.pick(openings) + Array.from({ length: 1 + random.below(24) }, spaced).join('')
}

function mutated(random: Random, text: string): string {
  let result = text
  for (let i = random.below(4); i >= 0; i--) {
    const at = random.below(result.length + 1)
    const to = Math.min(result.length, at + random.below(12))
    const inserted = random.pick([
      '',
      random.pick(pieces),
      result.slice(at, to).repeat(2),
      slice(random, ruleTexts, 20),
    ])
    result = result.slice(0, at) + inserted + result.slice(to)
  }
  return result
}

function ruleInput(random: Random): string {
  return random() < 0.3 ? generated(random) : mutated(random, slice(random, ruleTexts, 240))
}

/** Runs `check` on one input after another; each has a seed of its own, so that one number brings a failure back. */
function survive(
  from: number,
  count: number,
  make: (random: Random) => string,
  check: (text: string) => void,
): void {
  for (let seed = from; seed < from + count; seed++) {
    const text = make(randomFrom(seed))
    try {
      check(text)
    } catch (error) {
      assert.fail(
        `FUZZ_SEED=${seed}\n${JSON.stringify(text)}\n${error instanceof Error ? error.stack : error}`,
      )
    }
  }
}

function assertSayable(diagnostics: readonly Diagnostic[], texts: ReadonlyMap<string, string>): void {
  for (const each of diagnostics) {
    met.add(each.code)
    const text = texts.get(each.at.file)
    assert.ok(
      text !== undefined && each.at.start >= 0 && each.at.start <= each.at.end && each.at.end <= text.length,
    )
    assert.ok(renderDiagnostic(each, text, 'zh').includes(each.code))
    assert.ok(diagnosticJson(each, text).messageEn !== '')
  }
}

/** The codes that came up: a fuzz that only ever meets the first error of a file proves little. */
const met = new Set<string>()

const first = Number(process.env.FUZZ_SEED ?? 20241212)

describe('the language survives any text', () => {
  test('90,000 rule texts through the lexer and the parser', () => {
    survive(first, 90_000, ruleInput, (text) => {
      const { report, all } = collector()
      parse({ file: 'a.rule', text }, names, new Set(['机柜']), report)
      assertSayable(all.slice(0, 4), new Map([['a.rule', text]]))
    })
  })

  test('4,000 dictionaries through the checker', () => {
    survive(first, 4_000, ruleInput, (text) => {
      assertSayable(compile([{ file: 'a.rule', text }]).diagnostics, new Map([['a.rule', text]]))
    })
  })

  test('6,000 documents through the checker', () => {
    const make = (random: Random): string =>
      mutated(
        random,
        random() < 0.5
          ? random.pick(documents.filter((each) => each.length < 4000))
          : slice(random, documents, 2000),
      )
    survive(first, 6_000, make, (text) => {
      const sources = new Map([
        ['facts.rule', dictionary],
        ['policy.md', text],
      ])
      const { diagnostics } = compile([...sources].map(([file, text]) => ({ file, text })))
      assertSayable(diagnostics.slice(0, 20), sources)
    })
  })

  test('the texts reach most of the checks', () => {
    // Warnings are the linter's; a compiler never meets them.
    const errors = CODES.filter((each) => each.startsWith('E'))
    assert.ok(
      met.size > errors.length * 0.8,
      `only ${met.size}; never ${errors.filter((each) => !met.has(each))}`,
    )
  })
})
