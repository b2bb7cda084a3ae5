// Every document compiles without a diagnostic, holds its official text whole, and all its worked cases come out.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  compile,
  coverage,
  evaluate,
  lint,
  officialText,
  parseDate,
  readCases,
  readSubject,
  runCases,
  subjectKinds,
} from '#lang'
import { loadCases, loadSamples, loadSources } from '#policies'

const { program, diagnostics, trees } = compile(loadSources())
const seeds = join(import.meta.dirname, '../../shared/seeds')

// The official text of each document without white space: SHA-256, and the number of its seed file.
const OFFICIAL: Readonly<Record<string, { readonly sha256: string; readonly seed: string }>> = {
  'beibei-2025-108': {
    sha256: '5e5c65e8e76cc9e9cc683124ace79f1605bcdf4aeed47de658602bb32822a6bb',
    seed: '000',
  },
  'chongqing-2021-12': {
    sha256: 'd6a2b34588296275577075408a55eb3c3625006449fae702211c04bf4468a19f',
    seed: '004',
  },
  'yuzhong-2024-plan': {
    sha256: '9b854f572e671ce6db770862fe25dcd470ea33fad32d3e19c554b77812135032',
    seed: '001',
  },
  'yubei-2021-13': {
    sha256: '906c5092466b65ea48a5046eeb089ee017454136cf0629f7764fa6986090ba0e',
    seed: '003',
  },
  'yubei-2024-34': {
    sha256: 'fa0aec6f9603c791f4732ed68e565caef3ca0cd7f731b75fbe230e74c8b98426',
    seed: '002',
  },
}

test('the library compiles without a diagnostic', () => {
  assert.deepEqual(diagnostics, [])
})

for (const policy of program.policies) {
  const { id } = policy.document
  const tree = trees.find((each) => each.file.includes(`/${id}/`) || each.file.includes(`\\${id}\\`))
  const text = officialText(tree?.articles ?? []).replace(/\s/g, '')
  const expected = OFFICIAL[id]

  test(`${id}: the official text is the one that was issued`, () => {
    assert.ok(expected, 'no hash is kept for this document')
    assert.equal(createHash('sha256').update(text).digest('hex'), expected.sha256)
  })

  test(`${id}: the official text equals the source text where that is at hand`, (context) => {
    if (!existsSync(seeds)) {
      context.diagnostic('the source texts are not on this machine: only the stored hash was compared')
      return
    }
    const file = readdirSync(seeds).find((each) => each.startsWith(expected?.seed ?? '?'))
    assert.ok(file, 'the source text is missing')
    assert.equal(text, readFileSync(join(seeds, file), 'utf8').replace(/[\s\u3000]/g, ''))
  })

  test(`${id}: outside its time no item of it exists, whatever else is in force`, () => {
    const { begins, ends } = policy.document
    for (const recipient of new Set(policy.items.flatMap((each) => subjectKinds(each.recipient)))) {
      const { subject } = readSubject({ subject: recipient, facts: {} }, program.vocabulary)
      assert.ok(subject)
      for (const at of [begins.day - 1, begins.day - 400, ...(ends ? [ends.day + 1, ends.day + 900] : [])]) {
        const outcomes: string[] = evaluate(program, subject, { at, policies: [id] }).map(
          (each) => each.outcome,
        )
        assert.deepEqual([...new Set(outcomes)], ['not_in_force'], `${recipient} on day ${at}`)
      }
    }
  })

  const { cases, problems } = readCases(loadCases(id))
  test(`${id}: the worked cases are well formed`, () => {
    assert.deepEqual(problems, [])
    assert.ok(cases.length > 0)
  })

  for (const result of runCases(program, policy, cases)) {
    test(`${id}:${result.case.line} ${result.case.title}`, () => {
      assert.ok(result.passed, `expected ${result.expected}, got ${result.got}`)
    })
  }

  test(`${id}: every figure and every sentence is accounted for`, () => {
    const { figures, sentences, openFigures, openSentences } = coverage(policy, program.vocabulary)
    assert.ok(figures.length > 20 && sentences.length > 40)
    assert.deepEqual(
      openFigures.map((each) => `${each.article} ${each.text}`),
      [],
    )
    assert.deepEqual(
      openSentences.flatMap((each) => each.open.map((part) => `${each.article} ${part.text}`)),
      [],
    )
  })

  test(`${id}: every item has a worked case`, () => {
    const named = new Set(cases.map((each) => each.item))
    const without = policy.items
      .filter((each) => !named.has(each.title) && !named.has(each.id))
      .map((each) => each.title)
    assert.deepEqual(without, [])
  })
}

