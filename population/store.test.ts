// The store as its callers meet it: real folders, real Parquet files, random subjects.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { compile, type Subject, tablesOf, type Value, type Vocabulary } from '#lang'
import { loadSources } from '#policies'
import { openDatabase } from './database.ts'
import { generatePopulation } from './generate/generatePopulation.ts'
import {
  connectPopulation,
  createPopulation,
  createPopulationOfFiles,
  listPopulations,
  openPopulation,
  PopulationError,
  removePopulation,
  subjectsOf,
} from './index.ts'

const { program } = compile(loadSources())
const { vocabulary } = program
const heading = { title: '试验', kind: '企业', synthetic: false, source: 'a.csv' }
const folder = (): string => mkdtempSync(join(tmpdir(), 'duixian-population-'))
const visible = (data: string): string[] =>
  existsSync(join(data, 'populations'))
    ? readdirSync(join(data, 'populations')).filter((each) => each !== '.lock.duckdb')
    : []

function firm(name: string, facts: readonly (readonly [string, Value])[] = []): Subject {
  return {
    kind: '企业',
    facts: new Map([['企业名称', { kind: 'word', value: name }], ...facts]),
    collections: new Map(),
  }
}

function nameOf(subject: Subject | undefined): string | undefined {
  const name = subject?.facts.get('企业名称')
  return name?.kind === 'word' ? name.value : undefined
}

function reduced(n: bigint, scale: number): Value {
  let [a, b] = [n < 0n ? -n : n, BigInt(scale)]
  while (b !== 0n) [a, b] = [b, a % b]
  return { kind: 'number', value: n === 0n ? { n, d: 1n } : { n: n / a, d: BigInt(scale) / a } }
}

/** Subjects with any of the dictionary's facts, filled to the edges of what a column holds. */
function arbitrarySubject(words: Vocabulary): fc.Arbitrary<Subject> {
  const tables = tablesOf(words, '企业')
  const int64 = fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n })
  const value = (column: ReturnType<typeof tablesOf>[number]['columns'][number]): fc.Arbitrary<Value> => {
    const text = fc.string({ unit: 'grapheme' })
    const known: fc.Arbitrary<Value> = {
      bool: () => fc.boolean().map((each): Value => ({ kind: 'bool', value: each })),
      word: () => text.map((each): Value => ({ kind: 'word', value: each })),
      set: () =>
        fc.uniqueArray(text, { maxLength: 3 }).map((each): Value => ({ kind: 'set', values: new Set(each) })),
      date: () => fc.integer({ min: -300_000, max: 2_000_000 }).map((each) => reduced(BigInt(each), 1)),
      year: () => fc.integer({ min: 1900, max: 2200 }).map((each) => reduced(BigInt(each), 1)),
      number: () => int64.map((each) => reduced(each, column.scale)),
    }[column.kind]()
    return column.mayNotApply ? fc.oneof(known, fc.constant<Value>({ kind: 'notApplicable' })) : known
  }
  const record = (
    columns: ReturnType<typeof tablesOf>[number]['columns'],
  ): fc.Arbitrary<Map<string, Value>> =>
    fc
      .subarray([...columns])
      .chain((some) =>
        fc
          .tuple(...some.map(value))
          .map((values) => new Map(some.map((each, i) => [each.fact, values[i] as Value]))),
      )
  const yearly = (columns: ReturnType<typeof tablesOf>[number]['columns']): fc.Arbitrary<[string, Value][]> =>
    fc.subarray([...columns]).chain((some) =>
      fc.tuple(
        ...some.map((column) =>
          fc
            .dictionary(fc.integer({ min: 1990, max: 2100 }).map(String), int64, { minKeys: 1, maxKeys: 3 })
            .map((years): [string, Value] => [
              column.fact,
              {
                kind: 'yearly',
                values: new Map(
                  Object.entries(years).map(([year, n]) => {
                    const number = reduced(n, column.scale)
                    return [Number(year), number.kind === 'number' ? number.value : { n: 0n, d: 1n }]
                  }),
                ),
              },
            ]),
        ),
      ),
    )
  const collections = fc
    .subarray(tables.filter((each) => each.kind === 'collection'))
    .chain((some) =>
      fc
        .tuple(...some.map((each) => fc.array(record(each.columns), { maxLength: 3 })))
        .map((elements) => new Map(some.map((each, i) => [each.collection ?? '', elements[i] ?? []]))),
    )
  return fc
    .tuple(record(tables[0]?.columns ?? []), yearly(tables[1]?.columns ?? []), collections)
    .map(([once, years, all]) => ({ kind: '企业', facts: new Map([...once, ...years]), collections: all }))
}

