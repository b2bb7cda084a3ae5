// A list of a large population: rows that DuckDB finds lie in a table of a database, from which pages are read.
import { CAUSES, OUTCOME_CODES } from '#lang'
import { type Answer, DIMENSIONS, dimensionSql, NOT_STATED, type Session } from '#population'
import { CHANGES } from './change.ts'
import { afterTask } from './compareReform.ts'
import { overChunks, type Statements, statementsOf } from './duckdbRun.ts'
import { changesSql, plainResultsSql, resultsSql } from './duckdbSql.ts'
import type { Engine, OpenPopulation } from './engine.ts'
import type { Found } from './found.ts'
import { type Asked, type Filter, unnamed } from './listHeld.ts'
import { baseTask, runKey } from './remembered.ts'
import type { Which } from './select.ts'
import { eachSlice, runSlice, SLICE } from './slices.ts'
import { type Given, kindNamed, named, outcomeNamed, type Unnamed } from './subjectRow.ts'
import type { ItemTask, RunOptions } from './tasks.ts'

/** Finds the rows, unless they were found before, and counts those that pass the filter. */
export async function listStored(
  engine: Engine,
  open: OpenPopulation,
  { placed, reformed, which, fact = '', filter }: Asked,
  options: RunOptions,
): Promise<Found> {
  const today = baseTask(engine, placed)
  const task: ItemTask = reformed ? { ...afterTask(reformed, placed), against: today } : today
  const key = `${runKey(task, options.at, 'duckdb')} ${which} ${fact}`
  const statements = statementsOf(open, task, options.at)
  const fill = (session: Session, table: string): Promise<void> =>
    statements
      ? fillByStatement(session, table, statements, conditionOf(which, fact), open, options)
      : fillBySlices(engine, open, session, table, { ...task, select: { which, key: fact } }, options)
  const where = await filterSql(open, filter)
  const ask = (sql: (table: string) => string): Promise<readonly Answer[]> =>
    open.found.withList(key, fill, async (session, table) => {
      await session.look(0, open.summary.subjects)
      return session.ask(sql(table), options.signal)
    })
  const [size] = await ask((table) => `SELECT count(*) AS rows FROM ${table} l ${where}`)
  return {
    length: Number(size?.rows ?? 0),
    compared: reformed !== undefined,
    page: async (from, past) => {
      const page = `ORDER BY l.id LIMIT ${Math.max(0, past - from)} OFFSET ${from}`
      const rows = await ask((table) => `SELECT l.* FROM ${table} l ${where} ${page}`)
      return named(open, rows.map(unnamedOf))
    },
  }
}

const COLUMNS = [
  ...['id BIGINT', 'outcome VARCHAR', 'kind VARCHAR', 'low HUGEINT', 'high HUGEINT', 'candidates VARCHAR'],
  ...['missing VARCHAR', 'was_outcome VARCHAR', 'was_kind VARCHAR', 'was_low HUGEINT', 'was_high HUGEINT'],
]

async function fillByStatement(
  session: Session,
  table: string,
  { own, against }: Statements,
  condition: string,
  { summary }: OpenPopulation,
  options: RunOptions,
): Promise<void> {
  const run = (sql: string): Promise<void> => session.run(sql, options.signal)
  const { subjects } = summary
  const tell = (done: number): void => options.progress?.(done, subjects)
  await run(`CREATE TABLE ${table} (${COLUMNS.join(', ')})`)
  await overChunks({ session, options, tell, subjects, size: SLICE }, async () => {
    const amounts = 'r.id, r.outcome, r.kind, r.low, r.high, r.candidates_fen, r.missing'
    if (against === undefined) {
      await run(
        `INSERT INTO ${table} SELECT ${amounts}, NULL, NULL, NULL, NULL FROM (${resultsSql(own)}) r WHERE ${condition}`,
      )
      return
    }
    await run(`CREATE OR REPLACE TEMP TABLE found AS ${resultsSql(own)}`)
    await run(`CREATE OR REPLACE TEMP TABLE found_before AS ${plainResultsSql(against)}`)
    const changes = changesSql('found_before', 'found')
    await run(
      `INSERT INTO ${table} SELECT ${amounts}, c.was_outcome, c.was_kind, c.was_low, c.was_high FROM found r JOIN (${changes}) c ON c.id = r.id WHERE ${condition}`,
    )
  })
  for (const each of ['found', 'found_before']) await run(`DROP TABLE IF EXISTS ${each}`)
}