test('the samples are readable, labelled as invented, and show every outcome', () => {
  const outcomes = new Set<string>()
  for (const sample of loadSamples()) {
    assert.match(sample.note, /虚构/)
    const { subject, problems } = readSubject(
      { subject: sample.subject, facts: sample.facts },
      program.vocabulary,
    )
    assert.deepEqual(problems, [])
    assert.ok(subject)
    const at = parseDate(sample.at ?? '2026-11-21')
    assert.ok(at !== undefined)
    for (const finding of evaluate(program, subject, { at })) outcomes.add(finding.outcome)
  }
  assert.deepEqual([...outcomes].sort(), [
    'eligible',
    'not_applicable',
    'not_eligible',
    'not_in_force',
    'undetermined',
  ])
})

/** What the linter says of the five texts on the day, and where: its words are what the issuer should be asked. */
const FINDINGS: readonly (readonly [document: string, article: string, code: string, count: number])[] = [
  ['beibei-2025-108', '1', 'W1114', 1],
  ['beibei-2025-108', '3', 'W1106', 1],
  ['beibei-2025-108', '4', 'W1114', 1],
  ['beibei-2025-108', '5', 'W1110', 1],
  ['beibei-2025-108', '6', 'W1106', 1],
  ['beibei-2025-108', 'validity-again', 'W1105', 1],
  ['chongqing-2021-12', '1', 'W1106', 1],
  ['chongqing-2021-12', '5', 'W1108', 1],
  ['chongqing-2021-12', '20', 'W1106', 1],
  ['chongqing-2021-12', '20', 'W1107', 1],
  ['yubei-2021-13', 'preamble', 'W1107', 1],
  ['yubei-2021-13', '1', 'W1106', 1],
  ['yubei-2021-13', '1', 'W1108', 1],
  ['yubei-2021-13', '2', 'W1104', 1],
  ['yubei-2021-13', '2', 'W1106', 2],
  ['yubei-2021-13', '3', 'W1106', 1],
  ['yubei-2021-13', '3', 'W1107', 1],
  ['yubei-2021-13', '5', 'W1106', 1],
  ['yubei-2021-13', '8', 'W1106', 2],
  ['yubei-2021-13', '8', 'W1108', 1],
  ['yubei-2021-13', '9', 'W1108', 1],
  ['yubei-2021-13', '10', 'W1110', 1],
  ['yubei-2021-13', '16', 'W1110', 1],
  ['yubei-2024-34', '7', 'W1101', 1],
  ['yubei-2024-34', '7', 'W1102', 1],
  ['yubei-2024-34', '8', 'W1103', 1],
  ['yubei-2024-34', '18', 'W1110', 1],
  ['yuzhong-2024-plan', '3-2', 'W1112', 1],
  ['yuzhong-2024-plan', '3-5', 'W1112', 1],
  ['yuzhong-2024-plan', 'box1', 'W1111', 1],
  ['yuzhong-2024-plan', 'box1', 'W1113', 1],
]

test('the linter finds in the five texts what is wrong with them, and nothing else', () => {
  const day = parseDate('2026-11-21') ?? 0
  const places = trees.flatMap((tree) =>
    tree.articles.map((article, i) => ({
      document: tree.file.split(/[\\/]/).at(-2) ?? '',
      article: article.id,
      file: tree.file,
      start: article.at.start,
      end: tree.articles[i + 1]?.at.start ?? Number.POSITIVE_INFINITY,
    })),
  )
  const counts = new Map<string, number>()
  for (const { code, at } of lint(program, trees, { day })) {
    // Targets without a deadline or an owner are listed for the issuer; there are many, and each is in the text.
    if (code === 'W1207') continue
    const place = places.find(
      (each) => each.file === at.file && each.start <= at.start && at.start < each.end,
    )
    const key = `${place?.document} ${place?.article} ${code}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const found = [...counts].map(([key, count]) => `${key} ${count}`).toSorted()
  assert.deepEqual(found, FINDINGS.map((each) => each.join(' ')).toSorted())
})
