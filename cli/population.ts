// duixian population: the data sets that rules are tried on, listed, imported, shown, removed.
import { basename, extname } from 'node:path'
import { subjectKinds } from '#lang'
import {
  createGenerated,
  dataFolder,
  type ImportOptions,
  importPopulation,
  listPopulations,
  loadMapping,
  openPopulation,
  type Plan,
  PopulationError,
  type PopulationSummary,
  planImport,
  removePopulation,
  saveMapping,
} from '#population'
import { callerPath, usableLibrary } from './library.ts'
import { printProgress, printReport, printShare, targetText } from './populationWords.ts'
import { type Flags, noRest, readFlags, single, UsageError } from './usage.ts'

const USAGE = 'population 后面写 list、generate、import、show 或 remove，例如 duixian population list'

export async function populationCommand([command, ...args]: readonly string[]): Promise<number> {
  try {
    switch (command) {
      case 'list':
        return await list(args)
      case 'generate':
        return await generate(args)
      case 'import':
        return await importFiles(args)
      case 'show':
        return await show(args)
      case 'remove':
        return await remove(args)
      default:
        throw new UsageError(command === undefined ? USAGE : `没有命令「population ${command}」，${USAGE}`)
    }
  } catch (error) {
    if (error instanceof PopulationError) throw new UsageError(error.message)
    throw error
  }
}

function data(): string {
  return dataFolder(process.env, callerPath('.'))
}

function vocabularyOf(flags: Flags): ImportOptions['vocabulary'] {
  return usableLibrary(flags.values.get('rules') ?? []).program.vocabulary
}

async function list(args: readonly string[]): Promise<number> {
  const flags = readFlags(args, ['rules'], ['json'])
  noRest(flags)
  const all = await listPopulations(data(), vocabularyOf(flags))
  if (flags.switches.has('json')) console.log(JSON.stringify(all, null, 2))
  else if (all.length === 0) console.log('还没有数据集，可用 duixian population import 导入')
  else for (const each of all) console.log(summaryLine(each))
  return 0
}

function summaryLine(each: PopulationSummary): string {
  const years = each.years.length > 0 ? `  ${each.years.join('、')}年` : ''
  const origin = each.synthetic
    ? `合成数据${each.seed === undefined ? '' : `，种子 ${each.seed}`}`
    : each.source
  return `${each.id}  ${each.title}  ${each.kind} ${each.subjects} 个${years}  ${origin}  ${each.createdAt.slice(0, 10)}`
}

async function show(args: readonly string[]): Promise<number> {
  const flags = readFlags(args, ['rules'], ['json'])
  const { summary, manifest } = await openPopulation(data(), onlyId(flags), vocabularyOf(flags))
  if (flags.switches.has('json')) {
    console.log(
      JSON.stringify(
        { ...summary, tables: manifest.tables.map(({ name, rows }) => ({ name, rows })) },
        null,
        2,
      ),
    )
    return 0
  }
  console.log(summaryLine(summary))
  for (const { name, rows } of manifest.tables) console.log(`  ${name}  ${rows} 行`)
  const missing = summary.missingFacts ?? []
  if (missing.length > 0) {
    console.log(`  写成时字典里还没有以下${missing.length}项，一律按未知：${missing.join('、')}`)
  }
  return 0
}

async function remove(args: readonly string[]): Promise<number> {
  const flags = readFlags(args, [], [])
  const id = onlyId(flags)
  await removePopulation(data(), id)
  console.log(`已删除数据集 ${id}`)
  return 0
}

function onlyId({ rest }: Flags): string {
  const [id, extra] = rest
  if (id === undefined) throw new UsageError('缺少数据集编号，可用 duixian population list 查看')
  if (extra !== undefined) throw new UsageError(`多余的参数「${extra}」`)
  return id
}

