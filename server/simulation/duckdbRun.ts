// Items over a population of any size → the same runs as by kernels, counted and added up by DuckDB straight from the
// files: item after item, some subjects in a row at a time. What DuckDB cannot express, kernels compute slice by slice.
import { CAUSES, compileSql, KIND_CODES, OUTCOME_CODES } from '#lang'
import { type Answer, DIMENSIONS, dimensionSql, isOutOfMemory, openSession, type Session } from '#population'
import { addTogether, addWhole, CELL_WIDTH, type Together } from './cells.ts'
import { CHANGE_WIDTH } from './digest.ts'
import { changesSql, countsSql, groupedSql, plainResultsSql, resultsSql, togetherSql } from './duckdbSql.ts'
import type { Engine, OpenPopulation } from './engine.ts'
import { limitsOf } from './limits.ts'
import { runSlices, SLICE } from './slices.ts'
import { emptyNamed, type NamedTally } from './tallies.ts'
import type { ItemRun, ItemTask, RunOptions } from './tasks.ts'

/** Computes the items, in the order asked for. Aborted, the statement ends at once and the signal's reason is thrown. */
export async function runByDuckdb(
  engine: Engine,
  open: OpenPopulation,
  tasks: readonly ItemTask[],
  options: RunOptions,
): Promise<ItemRun[]> {
  const { subjects } = open.summary
  const total = tasks.length * subjects
  let finished = 0
  const tell = (done: number): void => options.progress?.(finished + done, total)
  tell(0)
  const runs = new Map<ItemTask, ItemRun>()
  const left: ItemTask[] = []
  const session = await openSession(open.columns.population)
  try {
    const chunks: Chunks = { session, options, tell, subjects, size: SLICE }
    for (const task of tasks) {
      const statements = statementsOf(open, task, options.at)
      if (!statements) {
        left.push(task)
        continue
      }
      runs.set(task, await engine.inTurn(() => runStatement(open, task, statements, chunks)))
      finished += subjects
    }
  } finally {
    await session.close()
  }
  if (left.length > 0) {
    const sliced = await runSlices(engine, open, left, { ...options, progress: tell })
    for (const [i, task] of left.entries()) {
      const run = sliced[i]
      if (run) runs.set(task, run)
    }
  }
  return tasks.map((each) => {
    const run = runs.get(each)
    if (!run) throw new TypeError(`item ${each.item.id} was not computed`)
    return run
  })
}

export type Statements = { readonly own: string; readonly against?: string }

/** Undefined where DuckDB cannot express the item, or what it is held against, in a statement that it can plan. */
export function statementsOf(open: OpenPopulation, task: ItemTask, at: number): Statements | undefined {
  const own = statementOf(open, task, at, true)
  if (own === undefined || !task.against) return own === undefined ? undefined : { own }
  const against = statementOf(open, task.against, at, false)
  return against === undefined ? undefined : { own, against }
}

/** DuckDB takes minutes and gigabytes to plan longer statements than this; kernels compute those items. */
const LONGEST = 60_000

function statementOf(
  { columns, summary }: OpenPopulation,
  { program, policy, item }: ItemTask,
  at: number,
  why: boolean,
): string | undefined {
  const { statements } = compileSql(program, {
    ...{ dialect: 'duckdb', at, why, kind: summary.kind, years: summary.years },
    ...{ limits: limitsOf(columns.ranges), policies: [policy.document.id], items: [item.id] },
  })
  const text = statements[0]?.text
  return text !== undefined && text.length <= LONGEST ? text : undefined
}

export type Chunks = {
  readonly session: Session
  readonly options: RunOptions
  readonly tell: (done: number) => void
  readonly subjects: number
  /** Subjects at a time; halved for all that follows when memory did not do. */
  size: number
}

/** Fewer than this are not tried. */
const FEWEST = 4096

/** What `work` writes for some subjects is written whole or not at all, so that they can be tried again. */
export async function overChunks(chunks: Chunks, work: (from: number) => Promise<void>): Promise<void> {
  const { session, options, tell, subjects } = chunks
  for (let from = 0; from < subjects; ) {
    options.signal?.throwIfAborted()
    const past = Math.min(subjects, from + chunks.size)
    await session.look(from, past)
    await session.run('BEGIN TRANSACTION')
    try {
      await work(from)
      await session.run('COMMIT')
    } catch (error) {
      await session.run('ROLLBACK')
      if (!isOutOfMemory(error) || chunks.size <= FEWEST) throw error
      chunks.size = Math.max(FEWEST, Math.ceil(chunks.size / 2))
      continue
    }
    tell(past)
    from = past
  }
}

