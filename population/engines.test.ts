// One rule means the same in every engine: all worked cases and random subjects on the interpreter, the kernels, DuckDB,
// PostgreSQL and, where it is at hand, ClickHouse; equal to the 分, in outcome, amount, reasons, needs and readings.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import {
  bindKernel,
  columnsOfSubjects,
  compile,
  compileKernels,
  compileSql,
  outFor,
  parseDate,
  profileAt,
  readCases,
  readSubject,
  rowsOfSubjects,
  type Subject,
  schemaSql,
  tablesOf,
} from '#lang'
import { loadCases, loadSources } from '#policies'
import { differences, normal, plain, profileOfRow, type Reference, referenceOf } from './testing/compare.ts'
import { type Database, load, openClickhouse, openDuckdb, openPostgres } from './testing/databases.ts'
import { drawFrom, namedIn, randomSubject } from './testing/subjects.ts'

const { program } = compile(loadSources())
// Random subjects have figures for these years.
const YEARS = [2020, 2021, 2022, 2023, 2024, 2025]

type Group = {
  readonly at: number
  readonly kind: string
  readonly subjects: Subject[]
  readonly items?: Set<string>
}

/** The years of which some subject has figures: what a population of them would know of. */
function yearsOf(subjects: readonly Subject[]): number[] {
  const years = subjects.flatMap(({ facts }) =>
    [...facts.values()].flatMap((each) => (each.kind === 'yearly' ? [...each.values.keys()] : [])),
  )
  return [...new Set(years)].sort()
}

/** The subjects of all worked cases by date and kind, with the items that the cases ask for. */
function workedCases(): Group[] {
  const groups = new Map<string, Group & { readonly items: Set<string> }>()
  for (const policy of program.policies) {
    const byTitle = new Map(policy.items.map((each) => [each.title, each.id]))
    for (const each of readCases(loadCases(policy.document.id)).cases) {
      const { subject } = readSubject({ subject: each.subject, facts: each.facts }, program.vocabulary)
      assert.ok(subject, each.title)
      const key = `${each.at} ${subject.kind}`
      const group = groups.get(key) ?? {
        at: each.at,
        kind: subject.kind,
        subjects: [],
        items: new Set<string>(),
      }
      group.subjects.push(subject)
      group.items.add(byTitle.get(each.item) ?? each.item)
      groups.set(key, group)
    }
  }
  return [...groups.values()]
}

function randomGroups(count: number): Group[] {
  const named = namedIn(program)
  const groups: Group[] = []
  for (const [kind, at, district, unknown] of [
    ['企业', '2025-06-30', '渝北区', 0.3],
    ['企业', '2026-03-01', '渝中区', 0.1],
    ['企业', '2024-12-31', '北碚区', 0],
    ['机构', '2026-01-01', '渝北区', 0.3],
    ['项目', '2025-12-31', '北碚区', 0.3],
  ] as const) {
    const day = parseDate(at) ?? 0
    const draw = drawFrom(day + count)
    const subjects: Subject[] = []
    while (subjects.length < count) {
      const input = randomSubject(program, named, draw, { kind, at: day, years: YEARS, unknown, district })
      const { subject, problems } = readSubject(input, program.vocabulary)
      assert.ok(subject, problems.map((each) => `${each.path} ${each.message}`).join('\n'))
      subjects.push(subject)
    }
    groups.push({ at: day, kind, subjects })
  }
  return groups
}

type Tally = { compared: number; large: number; readonly wrong: string[]; readonly refused: Set<string> }

function tally(): Tally {
  return { compared: 0, large: 0, wrong: [], refused: new Set() }
}

function onKernels({ at, kind, subjects, items }: Group, reference: Reference, result: Tally): void {
  const base = { at, kind, years: yearsOf(subjects), why: true, ...(items ? { items: [...items] } : {}) }
  const { kernels, constants, refused } = compileKernels(program, base)
  const source = columnsOfSubjects(subjects, program.vocabulary, tablesOf(program.vocabulary, kind))
  for (const each of refused) result.refused.add(each.item.id)
  for (const kernel of kernels) {
    const out = outFor(kernel, subjects.length, true)
    result.large += bindKernel(kernel, source, out).run(0, subjects.length)
    for (const row of subjects.keys()) {
      result.compared++
      const want = reference(kernel.item, kernel.policy, row)
      result.wrong.push(...differences(want, normal(profileAt(kernel, out, row))))
    }
  }
  for (const each of constants) {
    for (const row of subjects.keys()) {
      const want = reference(each.item.id, each.policy, row)
      if (want.outcome !== each.outcome || want.amount.kind !== each.amount) result.wrong.push(each.item.id)
    }
  }
}