test('what is written is read back exactly, whatever the subjects', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(arbitrarySubject(vocabulary), { minLength: 1, maxLength: 8 }),
      async (subjects) => {
        const data = folder()
        const population = await createPopulation(
          data,
          { id: 'any', ...heading },
          vocabulary,
          async (writer) => {
            for (const each of subjects) assert.deepEqual(await writer.add(each), [])
          },
        )
        const read = await subjectsOf(
          population,
          subjects.map((_, i) => i),
        )
        assert.deepEqual(read, subjects)
      },
    ),
    { numRuns: 15 },
  )
})

test('several thousand subjects keep their order and their numbers', async () => {
  const data = folder()
  const population = await createPopulation(data, { id: 'many', ...heading }, vocabulary, async (writer) => {
    for (let i = 0; i < 5000; i++)
      await writer.add(firm(`第${i}家`, i > 3000 ? [['所在镇街', { kind: 'word', value: '龙溪街道' }]] : []))
  })
  assert.equal(population.summary.subjects, 5000)
  const [last, first] = await subjectsOf(population, [4999, 0, 99_999])
  assert.equal(nameOf(last), '第4999家')
  assert.equal(last?.facts.has('所在镇街'), true)
  assert.equal(nameOf(first), '第0家')
  const { connection, close } = await connectPopulation(population)
  const rows = await connection.runAndReadAll('SELECT id FROM enterprise')
  assert.deepEqual(
    rows.getRows().map(([id]) => id),
    Array.from({ length: 5000 }, (_, i) => BigInt(i)),
  )
  close()
})

test('a value finer than its column is refused and the subject with it', async () => {
  const data = folder()
  const fine: Value = { kind: 'yearly', values: new Map([[2024, { n: 1n, d: 3n }]]) }
  const population = await createPopulation(data, { id: 'fine', ...heading }, vocabulary, async (writer) => {
    const problems = await writer.add(firm('甲', [['主营业务收入', fine]]))
    assert.equal(problems[0]?.path, '主营业务收入.2024')
    assert.match(problems[0]?.message ?? '', /小数位数太多/)
    await writer.add(firm('乙'))
  })
  assert.equal(population.summary.subjects, 1)
})

test('a writer that fails leaves nothing, and an id is not taken twice', async () => {
  const data = folder()
  const failing = createPopulation(data, { id: 'half', ...heading }, vocabulary, async (writer) => {
    await writer.add(firm('甲'))
    throw new Error('stopped')
  })
  await assert.rejects(failing, /stopped/)
  assert.deepEqual(visible(data), [])
  const write = async (writer: { add: (subject: Subject) => Promise<unknown> }): Promise<void> => {
    await writer.add(firm('甲'))
  }
  await createPopulation(data, { id: 'half', ...heading }, vocabulary, write)
  await assert.rejects(createPopulation(data, { id: 'half', ...heading }, vocabulary, write), /已经存在/)
  await createPopulation(data, { id: 'half', ...heading, title: '新的' }, vocabulary, write, {
    replace: true,
  })
  assert.deepEqual(
    (await listPopulations(data, vocabulary)).map((each) => each.title),
    ['新的'],
  )
  await removePopulation(data, 'half')
  assert.deepEqual(visible(data), [])
  await assert.rejects(openPopulation(data, 'half', vocabulary), PopulationError)
})