async function runStatement(
  open: OpenPopulation,
  task: ItemTask,
  { own, against }: Statements,
  chunks: Chunks,
): Promise<ItemRun> {
  const { session, options } = chunks
  const run = (sql: string): Promise<void> => session.run(sql, options.signal)
  const [subjectTable] = open.columns.population.tables
  const results = resultsSql(own)
  await run(`CREATE OR REPLACE TEMP TABLE together AS ${togetherSql(results)} LIMIT 0`)
  await run(
    'CREATE OR REPLACE TEMP TABLE grouped (dimension VARCHAR, word VARCHAR, outcome VARCHAR, kind VARCHAR, subjects BIGINT, low HUGEINT, high HUGEINT, endless BIGINT)',
  )
  await run('CREATE OR REPLACE TEMP TABLE changed (change INTEGER, subjects BIGINT, fen HUGEINT)')
  await overChunks(chunks, async () => {
    // Counted in passing where nothing else asks for each subject's results.
    const kept = task.groups || against !== undefined
    if (kept) await run(`CREATE OR REPLACE TEMP TABLE found AS ${results}`)
    const from = kept ? 'SELECT * FROM found' : results
    await run(`INSERT INTO together ${togetherSql(from)}`)
    if (task.groups && subjectTable)
      for (const each of DIMENSIONS)
        await run(
          `INSERT INTO grouped ${groupedSql(from, subjectTable.name, each, dimensionSql(subjectTable, each))}`,
        )
    if (against !== undefined) {
      await run(`CREATE OR REPLACE TEMP TABLE found_before AS ${plainResultsSql(against)}`)
      const changes = changesSql('found_before', 'found')
      await run(`INSERT INTO changed SELECT change, count(*), sum(fen) FROM (${changes}) GROUP BY change`)
    }
  })
  const tally = await tallyOf(open, task, session)
  for (const each of ['together', 'grouped', 'changed', 'found', 'found_before'])
    await run(`DROP TABLE IF EXISTS ${each}`)
  return { tally, interpreted: 0 }
}

async function tallyOf(open: OpenPopulation, { groups }: ItemTask, session: Session): Promise<NamedTally> {
  const words = groups ? await Promise.all(DIMENSIONS.map(open.dimensionWords)) : []
  const tally = emptyNamed(words.reduce((sum, each) => sum + each.words.length + 1, 1))
  for (const row of await session.ask(countsSql('together'))) addCount(tally, row)
  const blind = `SELECT coalesce(sum(subjects), 0) AS subjects FROM together WHERE causes = 'fact'`
  tally.blindSpot = count((await session.ask(blind))[0], 'subjects')
  const places = new Map<string, number>()
  let base = CELL_WIDTH
  for (const [i, each] of words.entries()) {
    for (const [place, word] of ['', ...each.words].entries())
      places.set(`${DIMENSIONS[i]} ${word}`, base + place * CELL_WIDTH)
    base += (each.words.length + 1) * CELL_WIDTH
  }
  for (const row of await session.ask('SELECT * FROM grouped'))
    addRow(tally, row, places.get(`${row.dimension} ${row.word}`) ?? 0, row.outcome)
  for (const row of await session.ask('SELECT * FROM changed')) {
    const index = count(row, 'change') * CHANGE_WIDTH
    tally.changes[index] = (tally.changes[index] ?? 0) + count(row, 'subjects')
    addWhole(tally.changes, index + 1, whole(row, 'fen'))
  }
  return tally
}

function addCount(tally: NamedTally, row: Answer): void {
  const [key, subjects] = [String(row.key), count(row, 'subjects')]
  switch (row.what) {
    case 'cell':
      addRow(tally, row, 0, row.key)
      return
    case 'causes':
      tally.causes[(CAUSES as readonly string[]).indexOf(key)] = subjects
      return
    case 'missing':
      tally.needs.set(key, { subjects, alone: count(row, 'alone') })
      return
    case 'readings':
      tally.readings.set(key, subjects)
      return
    default:
      // Statements part a reason's code from what was tested by a blank.
      tally.reasons.set(key.replace(' ', '\u0000'), subjects)
  }
}

function addRow(tally: NamedTally, row: Answer, base: number, outcome: unknown): void {
  const sums: Together = {
    ...{ subjects: count(row, 'subjects'), endless: count(row, 'endless') },
    ...{ low: whole(row, 'low'), high: whole(row, 'high') },
  }
  const codes: readonly string[] = KIND_CODES
  const outcomes: readonly string[] = OUTCOME_CODES
  addTogether(tally.cells, base, outcomes.indexOf(String(outcome)), codes.indexOf(String(row.kind)), sums)
}

/** NULL, a sum over nothing, is 0. */
function whole(row: Answer | undefined, name: string): bigint {
  return BigInt(String(row?.[name] ?? 0))
}

function count(row: Answer | undefined, name: string): number {
  return Number(whole(row, name))
}
