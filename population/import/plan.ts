// Files → their sheets with a mapping each: the one given, the one used before, or the suggested one.
import type { Vocabulary } from '#lang'
import { PopulationError } from '../problem.ts'
import { type ColumnMapping, type SheetMapping, suggestMapping } from './mapping.ts'
import { type Mapping, rememberedMapping } from './mappingFile.ts'
import type { Sheet, SourceCell } from './sheet.ts'
import { sheetsOf } from './source.ts'

export type PlannedSheet = {
  readonly sheet: Sheet
  readonly headers: readonly string[]
  readonly headerRow: number
  readonly mapping: SheetMapping
  /** For each column of the mapping, its place in the file. */
  readonly positions: readonly number[]
}

export type Plan = {
  readonly sheets: readonly PlannedSheet[]
  readonly mapping: Mapping
  /** Where the mapping comes from. */
  readonly origin: 'given' | 'remembered' | 'suggested'
  /** Columns that a person should decide, as 文件 “表头”：why. */
  readonly open: readonly OpenColumn[]
  /** Sheets of a workbook beside the ones that are read, such as remarks on how to fill it in. */
  readonly skipped: readonly string[]
}

export type OpenColumn = { readonly sheet: string; readonly column: ColumnMapping }

/** How far down a header may stand under titles and remarks. */
const HEADER_SEARCH = 10

export type PlanOptions = {
  readonly data: string
  readonly files: readonly string[]
  readonly kind: string
  readonly vocabulary: Vocabulary
  readonly mapping?: Mapping | undefined
}

/** Reads the heads of all files and settles what each column is. */
export async function planImport({ data, files, kind, vocabulary, mapping }: PlanOptions): Promise<Plan> {
  const sheets = (await Promise.all(files.map(sheetsOf))).flat()
  const heads = await Promise.all(sheets.map(firstRows))
  const filled = sheets
    .map((sheet, i) => ({ sheet, rows: heads[i] ?? [] }))
    .filter((each) => each.rows.some((row) => row.cells.some((cell) => cell !== null)))
  if (filled.length === 0) throw new PopulationError('file', '文件里没有一行内容')
  const all = filled.map((each) => suggestFor(each.sheet, each.rows, vocabulary, kind))
  const suggested = all.some(isRecognised)
    ? all.filter((each) => isRecognised(each) || !hasSiblings(each, all))
    : all
  if (mapping) return givenPlan(filled, mapping, kind)
  const headers = suggested.map((each) => each.headers)
  const before = await rememberedMapping(data, headers, kind, vocabulary)
  if (before) return { ...givenPlan(filled, before, kind), origin: 'remembered' }
  return checked({
    sheets: suggested,
    mapping: {
      ...{ version: 1, kind },
      sheets: suggested.map((each) => ({ sheet: each.sheet.title, ...each.mapping })),
    },
    origin: 'suggested',
    open: suggested.flatMap(openColumns),
    skipped: all.filter((each) => !suggested.includes(each)).map((each) => each.sheet.title),
  })
}

function isRecognised({ mapping }: PlannedSheet): boolean {
  return mapping.columns.some(({ target }) => target?.kind === 'fact' || target?.kind === 'field')
}

function hasSiblings({ sheet }: PlannedSheet, all: readonly PlannedSheet[]): boolean {
  return all.some((each) => each.sheet !== sheet && each.sheet.file === sheet.file)
}

type Head = { readonly number: number; readonly cells: readonly SourceCell[] }
type Filled = { readonly sheet: Sheet; readonly rows: readonly Head[] }

async function firstRows(sheet: Sheet): Promise<Head[]> {
  for await (const batch of sheet.rows()) return batch.slice(0, HEADER_SEARCH)
  return []
}

function textsOf(cells: readonly SourceCell[]): string[] {
  return cells.map((each) => (each === null ? '' : String(each).replace(/\s+/g, ' ').trim()))
}

/** The header is the row in which most columns are recognised, or the first that is filled. */
function suggestFor(sheet: Sheet, rows: readonly Head[], vocabulary: Vocabulary, kind: string): PlannedSheet {
  const options = rows
    .map((row) => ({ row, headers: textsOf(row.cells) }))
    .filter((each) => each.headers.some((header) => header !== ''))
    .map(({ row, headers }) => {
      const mapping = suggestMapping(headers, vocabulary, kind, sheet.name)
      const targets = mapping.columns.filter((each) => each.target && each.target.kind !== 'ignore')
      return { row, headers, mapping, score: targets.length }
    })
  const best = options.reduce((a, b) => (b.score > a.score ? b : a))
  return {
    ...{ sheet, headers: best.headers, headerRow: best.row.number, mapping: best.mapping },
    positions: best.headers.map((_, i) => i),
  }
}