/** duixian population generate --rows N --seed S: made-up subjects, labelled so wherever they are shown. */
async function generate(args: readonly string[]): Promise<number> {
  const named = ['rows', 'seed', 'id', 'title', 'kind', 'at', 'unknown', 'rules']
  const flags = readFlags(args, named, ['replace'])
  noRest(flags)
  const { program } = usableLibrary(flags.values.get('rules') ?? [])
  const rows = wholeNumber(flags, 'rows', 1, 200_000_000)
  const seed = wholeNumber(flags, 'seed', 0, 2 ** 31 - 1)
  const kind = knownKind(single(flags, 'kind') ?? '企业', program.vocabulary)
  const unknown = single(flags, 'unknown')
  if (unknown !== undefined && !(Number(unknown) >= 0 && Number(unknown) <= 1))
    throw new UsageError(`--unknown 「${unknown}」应是 0 到 1 之间的小数，例如 0.1`)
  const at = single(flags, 'at') ?? '2026-01-01'
  if (!/^\d{4}-\d\d-\d\d$/.test(at) || Number.isNaN(Date.parse(at)))
    throw new UsageError(`--at 「${at}」不是日历上的日期，应写成 2026-01-01`)
  const made = await cancellable((signal) =>
    createGenerated(
      data(),
      {
        ...{ program, rows, seed, at, kind, signal, progress: printShare },
        id: single(flags, 'id') ?? `synthetic-${rows}-${seed}`,
        title: single(flags, 'title') ?? `合成${kind}（${rows}，种子 ${seed}）`,
        ...(unknown === undefined ? {} : { unknown: Number(unknown) }),
      },
      { replace: flags.switches.has('replace') },
    ),
  )
  if (!made) return 130
  console.log(summaryLine(made.summary))
  return 0
}

function wholeNumber(flags: Flags, name: string, least: number, most: number): number {
  const text = single(flags, name)
  if (text === undefined) throw new UsageError(`缺少 --${name}，例如 --${name} ${least === 0 ? 7 : 10000}`)
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw new UsageError(`--${name} 「${text}」应是 ${least} 到 ${most} 之间的整数`)
}

async function importFiles(args: readonly string[]): Promise<number> {
  const named = ['id', 'title', 'kind', 'mapping', 'bad', 'rules']
  const flags = readFlags(args, named, ['dry-run', 'replace', 'json'])
  const files = flags.rest.map(callerPath)
  const [first] = files
  if (first === undefined)
    throw new UsageError('缺少要导入的文件，例如 duixian population import firms.csv --id yubei-2026')
  const vocabulary = vocabularyOf(flags)
  const kind = knownKind(single(flags, 'kind') ?? '企业', vocabulary)
  const mappingFile = single(flags, 'mapping')
  const bad = single(flags, 'bad')
  const dryRun = flags.switches.has('dry-run')
  const id = single(flags, 'id') ?? (dryRun ? 'dry-run' : undefined)
  if (id === undefined) throw new UsageError('缺少 --id 数据集编号，例如 --id yubei-2026')
  const mapping =
    mappingFile === undefined ? undefined : await loadMapping(callerPath(mappingFile), vocabulary)
  const plan = await planImport({ data: data(), files, kind, vocabulary, mapping })
  if (plan.open.length > 0) await askForMapping(plan, first)
  const report = await cancellable((signal) =>
    importPopulation({
      ...{ data: data(), files, id, kind, vocabulary, plan, dryRun, signal },
      title: single(flags, 'title') ?? basename(first, extname(first)),
      badFile: bad === undefined ? undefined : callerPath(bad),
      replace: flags.switches.has('replace'),
      onProgress: printProgress,
    }),
  )
  if (!report) return 130
  if (flags.switches.has('json')) console.log(JSON.stringify(report, null, 2))
  else printReport(report, id, dryRun)
  return report.problemCount > 0 ? 1 : 0
}

function knownKind(kind: string, vocabulary: ImportOptions['vocabulary']): string {
  const kinds = [...new Set(['企业', ...vocabulary.facts.flatMap((each) => subjectKinds(each.subject))])]
  if (kinds.includes(kind)) return kind
  throw new UsageError(`没有主体「${kind}」，可用：${kinds.join('、')}`)
}

/** What a column is may not be guessed: the suggestion is written down for a person to finish. */
async function askForMapping(plan: Plan, source: string): Promise<never> {
  const file = `${source.slice(0, -extname(source).length || undefined)}-对应.json`
  await saveMapping(file, plan.mapping)
  const questions = plan.open.map(({ sheet, column }) => {
    const may = column.alternatives.map(targetText).join('、')
    return `${sheet} “${column.header}”：${column.why ?? `可能是${may}`}`
  })
  throw new UsageError(
    `有${questions.length}列需要您指定：${questions.join('；')}。建议已写入 ${file}，给这些列补上 target（不要的写 {"kind":"ignore"}）后加 --mapping 再导入`,
  )
}

/** Runs until done or Ctrl-C; undefined when it was cancelled, and then nothing is left. */
async function cancellable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const stop = new AbortController()
  const onSignal = (): void => stop.abort()
  process.once('SIGINT', onSignal)
  process.once('SIGTERM', onSignal)
  try {
    return await work(stop.signal)
  } catch (error) {
    if (!stop.signal.aborted) throw error
    console.error('\n已取消，没有留下任何内容')
    return undefined
  } finally {
    process.off('SIGINT', onSignal)
    process.off('SIGTERM', onSignal)
  }
}
