// duixian simulate --population id --at day: whom the items reach in a population and what they cost; with --reform, who gains.
import { readFileSync } from 'node:fs'
import { parseDate } from '#lang'
import { dataFolder, PopulationError } from '#population'
import { compareReform } from '#server/simulation/compareReform.ts'
import { createEngine, type Engine } from '#server/simulation/engine.ts'
import { exportResult } from '#server/simulation/exportResult.ts'
import { SimulationError } from '#server/simulation/problem.ts'
import type { Watch } from '#server/simulation/remembered.ts'
import type { Dimension, Reform } from '#server/simulation/result.ts'
import { type SimulateRequest, simulate } from '#server/simulation/simulate.ts'
import type { EnginePath } from '#server/simulation/tasks.ts'
import { callerPath, itemsNamed, policiesNamed, usableLibrary } from './library.ts'
import { printComparison, printSimulation } from './simulateWords.ts'
import { type Flags, noRest, readFlags, single, UsageError } from './usage.ts'

const FLAGS = ['population', 'at', 'policy', 'item', 'reform', 'xlsx', 'by', 'rules', 'engine']
const DIMENSIONS: readonly Dimension[] = ['district', 'street', 'industry', 'size']

export async function simulateCommand(args: readonly string[], today: string): Promise<number> {
  const flags = readFlags(args, FLAGS, ['json', 'packages'])
  noRest(flags)
  const { program } = usableLibrary(flags.values.get('rules') ?? [])
  const policies = policiesNamed(program, flags.values.get('policy'))
  const items = itemsNamed(policies, flags.values.get('item'))
  const by = dimensionOf(single(flags, 'by'), items)
  const request: SimulateRequest = {
    population: populationOf(flags),
    at: dayOf(single(flags, 'at') ?? today),
    policies: policies.map((each) => each.document.id),
    items,
    ...(by === undefined ? {} : { groupsOf: items?.[0] }),
    engine: engineOf(single(flags, 'engine')),
    packages: flags.switches.has('packages'),
  }
  const reform = reformOf(single(flags, 'reform'))
  const xlsx = single(flags, 'xlsx')
  const engine = createEngine(program, dataFolder(process.env, callerPath('.')))
  const cancel = new AbortController()
  const stop = () => cancel.abort()
  process.once('SIGINT', stop)
  try {
    await run(engine, request, reform, { by, xlsx, json: flags.switches.has('json') }, watchOf(cancel.signal))
    return 0
  } catch (error) {
    if (cancel.signal.aborted) return 130
    if (error instanceof PopulationError) throw new UsageError(error.message)
    if (!(error instanceof SimulationError)) throw error
    throw new UsageError([error.message, ...error.details.map((each) => each.message)].join(' '))
  } finally {
    process.off('SIGINT', stop)
    await engine.close()
  }
}

type Output = {
  readonly by: Dimension | undefined
  readonly xlsx: string | undefined
  readonly json: boolean
}

async function run(
  engine: Engine,
  request: SimulateRequest,
  reform: Reform | undefined,
  { by, xlsx, json }: Output,
  watch: Watch,
): Promise<void> {
  if (reform) {
    const result = await compareReform(engine, { ...request, reform }, watch)
    if (json) console.log(JSON.stringify(result, null, 2))
    else printComparison(result)
  } else {
    const result = await simulate(engine, request, watch)
    if (json) console.log(JSON.stringify(result, null, 2))
    else printSimulation(result, by)
  }
  if (xlsx === undefined) return
  const { signal } = watch
  const asked = reform
    ? { kind: 'comparison' as const, ...request, reform }
    : { kind: 'simulation' as const, ...request }
  await exportResult(engine, asked, callerPath(xlsx), new Date(), signal ? { signal } : {})
  console.error(`已写入${xlsx}`)
}

function populationOf(flags: Flags): string {
  const id = single(flags, 'population')
  if (id === undefined) throw new UsageError('缺少 --population 编号，可用 duixian population list 查看')
  return id
}

function dayOf(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && parseDate(text) !== undefined) return text
  throw new UsageError(`--at 「${text}」不是日历上的日期，应写成 2026-01-01`)
}

function dimensionOf(text: string | undefined, items: readonly string[] | undefined): Dimension | undefined {
  if (text === undefined) return undefined
  const found = DIMENSIONS.find((each) => each === text)
  if (!found) throw new UsageError(`--by 「${text}」应为 ${DIMENSIONS.join('、')} 之一`)
  if (items?.length !== 1) throw new UsageError('--by 要和一个 --item 一起用，说明分组看哪个事项')
  return found
}

function engineOf(text: string | undefined): EnginePath | undefined {
  if (text === undefined || text === 'kernels' || text === 'duckdb') return text
  throw new UsageError(`--engine 「${text}」应为 kernels 或 duckdb，不写则按主体多少选`)
}

/** A reform, or one saved by the server. */
function reformOf(path: string | undefined): Reform | undefined {
  if (path === undefined) return undefined
  let parsed: { readonly reform?: Partial<Reform> } & Partial<Reform>
  try {
    parsed = JSON.parse(readFileSync(callerPath(path), 'utf8'))
  } catch {
    throw new UsageError(`--reform 「${path}」读不到，或不是有效的 JSON`)
  }
  const { title = path, note = '', changes, envelopes = [] } = parsed.reform ?? parsed
  if (!Array.isArray(changes))
    throw new UsageError(
      '--reform 文件应有 changes，例如 {"changes":[{"kind":"number","parameter":"…","value":"25%"}]}',
    )
  return { title, note, changes, envelopes }
}

/** Progress on stderr, where it does not disturb what is piped on; each full per cent once. */
function watchOf(signal: AbortSignal): Watch {
  let told = -1
  return {
    signal,
    progress: (done, total) => {
      const share = Math.floor((done / Math.max(1, total)) * 100)
      if (share === told || !process.stderr.isTTY) return
      told = share
      process.stderr.write(`\r已算 ${share}%${share === 100 ? '\n' : ''}`)
    },
  }
}