function openColumns({ sheet, mapping }: PlannedSheet): OpenColumn[] {
  return mapping.columns
    .filter((each) => !each.target && (each.alternatives.length > 0 || each.why !== undefined))
    .map((column) => ({ sheet: sheet.title, column }))
}

function givenPlan(filled: readonly Filled[], mapping: Mapping, kind: string): Plan {
  if (mapping.kind !== kind) {
    throw new PopulationError('mapping', `对应表是为“${mapping.kind}”写的，这次导入的是“${kind}”`)
  }
  const used = new Set<number>()
  const skipped: string[] = []
  const sheets = filled.flatMap((each) => {
    const placed = mapping.sheets.map((candidate, i) => ({ i, candidate, placed: place(each, candidate) }))
    const fitting = placed.filter((one) => one.placed && !used.has(one.i))
    const best = fitting.find((one) => one.candidate.sheet === each.sheet.title) ?? fitting[0]
    if (best?.placed) {
      used.add(best.i)
      return [best.placed]
    }
    // Only a sheet that stands beside others in its workbook and that the mapping does not name may stay unread.
    const beside = filled.some((other) => other !== each && other.sheet.file === each.sheet.file)
    if (!beside || mapping.sheets.some((one) => one.sheet === each.sheet.title)) {
      throw new PopulationError('mapping', whyUnplaced(each, mapping))
    }
    skipped.push(each.sheet.title)
    return []
  })
  return checked({ sheets, mapping, origin: 'given', open: [], skipped })
}

function place({ sheet, rows }: Filled, mapping: SheetMapping): PlannedSheet | undefined {
  for (const row of rows) {
    const headers = textsOf(row.cells)
    const positions = positionsOf(headers, mapping)
    if (positions) return { sheet, headers, headerRow: row.number, mapping, positions }
  }
  return undefined
}

/** Headers may stand in another order; of equal ones the first is the first. */
function positionsOf(headers: readonly string[], mapping: SheetMapping): number[] | undefined {
  const taken = new Set<number>()
  const positions = mapping.columns.map(({ header, target }) => {
    const at = headers.findIndex((each, i) => each === header && !taken.has(i))
    if (at >= 0) taken.add(at)
    return at < 0 && (!target || target.kind === 'ignore') ? headers.length : at
  })
  return positions.includes(-1) ? undefined : positions
}

function whyUnplaced({ sheet, rows }: Filled, mapping: Mapping): string {
  const present = new Set(rows.flatMap((row) => textsOf(row.cells)))
  const missing = (mapping.sheets[0]?.columns ?? []).filter((each) => !present.has(each.header))
  const names = missing.map((each) => `“${each.header}”`).join('、')
  return `“${sheet.title}”的表头与对应表不符${names === '' ? '' : `，缺少${names}`}，请核对文件，或不带 --mapping 重新得到一份`
}

function checked(plan: Plan): Plan {
  const own = plan.sheets.filter((each) => each.mapping.table.kind === 'subject')
  if (own.length === 0) {
    throw new PopulationError(
      'mapping',
      '没有一张表是主体名单，需要一张每个主体一行的表，例如含 企业名称、统一社会信用代码',
    )
  }
  const empty = own.find((each) => !each.mapping.columns.some((column) => column.target?.kind === 'fact'))
  if (empty) {
    const seen = empty.headers.filter((each) => each !== '').slice(0, 8)
    throw new PopulationError(
      'mapping',
      `“${empty.sheet.title}”的表头没有一项认得，看到的是：${seen.join('、')}；表头请用字典里的名称，可用 duixian facts 查看`,
    )
  }
  const others = plan.sheets.find((each) => each.mapping.table.kind !== 'subject')
  if (others && !own.some((each) => each.mapping.columns.some((column) => isKey(column)))) {
    throw new PopulationError(
      'mapping',
      `主体名单里没有 统一社会信用代码 或 编号，“${others.sheet.title}”的行找不到主体，请给名单加上一列`,
    )
  }
  return plan
}

function isKey({ target }: ColumnMapping): boolean {
  return target?.kind === 'key' || (target?.kind === 'fact' && target.fact === '统一社会信用代码')
}
