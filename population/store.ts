// A data folder and the dictionary → the populations in it: listed, opened, written, removed.
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Table, tablesOf, type Vocabulary } from '#lang'
import { databaseVersion, openDatabase } from './database.ts'
import { inspectFiles } from './inspectFiles.ts'
import { asOnlyWriter, putInPlace, writingFolder } from './lock.ts'
import { PopulationError } from './problem.ts'
import { type FileTable, fileTable, sameColumn, shapeHash } from './shape.ts'
import { createSubjectWriter, type SubjectWriter, type WrittenTables } from './subjectWriter.ts'
import {
  MANIFEST_FILE,
  MANIFEST_VERSION,
  type Manifest,
  type PopulationHeading,
  type PopulationSummary,
} from './summary.ts'

export type Population = {
  readonly folder: string
  readonly summary: PopulationSummary
  readonly manifest: Manifest
  /** Today's tables; columns that the files lack are read as unknown. */
  readonly tables: readonly Table[]
  /** Only these subjects of the files, counted from 0: `sliceOf`. */
  readonly slice?: { readonly from: number; readonly past: number }
}

/** Where data lies: DUIXIAN_DATA, else `.duixian` in the working folder. */
export function dataFolder(environment: NodeJS.ProcessEnv = process.env, from = process.cwd()): string {
  return resolve(from, environment.DUIXIAN_DATA || '.duixian')
}

function populationsFolder(data: string): string {
  return resolve(data, 'populations')
}

/** All populations, the newest first. One whose manifest cannot be read is left out. */
export async function listPopulations(data: string, vocabulary: Vocabulary): Promise<PopulationSummary[]> {
  const folder = populationsFolder(data)
  if (!existsSync(folder)) return []
  const entries = await readdir(folder, { withFileTypes: true })
  const ids = entries.filter((each) => each.isDirectory() && isId(each.name)).map((each) => each.name)
  const found = await Promise.all(
    ids.map((id) => openPopulation(data, id, vocabulary).then((each) => [each.summary], passOver)),
  )
  return found.flat().sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
}

function passOver(error: unknown): PopulationSummary[] {
  if (error instanceof PopulationError) return []
  throw error
}

/** One population with its summary and tables. */
export async function openPopulation(data: string, id: string, vocabulary: Vocabulary): Promise<Population> {
  const folder = join(populationsFolder(data), checkedId(id))
  const manifest = await readManifest(folder, id)
  const tables = tablesOf(vocabulary, manifest.summary.kind)
  const missing = manifest.shape === shapeHash(tables) ? [] : missingFacts(manifest, tables)
  const summary = missing.length > 0 ? { ...manifest.summary, missingFacts: missing } : manifest.summary
  return { folder, summary, manifest, tables }
}

async function readManifest(folder: string, id: string): Promise<Manifest> {
  let text: string
  try {
    text = await readFile(join(folder, MANIFEST_FILE), 'utf8')
  } catch {
    throw new PopulationError('missing', `没有数据集“${id}”，可用 duixian population list 查看现有的`)
  }
  try {
    const manifest: Manifest = JSON.parse(text)
    if (manifest.version === MANIFEST_VERSION && Array.isArray(manifest.tables)) return manifest
  } catch {
    // Said below, together with an unknown version.
  }
  throw new PopulationError(
    'damaged',
    `数据集“${id}”的 ${MANIFEST_FILE} 读不懂，它可能由更新的版本写成，或已损坏；请重新导入`,
  )
}

function missingFacts(manifest: Manifest, tables: readonly Table[]): string[] {
  return tables.flatMap((table) => {
    const stored = manifest.tables.find((each) => each.name === table.name)
    const prefix = table.collection === undefined ? '' : `${table.collection}.`
    return fileTable(table, tables).columns.flatMap((column) =>
      column.fact === undefined || stored?.columns.some((each) => sameColumn(each, column))
        ? []
        : [prefix + column.fact],
    )
  })
}

const ID = /^[a-z0-9][a-z0-9._-]{0,63}$/

function isId(id: string): boolean {
  return ID.test(id) && !id.endsWith('.')
}

function checkedId(id: string): string {
  if (isId(id)) return id
  throw new PopulationError(
    'badId',
    `数据集编号“${id}”不合要求：用小写字母、数字、点、横线和下划线，以字母或数字开头，最多64个字符，例如 yubei-2026`,
  )
}

