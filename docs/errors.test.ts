// Every code has a page and every page a code; what a page calls wrong yields that code alone, what it advises yields none.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { CODES, compile, diagnosticJson, renderDiagnostic } from '#lang'

const folder = join(import.meta.dirname, 'errors')
const dictionary = readFileSync(join(import.meta.dirname, '../lang/golden/facts.rule'), 'utf8')
const frame = readFileSync(join(folder, 'example.md'), 'utf8')
const pages = readdirSync(folder).filter((each) => /^E\d+\.md$/.test(each))

type Example = { readonly kind: 'rules' | 'dictionary' | 'document'; readonly text: string }

function examples(page: string, heading: string): Example[] {
  const section =
    page.split(/^## (?=会报错的写法|可以这样写|为什么)/m).find((each) => each.startsWith(heading)) ?? ''
  return [...section.matchAll(/^(```+)(\S+)(?: (\S+))?\n(.*?)\n\1$/gms)].map(
    ([, , mark, kind, text = '']) => {
      if (mark === 'markdown') return { kind: 'document', text }
      return { kind: kind === '词典' ? 'dictionary' : 'rules', text }
    },
  )
}

function diagnosticsOf(all: readonly Example[]) {
  const own = all.find((each) => each.kind === 'dictionary')
  const rules = all.find((each) => each.kind === 'rules')
  const document =
    all.find((each) => each.kind === 'document')?.text ??
    (rules && frame.replace('注 说明页里的例子接在这里', () => rules.text))
  const files = [
    { file: 'facts.rule', text: own?.text ?? dictionary },
    ...(document === undefined ? [] : [{ file: 'policy.md', text: document }]),
  ]
  return compile(files).diagnostics.map((diagnostic) => ({
    diagnostic,
    text: files.find((each) => each.file === diagnostic.at.file)?.text ?? '',
  }))
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

    test(`${code} 会报错的写法只报 ${code}`, () => {
      const found = diagnosticsOf(examples(page, '会报错的写法'))
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
      assert.deepEqual(
        diagnosticsOf(advised).map(({ diagnostic, text }) => renderDiagnostic(diagnostic, text, 'zh')),
        [],
      )
    })
  }
})
