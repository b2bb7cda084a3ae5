// A folder into which another system puts CSV files → profiles. Rows that cannot be read come back with the reason.
import type { Stats } from 'node:fs'
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Vocabulary } from '#lang'
import { createBadRows, type Plan, PopulationError, planImport, rowReader, type SourceRow } from '#population'
import { sha256 } from '../audit/canonical.ts'
import {
  type ProfileBatch,
  ProfileRefusal,
  type ProfileRow,
  type ProfileSource,
  type Profiles,
  type RefusedRow,
} from './profileSource.ts'

export type DropFolder = {
  readonly folder: string
  readonly vocabulary: Vocabulary
  /** A file that changed this recently (milliseconds) may still be on its way and waits for the next time. */
  readonly quiet?: number
  readonly mostBytes?: number
  readonly mostRows?: number
}

// One file is one transaction, during which nobody else's acts are logged, so files stay small.
const DEFAULTS = { quiet: 10_000, mostBytes: 20 * 1024 * 1024, mostRows: 5000 }
/** Where rows come back, inside the folder. */
const RETURNED = '未导入'

/** Files ending in .csv, by name; what lies in folders below is not read. `now` is compared with files' times. */
export function dropFolder(options: DropFolder, now: () => Date): ProfileSource {
  const limits = { ...DEFAULTS, ...options }
  return {
    id: 'csv-folder',
    async *batches() {
      for (const name of (await readdir(options.folder)).sort()) {
        if (!/\.csv$/i.test(name)) continue
        const path = join(options.folder, name)
        const found = await lstat(path)
        // Neither a link to somewhere else nor a file that is still being written.
        if (!found.isFile() || now().getTime() - found.mtimeMs < limits.quiet) continue
        yield await batchOf(path, found, limits)
      }
    },
  }
}

type Limits = Required<DropFolder>

async function batchOf(path: string, { size }: Stats, limits: Limits): Promise<ProfileBatch> {
  const name = basename(path)
  if (size > limits.mostBytes) {
    const most = `${Math.floor(limits.mostBytes / 1024 / 1024)} MB`
    const refuse = async (): Promise<never> => {
      throw new ProfileRefusal(`「${name}」超过${most}，请拆成几个文件`)
    }
    // Not read at all, not even for its hash.
    return { name, hash: sha256(`${name} ${size}`), read: refuse, returnRows: async () => undefined }
  }
  const bytes = await readFile(path)
  const hash = sha256(bytes)
  const cells = new Map<number, SourceRow>()
  let headers: readonly string[] = []
  return {
    ...{ name, hash },
    read: () =>
      asFile(name, bytes, async (file) => {
        const plan = await planOf(file, limits)
        headers = plan.sheets[0]?.headers ?? []
        return readRows(plan, limits, cells)
      }),
    returnRows: async (refused: readonly RefusedRow[]) => {
      const folder = join(limits.folder, RETURNED)
      await mkdir(folder, { recursive: true })
      const file = createBadRows(join(folder, `${name.slice(0, -4)}-${hash.slice(0, 8)}.csv`), headers)
      for (const { row, reason } of refused)
        await file.add(cells.get(row) ?? { number: row, cells: [] }, reason)
      return file.finish()
    },
  }
}

/** The bytes that were hashed are those that are read, whatever happens to the file meanwhile. */
async function asFile<T>(name: string, bytes: Uint8Array, work: (file: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'duixian-drop-'))
  try {
    const file = join(folder, name)
    await writeFile(file, bytes)
    return await work(file)
  } catch (error) {
    if (error instanceof PopulationError) throw new ProfileRefusal(error.message)
    throw error
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function planOf(file: string, { folder, vocabulary }: Limits): Promise<Plan> {
  const plan = await planImport({ data: folder, files: [file], kind: '企业', vocabulary })
  const [open] = plan.open
  if (open) {
    const why = open.column.why ?? '分不清是哪一项'
    throw new ProfileRefusal(
      `列「${open.column.header}」${why}；表头请用字典里的名称，可用 duixian facts 查看`,
    )
  }
  const columns = plan.sheets[0]?.mapping.columns ?? []
  const hasCode = columns.some(({ target }) => target?.kind === 'fact' && target.fact === '统一社会信用代码')
  if (!hasCode) throw new ProfileRefusal('没有「统一社会信用代码」一列，不知道各行说的是哪一家企业')
  return plan
}

async function readRows(
  { sheets: [planned] }: Plan,
  { vocabulary, mostRows }: Limits,
  cells: Map<number, SourceRow>,
): Promise<Profiles> {
  if (!planned) return { rows: [], refused: [], ignored: [] }
  const { mapping, positions, headers, headerRow, sheet } = planned
  const reader = rowReader(mapping, positions, headers.length, vocabulary, '企业')
  const rows: ProfileRow[] = []
  const refused: RefusedRow[] = []
  const seen = new Map<string, number>()
  for await (const batch of sheet.rows()) {
    for (const row of batch) {
      if (row.number <= headerRow || row.cells.every((each) => each === null)) continue
      cells.set(row.number, row)
      if (cells.size > mostRows)
        throw new ProfileRefusal(`「${sheet.title}」超过${mostRows}行，请拆成几个文件`)
      const read = reader.read(row)
      const [key] = read.keys
      const first = key === undefined ? undefined : seen.get(key)
      const reasons = [
        ...formulaProblems(row, headers),
        ...read.complaints.map(({ header, message }) =>
          header === undefined ? message : `“${header}”：${message}`,
        ),
        ...(key === undefined ? ['没有写统一社会信用代码'] : []),
        ...(first === undefined ? [] : [`统一社会信用代码与第${first}行重复，已保留先出现的一行`]),
      ]
      if (reasons.length > 0 || key === undefined) {
        refused.push({ row: row.number, reason: reasons.join('；') })
        continue
      }
      seen.set(key, row.number)
      rows.push(profileOf(row.number, key, read.input))
    }
  }
  const ignored = mapping.columns.flatMap(({ header, target }) => (target || header === '' ? [] : [header]))
  return { rows, refused, ignored }
}

function profileOf(row: number, key: string, facts: Readonly<Record<string, unknown>>): ProfileRow {
  const text = (name: string): string | undefined => {
    const value = facts[name]
    return typeof value === 'string' ? value : undefined
  }
  const [name, district] = [text('企业名称'), text('所在区县')]
  return {
    ...{ row, creditCode: key.slice(key.indexOf(':') + 1), facts },
    ...(name === undefined ? {} : { name }),
    ...(district === undefined ? {} : { district }),
  }
}

const NUMBER = /^[+-]?[\d,.]+(e[+-]?\d+)?[%‰]?[\p{Script=Han}]*$/iu

/** What a spreadsheet would run is not a figure that somebody wrote down. */
function formulaProblems({ cells }: SourceRow, headers: readonly string[]): string[] {
  return cells.flatMap((cell, i) => {
    if (typeof cell !== 'string' || !/^[=@+\-\t\r]/.test(cell)) return []
    if (NUMBER.test(cell.normalize('NFKC')) || /^-+$/.test(cell)) return []
    return [`“${headers[i] ?? `第${i + 1}列`}”：像是公式，请写出它的值；确是文字的，在前面加一个 '`]
  })
}
