// The invented firms of the bench rule → columns in memory and our kernel, a loop by hand, and SQL over them.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import {
  type ColumnData,
  type ColumnSource,
  compile,
  compileKernels,
  compileSql,
  type KernelColumn,
  type Program,
  parseDate,
  schemaSql,
} from '#lang'
import type { Firm } from '../firm.ts'
import { answersFor, boundKernel } from './arrays.ts'

const AT = parseDate('2025-06-01') ?? 0
const TITLES = '资质'

export function benchProgram(): Program {
  const folder = join(import.meta.dirname, '../rules')
  const source = (file: string) => ({ file, text: readFileSync(join(folder, file), 'utf8') })
  return compile([source('facts.rule'), source('policy.md')]).program
}

/** Growth in hundred-millionths; rent in ten-thousandths of a 分, areas and months in ten-thousandths. */
const STORED: Readonly<Record<string, (firm: Firm) => number>> = {
  增速: (firm) => firm.growth * 10_000,
  月租金单价: (firm) => firm.rent * 100 * 10_000,
  面积: (firm) => firm.area * 10_000,
  月数: (firm) => firm.months * 10_000,
  资质: (firm) => (firm.certified ? 1 : 0),
}

function columnsOfFirms(all: readonly Firm[]): ColumnSource {
  const states = new Uint8Array(all.length).fill(1)
  const column = ({ fact }: KernelColumn): ColumnData => {
    const of = STORED[fact] ?? (() => 0)
    return { states, stride: 1, values: Int32Array.from(all, of) }
  }
  return { count: all.length, column, collection: () => unheard(), text: () => -2 }
}

function unheard(): never {
  throw new TypeError('the bench rule has no collections')
}

export type FirmRun = { readonly run: () => unknown; readonly answer: (i: number) => number }

export function kernelOverFirms(program: Program, all: readonly Firm[]): FirmRun {
  const [kernel] = compileKernels(program, { at: AT, kind: '企业', years: [], why: false }).kernels
  if (!kernel) throw new TypeError('no kernel of the bench rule')
  const out = answersFor(all.length)
  const run = boundKernel(kernel, columnsOfFirms(all), out)
  return { run: () => run(0, all.length), answer: (i) => (out.high[i] ?? 0) / 100 }
}

/** The limit: what a loop over the same columns takes when every number is taken to be known. */
export function loopOverFirms(all: readonly Firm[]): FirmRun {
  const source = columnsOfFirms(all)
  const values = (fact: string) => source.column({ fact, type: 'number' }).values
  const [growth, rent, area, months] = ['增速', '月租金单价', '面积', '月数'].map(values)
  const titles = values(TITLES)
  const out = answersFor(all.length)
  const run = (): void => {
    if (!growth || !rent || !area || !months) return
    for (let i = 0; i < all.length; i++) {
      const holds = (growth[i] ?? 0) > 20_000_000 && titles[i] === 1 && (rent[i] ?? 0) > 20_000_000
      const yuan = holds ? Math.min(((area[i] ?? 0) * (months[i] ?? 0) * 5) / 100_000_000, 500_000) : 0
      out.outcome[i] = holds ? 0 : 1
      out.kind[i] = 1
      out.low[i] = yuan * 100
      out.high[i] = yuan * 100
    }
  }
  return { run, answer: (i) => (out.high[i] ?? 0) / 100 }
}

const BY_HAND = `SELECT id, CASE WHEN holds THEN 'eligible' ELSE 'not_eligible' END AS outcome, 'exact' AS amount_kind,
  CASE WHEN holds THEN least(area * months // 200000, 50000000) ELSE 0 END AS low_fen, low_fen AS high_fen
FROM (SELECT *, growth > 20000000 AND list_contains(titles, '专精特新') AND rent > 20000000 AS holds FROM enterprise) e`

/** Our SQL and SQL by hand over one table in DuckDB's memory. */
export async function sqlOverFirms(program: Program, all: readonly Firm[], threads: number) {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) })
  const connection = await instance.connect()
  for (const each of schemaSql(program, '企业', 'duckdb').split(/;\s*(?:\n|$)/)) {
    if (each.trim() !== '') await connection.run(each)
  }
  const appender = await connection.createAppender('enterprise')
  const { DuckDBListValue, LIST, VARCHAR } = await import('@duckdb/node-api')
  for (const [i, firm] of all.entries()) {
    appender.appendBigInt(BigInt(i))
    appender.appendBigInt(BigInt(STORED.增速?.(firm) ?? 0))
    appender.appendList(new DuckDBListValue(firm.certified ? ['专精特新'] : []), LIST(VARCHAR))
    for (const fact of ['月租金单价', '面积', '月数'])
      appender.appendBigInt(BigInt(STORED[fact]?.(firm) ?? 0))
    appender.endRow()
  }
  appender.closeSync()
  const options = { dialect: 'duckdb', at: AT, kind: '企业', years: [], why: false } as const
  const ours = compileSql(program, options).statements[0]?.text ?? ''
  const summary = async (text: string): Promise<string> => {
    const sums = `SELECT outcome, amount_kind, count(*), sum(low_fen), sum(high_fen) FROM (\n${text}\n) a GROUP BY ALL ORDER BY ALL`
    return (await connection.runAndReadAll(sums)).getRows().join(';')
  }
  return { ours: () => summary(ours), byHand: () => summary(BY_HAND), close: () => connection.closeSync() }
}