async function onDatabase(
  database: Database,
  { at, kind, subjects, items }: Group,
  reference: Reference,
  result: Tally,
): Promise<void> {
  const { dialect } = database
  const tables = tablesOf(program.vocabulary, kind)
  for (const table of tables) await database.run(`DROP TABLE IF EXISTS ${table.name}`)
  for (const statement of schemaSql(program, kind, dialect).split(/;\s*(?:\n|$)/)) {
    if (statement.trim() !== '') await database.run(statement)
  }
  await load(database, rowsOfSubjects(subjects, tables))
  // Without reasons a statement tells some subjects' answers on a shorter way.
  for (const why of [true, false]) {
    const { statements, refused } = compileSql(program, {
      ...{ dialect, at, kind, years: yearsOf(subjects), why },
      ...(items ? { items: [...items] } : {}),
    })
    for (const each of refused) result.refused.add(each.item)
    for (const { item, policy, text, settings = '' } of statements) {
      const rows = await database.query(`${text}\nORDER BY id\n${settings}`)
      assert.equal(rows.length, subjects.length, `${item} on ${dialect}`)
      for (const [i, row] of rows.entries()) {
        result.compared++
        const want = reference(item, policy, i)
        result.wrong.push(...differences(why ? want : plain(want), profileOfRow(item, policy, row)))
      }
    }
  }
}

const groups = [...workedCases(), ...randomGroups(60)]
const references = new Map<Group, Reference>()
const referenceFor = (group: Group): Reference => {
  const before = references.get(group)
  if (before) return before
  const made = referenceOf(program, group.subjects, group.at, group.items)
  references.set(group, made)
  return made
}

const databases: Database[] = []
after(async () => {
  for (const each of databases) await each.close()
})

test('the kernels give what the interpreter gives', (context) => {
  const result = tally()
  for (const group of groups) onKernels(group, referenceFor(group), result)
  context.diagnostic(`${result.compared} answers, ${result.large} computed in large whole numbers`)
  assert.deepEqual(result.wrong.slice(0, 20), [])
  // Every item has a columnar form, so nothing was left to the interpreter.
  assert.deepEqual([...result.refused], [])
  assert.ok(result.compared > 100_000)
  assert.ok(result.large > 0, 'no row was too large for doubles: the exact way was not tried')
})

for (const [name, open] of [
  ['DuckDB', openDuckdb],
  ['PostgreSQL', openPostgres],
] as const) {
  test(`${name} gives what the interpreter gives`, async (context) => {
    const database = await open()
    databases.push(database)
    const result = tally()
    for (const group of groups) await onDatabase(database, group, referenceFor(group), result)
    context.diagnostic(`${name} ${database.version}: ${result.compared} answers`)
    assert.deepEqual(result.wrong.slice(0, 20), [])
    assert.deepEqual([...result.refused], [])
    assert.ok(result.compared > 100_000)
  })
}

// ClickHouse reads statements of up to 262,144 bytes; these average three years of growth under four readings.
const TOO_LONG = ['award-municipal-recheck', 'award-little-giant-recheck']

test('ClickHouse gives what the interpreter gives', async (context) => {
  const database = await openClickhouse()
  if ('missing' in database) {
    console.error(
      `\n!!! ClickHouse was NOT compared: ${database.missing}. DUIXIAN_CHDB=fetch lets this test fetch it. !!!\n`,
    )
    context.diagnostic(`ClickHouse was not compared: ${database.missing}`)
    return
  }
  databases.push(database)
  const result = tally()
  for (const group of groups) await onDatabase(database, group, referenceFor(group), result)
  context.diagnostic(`ClickHouse ${database.version}: ${result.compared} answers`)
  assert.deepEqual(result.wrong.slice(0, 20), [])
  assert.deepEqual([...result.refused], TOO_LONG)
  assert.ok(result.compared > 100_000)
})