export type CreateOptions = {
  /** Takes the place of a population of the same id. */
  readonly replace?: boolean
  readonly now?: Date
}

/**
 * Writes a population through `write` and returns it. It lies in a folder of its own until it is complete and on the
 * disk; when `write` throws or the process dies, nothing is left to be seen. Refuses an id that is taken unless
 * `replace` is set.
 */
export async function createPopulation(
  data: string,
  heading: PopulationHeading,
  vocabulary: Vocabulary,
  write: (writer: SubjectWriter) => Promise<void>,
  options: CreateOptions = {},
): Promise<Population> {
  const tables = tablesOf(vocabulary, heading.kind)
  return create(data, heading, vocabulary, options, async (folder, scratch) => {
    const database = await openDatabase(scratch, join(scratch, 'staging.duckdb'))
    try {
      const writer = await createSubjectWriter(database, tables, scratch)
      await write(writer)
      return writer.subjects() === 0 ? undefined : await writer.save(folder)
    } finally {
      database.close()
    }
  })
}

/**
 * The same for whoever makes the files itself: `write` puts `<table>.parquet` for every table of the kind into the
 * folder. Files whose columns are not those of the dictionary are refused.
 */
export async function createPopulationOfFiles(
  data: string,
  heading: PopulationHeading,
  vocabulary: Vocabulary,
  write: (folder: string, scratch: string) => Promise<void>,
  options: CreateOptions = {},
): Promise<Population> {
  const tables = tablesOf(vocabulary, heading.kind)
  return create(data, heading, vocabulary, options, async (folder, scratch) => {
    await write(folder, scratch)
    return inspectFiles(folder, tables)
  })
}

async function create(
  data: string,
  heading: PopulationHeading,
  vocabulary: Vocabulary,
  { replace = false, now = new Date() }: CreateOptions,
  fill: (folder: string, scratch: string) => Promise<WrittenTables | undefined>,
): Promise<Population> {
  const id = checkedId(heading.id)
  const folder = populationsFolder(data)
  await asOnlyWriter(folder, async () => {
    if (!replace && existsSync(join(folder, id))) {
      throw new PopulationError('exists', `数据集“${id}”已经存在，请换一个编号，或先删除它`)
    }
    const writing = writingFolder(folder, id)
    const scratch = join(writing, 'scratch')
    try {
      await mkdir(scratch, { recursive: true })
      const written = await fill(writing, scratch)
      if (!written) throw new PopulationError('empty', '没有一个主体可以写入，数据集没有建立')
      await rm(scratch, { recursive: true, force: true })
      const manifest = manifestOf(heading, tablesOf(vocabulary, heading.kind), written, now)
      await writeFile(join(writing, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`)
      for (const name of await readdir(writing)) await toDisk(join(writing, name))
      await toDisk(writing)
      await putInPlace(folder, id)
      await toDisk(folder)
    } finally {
      await rm(writing, { recursive: true, force: true })
    }
  })
  return openPopulation(data, id, vocabulary)
}

function manifestOf(
  heading: PopulationHeading,
  tables: readonly Table[],
  written: WrittenTables,
  now: Date,
): Manifest {
  const subjects = written.rows.get(tables[0]?.name ?? '') ?? 0
  return {
    version: MANIFEST_VERSION,
    duckdb: databaseVersion(),
    shape: shapeHash(tables),
    summary: { ...heading, subjects, createdAt: now.toISOString(), years: written.years },
    tables: tables.map((table): FileTable & { rows: number } => ({
      ...fileTable(table, tables),
      rows: written.rows.get(table.name) ?? 0,
    })),
  }
}

/** A rename is only safe after what it names is on the disk. */
async function toDisk(path: string): Promise<void> {
  // Windows opens no folders; there the rename itself is journalled.
  const handle = await open(path, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

/** Removes a population; it disappears at once, its files afterwards. */
export async function removePopulation(data: string, id: string): Promise<void> {
  const folder = populationsFolder(data)
  const place = join(folder, checkedId(id))
  if (!existsSync(place)) {
    throw new PopulationError('missing', `没有数据集“${id}”，可用 duixian population list 查看现有的`)
  }
  await asOnlyWriter(folder, async () => {
    const gone = writingFolder(folder, id)
    await rename(place, gone)
    await rm(gone, { recursive: true, force: true })
  })
}
