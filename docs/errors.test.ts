// Every code has a page and every page a code; what a page calls wrong yields that code alone, what it advises yields none.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import {
  CODES,
  compile,
  compileKernels,
  type Diagnostic,
  diagnosticJson,
  lint,
  lintText,
  type Program,
  packageFormOf,
  parseDate,
  type Refusal,
  refusalDiagnostics,
  renderDiagnostic,
  unclosedDiagnostics,
} from '#lang'

const folder = join(import.meta.dirname, 'errors')
const dictionary = readFileSync(join(import.meta.dirname, '../lang/golden/facts.rule'), 'utf8')
const frame = readFileSync(join(folder, 'example.md'), 'utf8')
const pages = readdirSync(folder).filter((each) => /^[EW]\d+\.md$/.test(each))

type Example = { readonly kind: 'rules' | 'dictionary' | 'document' | 'draft'; readonly text: string }

function examples(page: string, heading: string): Example[] {
  const section =
    page
      .split(/^## (?=会报错的写法|会提醒的写法|可以这样写|为什么)/m)
      .find((each) => each.startsWith(heading)) ?? ''
  return [...section.matchAll(/^(```+)(\S+)(?: (\S+))?\n(.*?)\n\1$/gms)].map(
    ([, , mark, kind, text = '']) => {
      if (mark === 'markdown') return { kind: 'document', text }
      if (mark === '原文') return { kind: 'draft', text }
      return { kind: kind === '词典' ? 'dictionary' : 'rules', text }
    },
  )
}

const day = parseDate('2026-11-21') ?? 0

/** Two documents of which the later one has repealed the earlier: what a draft may cite wrongly. */
const library = compile([
  { file: 'facts.rule', text: dictionary },
  {
    file: 'repealing.md',
    text: `# 新办法 {#n}\n\n> 新区府发〔2025〕2号\n> 2025年1月1日\n> 旧区府发〔2019〕1号同时废止。\n\n\`\`\`规则\n文件 new\n  名称 新办法\n  文号 新区府发〔2025〕2号\n  发布 新区\n  成文 2025年1月1日 引「2025年1月1日」\n  废止 旧区府发〔2019〕1号 引「旧区府发〔2019〕1号同时废止」\n\`\`\`\n`,
  },
]).program

type Found = { readonly diagnostic: Diagnostic; readonly text: string }

/** What the compiler says of rules, and the linter of drafts and of rules that compile. */
function diagnosticsOf(all: readonly Example[], stacking: boolean): Found[] {
  const draft = all.find((each) => each.kind === 'draft')
  if (!draft) return compiledDiagnostics(all, stacking)
  return lintText({ file: 'draft.txt', text: draft.text }, library, { day }).map((diagnostic) => ({
    diagnostic,
    text: draft.text,
  }))
}

/** With `stacking` also what statements cannot resolve together, which no other page is about. */
function compiledDiagnostics(all: readonly Example[], stacking: boolean): Found[] {
  const own = all.find((each) => each.kind === 'dictionary')
  const rules = all.find((each) => each.kind === 'rules')
  const document =
    all.find((each) => each.kind === 'document')?.text ??
    (rules && frame.replace('注 说明页里的例子接在这里', () => rules.text))
  const files = [
    { file: 'facts.rule', text: own?.text ?? dictionary },
    ...(document === undefined ? [] : [{ file: 'policy.md', text: document }]),
  ]
  const { program, diagnostics, trees } = compile(files)
  const warnings = diagnostics.length > 0 ? [] : lint(program, trees, { day })
  const refusals = diagnostics.length > 0 ? [] : refusalDiagnostics(trees, refusedBy(program))
  const unclosed =
    stacking && diagnostics.length === 0
      ? unclosedDiagnostics(trees, packageFormOf(program, { at: day }).unclosed, 'DuckDB')
      : []
  return [...diagnostics, ...warnings, ...refusals, ...unclosed].map((diagnostic) => ({
    diagnostic,
    text: files.find((each) => each.file === diagnostic.at.file)?.text ?? '',
  }))
}

/** What none of the engines for many subjects can express. */
function refusedBy(program: Program): Refusal[] {
  const { refused } = compileKernels(program, { at: day, kind: '企业', years: [2025], why: true })
  return refused.map(({ item, policy, what }) => ({ item: item.id, policy, what, target: '列式内核' }))
}

describe('错误说明', () => {
  test('每个编号有一页，每一页有编号，索引列出全部', () => {
    assert.deepEqual(
      pages.map((each) => each.slice(0, -3)),
      [...CODES],
    )
    const index = readFileSync(join(folder, 'README.md'), 'utf8')
    for (const code of CODES) assert.ok(index.includes(`[${code}](${code}.md)`), code)
  })

  for (const name of pages) {
    const page = readFileSync(join(folder, name), 'utf8')
    const code = name.slice(0, -3)

    const wrong = code.startsWith('W') ? '会提醒的写法' : '会报错的写法'
    test(`${code} ${wrong}只报 ${code}`, () => {
      const found = diagnosticsOf(examples(page, wrong), code === 'E0602')
      assert.deepEqual([...new Set(found.map(({ diagnostic }) => diagnostic.code))], [code])
      for (const { diagnostic, text } of found) {
        const shown = `${renderDiagnostic(diagnostic, text, 'zh')}\n${renderDiagnostic(diagnostic, text, 'en')}`
        assert.doesNotMatch(shown, /undefined|「」|""/)
        assert.ok(diagnosticJson(diagnostic, text).endLine >= diagnosticJson(diagnostic, text).line)
      }
    })

    test(`${code} 可以这样写的不报错`, () => {
      const advised = examples(page, '可以这样写')
      assert.ok(advised.length > 0)
      const found = diagnosticsOf(advised, code === 'E0602').filter(
        // An example of an error is short, and may leave what it declares unused.
        ({ diagnostic }) => code.startsWith('W') || diagnostic.severity === 'error',
      )
      assert.deepEqual(
        found.map(({ diagnostic, text }) => renderDiagnostic(diagnostic, text, 'zh')),
        [],
      )
    })
  }
})
