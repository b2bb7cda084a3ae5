// Rule files in, expected text out. bad/: the diagnostics of a file; good/: what the rules mean for the facts beside them.
// UPDATE_GOLDEN=1 rewrites the expected text; the difference is to be reviewed.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import {
  amountText,
  type Compiled,
  compile,
  compileSql,
  DIALECTS,
  evaluate,
  exprText,
  type Finding,
  outcomeText,
  parseDate,
  readSubject,
  renderDiagnostic,
  schemaSql,
} from '../index.ts'

const here = import.meta.dirname
const dictionary = { file: 'facts.rule', text: readFileSync(join(here, 'facts.rule'), 'utf8') }
const update = process.env.UPDATE_GOLDEN === '1'

function sources(folder: string): string[] {
  return readdirSync(join(here, folder)).filter((each) => /\.(md|rule)$/.test(each))
}

/** A dictionary stands alone; a document uses the dictionary of this folder. */
function compiled(file: string, text: string): Compiled {
  return compile(file.endsWith('.rule') ? [{ file, text }] : [dictionary, { file, text }])
}

function diagnosticsText(text: string, { diagnostics }: Compiled): string {
  const inLanguage = (locale: 'zh' | 'en') =>
    diagnostics.map((each) => renderDiagnostic(each, text, locale)).join('\n\n')
  return `${inLanguage('zh')}\n\n${'─'.repeat(40)}\n\n${inLanguage('en')}\n`
}

function meaningText(text: string, { program }: Compiled): string {
  const at = parseDate(/^评估日：(.+)$/m.exec(text)?.[1] ?? '') ?? 0
  const items = program.policies.flatMap((each) => each.items)
  const rules = items.flatMap((item) => [
    `${item.title}（#${item.article}）`,
    ...[...item.conditions, ...item.parts.flatMap((each) => each.conditions)].flatMap((each) =>
      each.kind === 'test' ? [`  ${exprText(each.expr)}`] : [],
    ),
  ])
  const cases = [...text.matchAll(/^```事实 (.+)\n([\s\S]*?)\n```$/gm)].flatMap(([, title, json = '']) => {
    const { subject, problems } = readSubject({ facts: JSON.parse(json) }, program.vocabulary)
    assert.deepEqual(problems, [])
    const findings = subject ? evaluate(program, subject, { at }) : []
    return ['', title, ...findings.flatMap(findingLines)]
  })
  return `${[...rules, ...cases].join('\n')}\n`
}

function findingLines(finding: Finding): string[] {
  const reasons = finding.reasons.map((each) => `${each.code} ${each.fact ?? ''}`.trim())
  const needs = finding.needs.map((each) => each.fact)
  const open = finding.readings.filter((each) => each.decisive).map((each) => each.title)
  return [
    `  ${outcomeText(finding.outcome)}  ${amountText(finding.amount)}`,
    ...(reasons.length > 0 ? [`  理由 ${reasons.join('、')}`] : []),
    ...(needs.length > 0 ? [`  还需 ${needs.join('、')}`] : []),
    ...(open.length > 0 ? [`  取决于口径 ${open.join('、')}`] : []),
  ]
}

function sameAsGolden(folder: string, file: string, actual: string): void {
  const path = join(here, folder, file.replace(/\.\w+$/, '.txt'))
  if (update) writeFileSync(path, actual)
  assert.equal(actual, readFileSync(path, 'utf8'))
}

function titleOf(file: string): string {
  return file.replace(/\.\w+$/, '').replaceAll('-', ' ')
}

describe('language goldens', () => {
  test('the dictionary has no error', () => {
    assert.deepEqual(compile([dictionary]).diagnostics, [])
  })

  for (const file of sources('good')) {
    test(`good: ${titleOf(file)}`, () => {
      const text = readFileSync(join(here, 'good', file), 'utf8')
      const result = compiled(file, text)
      assert.deepEqual(
        result.diagnostics.map((each) => renderDiagnostic(each, text, 'zh')),
        [],
      )
      sameAsGolden('good', file, meaningText(text, result))
    })
  }

  for (const file of sources('bad')) {
    test(`bad: ${titleOf(file)}`, () => {
      const text = readFileSync(join(here, 'bad', file), 'utf8')
      const result = compiled(file, text)
      assert.notEqual(result.diagnostics.length, 0)
      sameAsGolden('bad', file, diagnosticsText(text, result))
    })
  }
})

describe('statements that a database runs', () => {
  const name = 'each-lease-adds-up-under-the-yearly-cap'
  const { program } = compiled(`${name}.md`, readFileSync(join(here, 'good', `${name}.md`), 'utf8'))
  const at = parseDate('2025-06-01') ?? 0
  for (const dialect of DIALECTS) {
    test(`${name} on ${dialect}`, () => {
      const { statements, refused } = compileSql(program, {
        ...{ dialect, at, kind: '企业', years: [2024, 2025], why: true },
      })
      assert.deepEqual(refused, [])
      const text = `${[schemaSql(program, '企业', dialect), ...statements.map((each) => `${each.text};`)].join('\n\n')}\n`
      const path = join(here, 'sql', `${dialect}.sql`)
      if (update) writeFileSync(path, text)
      assert.equal(text, readFileSync(path, 'utf8'))
    })
  }
})