test('two writers at once: the second is told, in this process and from another', async () => {
  const data = folder()
  await createPopulation(data, { id: 'a', ...heading }, vocabulary, async (writer) => {
    await writer.add(firm('甲'))
    await assert.rejects(
      createPopulation(data, { id: 'b', ...heading }, vocabulary, async () => {}),
      /正在写入/,
    )
    const { code, output } = await inAnotherProcess(data, 'await writer.add(firm)')
    assert.equal(code, 1)
    assert.match(output, /正在写入/)
  })
})

test('a killed writer leaves nothing to be seen, and the next one cleans up', async () => {
  const data = folder()
  const { code } = await inAnotherProcess(
    data,
    "await writer.add(firm); process.kill(process.pid, 'SIGKILL')",
  )
  assert.notEqual(code, 0)
  assert.deepEqual(await listPopulations(data, vocabulary), [])
  assert.deepEqual(visible(data), ['.b.writing'])
  await createPopulation(data, { id: 'c', ...heading }, vocabulary, async (writer) => {
    await writer.add(firm('甲'))
  })
  assert.deepEqual(visible(data), ['c'])
})

test('a writer killed while it replaced a population: the old one stands again', async () => {
  const data = folder()
  const write = async (writer: { add: (subject: Subject) => Promise<unknown> }): Promise<void> => {
    await writer.add(firm('甲'))
  }
  await createPopulation(data, { id: 'old', ...heading }, vocabulary, write)
  const populations = join(data, 'populations')
  renameSync(join(populations, 'old'), join(populations, '.old.replaced'))
  await createPopulation(data, { id: 'other', ...heading }, vocabulary, write)
  assert.deepEqual(visible(data).sort(), ['old', 'other'])
})

test('files that the generator made become a population; files of another shape do not', async () => {
  const data = folder()
  const { connection, close } = await openDatabase(undefined)
  const made = { ...heading, id: 'made', synthetic: true, seed: 7 }
  const tables = tablesOf(vocabulary, '企业')
  const population = await createPopulationOfFiles(data, made, vocabulary, async (into) => {
    await generatePopulation(connection, tables, { rows: 100, seed: 7, at: '2026-01-01', program }, into)
  })
  assert.equal(population.summary.subjects, 100)
  assert.ok(population.summary.years.length > 0)
  assert.equal((await subjectsOf(population, [0, 99])).length, 2)
  const wrong = createPopulationOfFiles(data, { ...made, id: 'wrong' }, vocabulary, async (into) => {
    await connection.run(`COPY (SELECT 1 AS id) TO '${join(into, 'enterprise.parquet')}' (FORMAT parquet)`)
  })
  await assert.rejects(wrong, /enterprise\.parquet lacks/)
  assert.deepEqual(visible(data), ['made'])
  close()
})

async function inAnotherProcess(
  data: string,
  body: string,
): Promise<{ code: number | null; output: string }> {
  const script = join(import.meta.dirname, '../.build', `writer-${process.pid}.ts`)
  const text = `import { compile } from '#lang'
    import { loadSources } from '#policies'
    import { createPopulation } from '#population'
    const firm = { kind: '企业', facts: new Map([['企业名称', { kind: 'word', value: '甲' }]]), collections: new Map() } as const
    const heading = ${JSON.stringify({ id: 'b', ...heading })}
    await createPopulation(${JSON.stringify(data)}, heading, compile(loadSources()).program.vocabulary, async (writer) => { ${body} })`
  mkdirSync(join(script, '..'), { recursive: true })
  writeFileSync(script, text)
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    output += part
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}

test('columns that came into the dictionary later are unknown, and the summary says so', async () => {
  const data = folder()
  const older: Vocabulary = {
    ...vocabulary,
    facts: vocabulary.facts.filter((each) => each.name !== '所在镇街'),
  }
  await createPopulation(data, { id: 'old', ...heading }, older, async (writer) => {
    await writer.add(firm('甲'))
  })
  const population = await openPopulation(data, 'old', vocabulary)
  assert.deepEqual(population.summary.missingFacts, ['所在镇街'])
  assert.deepEqual(await subjectsOf(population, [0]), [firm('甲')])
})
