// Every subject's outcome, kind of amount, low and high → whether all engines agree, before any of them is timed.
import { KIND_CODES, OUTCOME_CODES, verdicts } from '#lang'
import { connectPopulation, type Population, subjectsOf } from '#population'
import type { HandOut } from '../byHand/handItem.ts'
import { answersFor, boundKernel, handItem, kernelOf, openArrays } from './arrays.ts'
import { statementsOf } from './measureSql.ts'
import { AT, openBenchPopulation, program } from './setting.ts'
import { threadsFor } from './threads.ts'

export type CheckTask = {
  readonly kind: 'check'
  readonly data: string
  readonly rows: number
  readonly items: readonly string[]
  readonly threads: number
  /** Whether the interpreter computes every subject too. */
  readonly interpreter: boolean
}

export type CheckResult = { readonly compared: number; readonly wrong: readonly string[] }

/** An answer as one text: the interpreter's kinds and 分. */
type Answers = (row: number) => string

const BATCH = 5000

export async function checkAnswers(task: CheckTask): Promise<CheckResult> {
  const population = await openBenchPopulation(task.data, task.rows)
  const wrong: string[] = []
  let compared = 0
  const compare = (
    engine: string,
    item: string,
    mine: Answers,
    other: Answers,
    from = 0,
    to = task.rows,
  ): void => {
    for (let i = from; i < to; i++) {
      compared++
      if (mine(i) !== other(i) && wrong.length < 20)
        wrong.push(`${item}, subject ${i}: ${engine} gives ${other(i)}, the kernel ${mine(i)}`)
    }
  }
  const kernels = await onArrays(population, task, compare)
  await onSql(population, task, (author, item, other) => compare(author, item, kernels(item), other))
  if (task.interpreter) {
    for (let from = 0; from < task.rows; from += BATCH) {
      const to = Math.min(from + BATCH, task.rows)
      const answers = await interpreted(population, task.items, from, to)
      for (const item of task.items) compare('the interpreter', item, kernels(item), answers(item), from, to)
    }
  }
  return { compared, wrong }
}

type Compare = (engine: string, item: string, mine: Answers, other: Answers) => void

async function onArrays(population: Population, { items, threads }: CheckTask, compare: Compare) {
  const arrays = await openArrays(population)
  const found = new Map<string, Answers>()
  for (const item of items) {
    const kernel = kernelOf(item, arrays)
    const source = await arrays.columns.load({
      columns: [...kernel.columns, ...handItem(item).columns],
      collections: [...kernel.collections, ...handItem(item).collections],
    })
    const [one, many, byHand] = [answersFor(source.count), answersFor(source.count), answersFor(source.count)]
    boundKernel(kernel, source, one)(0, source.count)
    const pool = await threadsFor(kernel, source, many, threads)
    await pool.run()
    await pool.close()
    handItem(item).bind(source, byHand)(0, source.count)
    const mine = textOf(one)
    compare('threads', item, mine, textOf(many))
    compare('the loop by hand', item, mine, textOf(byHand))
    found.set(item, mine)
  }
  arrays.close()
  return (item: string): Answers => found.get(item) ?? (() => '')
}

function textOf({ outcome, kind, low, high }: HandOut): Answers {
  return (i) => `${OUTCOME_CODES[outcome[i] ?? 0]} ${KIND_CODES[kind[i] ?? 0]} ${low[i]} ${high[i]}`
}

async function onSql(
  population: Population,
  { items }: CheckTask,
  compare: (author: string, item: string, other: Answers) => void,
): Promise<void> {
  const { connection, close } = await connectPopulation(population, undefined, { threads: 2, memory: '2GB' })
  for (const author of ['ours', 'ours for any', 'hand'] as const) {
    for (const [item, statement] of await statementsOf(population, items, author)) {
      const text = `SELECT outcome, amount_kind, low_fen::VARCHAR, coalesce(high_fen::VARCHAR, 'Infinity')
        FROM (\n${statement}\n) answers ORDER BY id`
      const rows = (await connection.runAndReadAll(text)).getRows()
      compare(`SQL (${author})`, item, (i) => (rows[i] ?? []).join(' '))
    }
  }
  close()
}

async function interpreted(population: Population, items: readonly string[], from: number, to: number) {
  const ids = Array.from({ length: to - from }, (_, i) => from + i)
  const subjects = await subjectsOf(population, ids)
  const found = subjects.map(
    (subject) => new Map(verdicts(program, subject, { at: AT, items }).map((each) => [each.item, each])),
  )
  return (item: string): Answers =>
    (row) => {
      const verdict = found[row - from]?.get(item)
      return verdict ? `${verdict.outcome} ${amountText(verdict.amount)}` : ''
    }
}

type Verdicts = ReturnType<typeof verdicts>

function amountText(amount: Verdicts[number]['amount']): string {
  const fen = (yuan: string): number => Math.round(Number(yuan) * 100)
  switch (amount.kind) {
    case 'exact':
      return `exact ${fen(amount.yuan)} ${fen(amount.yuan)}`
    case 'upper_bound':
      return `upper_bound 0 ${fen(amount.yuan)}`
    case 'range':
      return `range ${fen(amount.from)} ${amount.to === null ? 'Infinity' : fen(amount.to)}`
    case 'candidates': {
      const all = amount.candidates.map((each) => fen(each.yuan))
      return `candidates ${Math.min(...all)} ${Math.max(...all)}`
    }
    default:
      return `${amount.kind} 0 0`
  }
}