/** What DuckDB cannot express is found by kernels. */
async function fillBySlices(
  engine: Engine,
  open: OpenPopulation,
  session: Session,
  table: string,
  task: ItemTask,
  options: RunOptions,
): Promise<void> {
  await session.run(`CREATE TABLE ${table} (${COLUMNS.join(', ')})`)
  await eachSlice(engine, open, SLICE, async (slice, from) => {
    const [run] = await runSlice(engine, slice, [task], { at: options.at, signal: options.signal })
    for (const chunk of run?.rows ?? []) {
      const rows = Array.from(chunk.index.keys(), (place) =>
        valuesSql(unnamed(chunk, place, run?.before), from),
      )
      for (let i = 0; i < rows.length; i += 1000)
        await session.run(`INSERT INTO ${table} VALUES ${rows.slice(i, i + 1000).join(', ')}`, options.signal)
    }
    options.progress?.(from + slice.summary.subjects, open.summary.subjects)
  })
}

function valuesSql({ index, given, before, missing }: Unnamed, from: number): string {
  const amount = ({ outcome, kind, low, high }: Given): string =>
    `'${outcome}', '${kind}', ${low}, ${high ?? 'NULL'}`
  const texts = [given.candidates.join('|'), missing.join('|')].map(quoted).join(', ')
  return `(${from + index}, ${amount(given)}, ${texts}, ${before ? amount(before) : 'NULL, NULL, NULL, NULL'})`
}

function unnamedOf(row: Answer): Unnamed {
  const text = (name: string): string => String(row[name] ?? '')
  const given = (prefix: string, candidates: readonly bigint[]): Given => ({
    outcome: outcomeNamed(text(`${prefix}outcome`)),
    kind: kindNamed(text(`${prefix}kind`)),
    low: BigInt(text(`${prefix}low`)),
    high: row[`${prefix}high`] === null ? null : BigInt(text(`${prefix}high`)),
    candidates,
  })
  const listed = (name: string): string[] => (text(name) === '' ? [] : text(name).split('|'))
  const candidates = listed('candidates').map(BigInt)
  return {
    index: Number(row.id),
    given: given(
      '',
      candidates.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
    ),
    ...(row.was_outcome === null ? {} : { before: given('was_', []) }),
    missing: listed('missing'),
  }
}

async function filterSql({ columns, dimensionWords }: OpenPopulation, filter: Filter): Promise<string> {
  const [own] = columns.population.tables
  const tests: string[] = []
  for (const name of DIMENSIONS) {
    const wanted = filter[name]
    if (wanted === undefined || !own) continue
    const { words, names } = await dimensionWords(name)
    const group = `coalesce(${dimensionSql(own, name)}, '')`
    const word = wanted === NOT_STATED ? '' : words[names.indexOf(wanted)]
    tests.push(word === undefined ? 'false' : `${group} = ${quoted(word)}`)
  }
  if (tests.length === 0) return ''
  return `WHERE l.id IN (SELECT id FROM ${own?.name ?? ''} WHERE ${tests.join(' AND ')})`
}

/** The condition of `selectOf` in SQL: `r` holds the results, `c` the changes. */
function conditionOf(which: Which, key: string): string {
  const among = (outcome: string, ...kinds: readonly string[]): string =>
    `r.outcome = '${outcome}' AND r.kind IN (${kinds.map(quoted).join(', ')})`
  const parts = (column: string): string => `string_split(r.${column}, '|')`
  const needs = `[${CAUSES.map((each) => quoted(`${each} ${key}`)).join(', ')}]`
  switch (which) {
    case 'exact':
      return among('eligible', 'exact')
    case 'upTo':
      return among('eligible', 'upper_bound')
    case 'open':
      return among('eligible', 'range', 'candidates')
    case 'unstated':
      return among('eligible', 'unstated')
    case 'nonMonetary':
      return among('eligible', 'non_monetary')
    case 'undeterminedAmount':
      return among('undetermined', 'exact', 'upper_bound', 'range', 'candidates')
    case 'blindSpot':
      return "r.causes = 'fact'"
    case 'cause':
      return `list_contains(${parts('causes')}, ${quoted(key)})`
    case 'missing':
      return `list_has_any(${parts('missing')}, ${needs})`
    case 'alone':
      return `list_contains(${needs}, r.missing)`
    case 'reason': {
      const tests = [`x = ${quoted(key)}`, `x = ${quoted(`${key} `)}`]
      const code = `split_part(x, ' ', 1) = ${quoted(key)}`
      const fact = `substr(x, instr(x, ' ') + 1) = ${quoted(key)}`
      return `len(list_filter(${parts('reasons')}, lambda x: ${[...tests, code, fact].join(' OR ')})) > 0`
    }
    case 'reading':
      return `list_contains(${parts('readings')}, ${quoted(key)})`
    case 'winners':
      return `c.change = ${CHANGES.indexOf('winner')}`
    case 'losers':
      return `c.change = ${CHANGES.indexOf('loser')}`
    case 'unclear':
    case 'same':
      return `c.change = ${CHANGES.indexOf(which)}`
    default:
      return `r.outcome = '${OUTCOME_CODES.find((each) => each === which)}'`
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
