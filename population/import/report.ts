// What an import says of itself while it runs and at its end.
import type { PopulationSummary } from '../summary.ts'
import type { OpenColumn } from './plan.ts'
import type { CellComplaint } from './rowReader.ts'

export type ImportProgress = {
  /** Rows read so far in all files. */
  readonly rows: number
  readonly bytes: number
  readonly totalBytes: number
  readonly subjects: number
  readonly bad: number
}

export type RowProblem = {
  readonly sheet: string
  readonly row: number
  /** 第12行 “主营业务收入2024”：… */
  readonly message: string
}

export type ImportReport = {
  /** Absent after a trial run. */
  readonly population?: PopulationSummary
  readonly subjects: number
  readonly sheets: readonly {
    readonly sheet: string
    readonly table: string
    readonly rows: number
    readonly bad: number
  }[]
  /** The first thousand. */
  readonly problems: readonly RowProblem[]
  readonly problemCount: number
  /** What was understood differently from how it was written, with how often. */
  readonly notices: readonly { readonly message: string; readonly count: number }[]
  readonly badFiles: readonly string[]
  readonly open: readonly OpenColumn[]
}

const MOST_PROBLEMS = 1000
const MOST_NOTICES = 500

export type Log = {
  readonly complain: (sheet: string, row: number, complaints: readonly CellComplaint[]) => string
  readonly notice: (message: string) => void
  readonly problems: readonly RowProblem[]
  readonly count: () => number
  readonly notices: () => ImportReport['notices']
}

/** Collects problems and notices in bounded memory. */
export function createLog(): Log {
  const problems: RowProblem[] = []
  const notices = new Map<string, number>()
  let count = 0
  return {
    complain(sheet, row, complaints) {
      count += complaints.length
      for (const each of complaints) {
        if (problems.length < MOST_PROBLEMS) {
          problems.push({ sheet, row, message: `第${row}行 ${complaintText(each)}` })
        }
      }
      return complaints.map(complaintText).join('；')
    },
    notice(message) {
      if (notices.size < MOST_NOTICES || notices.has(message)) {
        notices.set(message, (notices.get(message) ?? 0) + 1)
      }
    },
    problems,
    count: () => count,
    notices: () => [...notices].map(([message, times]) => ({ message, count: times })),
  }
}

function complaintText({ header, message }: CellComplaint): string {
  return header === undefined ? message : `“${header}”：${message}`
}
