// What an import tells a person on the command line: how far it is, and what came of it.
import type { ImportProgress, ImportReport, Target } from '#population'

let lastPercent = -1

/** One line on stderr that is written over; only for a terminal, and only when the percentage changes. */
export function printProgress({ rows, bytes, totalBytes, bad }: ImportProgress): void {
  const percent = totalBytes === 0 ? 100 : Math.floor((bytes * 100) / totalBytes)
  if (!process.stderr.isTTY || percent === lastPercent) return
  lastPercent = percent
  const wrong = bad > 0 ? `，其中${bad}行有问题` : ''
  process.stderr.write(`\r已读${percent}%，${rows}行${wrong}  `)
  if (percent === 100) process.stderr.write('\n')
}

/** The share that is done, on one line of stderr; only for a terminal. */
export function printShare(done: number, total: number): void {
  const percent = total === 0 ? 100 : Math.floor((done * 100) / total)
  if (!process.stderr.isTTY || percent === lastPercent) return
  lastPercent = percent
  process.stderr.write(`\r已完成${percent}%  `)
  if (percent === 100) process.stderr.write('\n')
}

const SHOWN = 10

export function printReport(report: ImportReport, id: string, dryRun: boolean): void {
  const bad = report.sheets.reduce((sum, each) => sum + each.bad, 0)
  const what = dryRun ? '试导入，没有写入任何内容' : `已导入数据集 ${id}`
  console.log(`${what}：${report.subjects} 个主体${bad > 0 ? `，${bad} 行有问题` : ''}`)
  for (const each of report.sheets) {
    const wrong = each.bad > 0 ? `，${each.bad} 行未导入` : ''
    console.log(`  ${each.sheet}（${each.table}）：${each.rows} 行${wrong}`)
  }
  for (const each of report.notices) {
    console.log(`  提示：${each.message}${each.count > 1 ? `（${each.count}处）` : ''}`)
  }
  for (const each of report.problems.slice(0, SHOWN)) console.log(`  ${each.sheet} ${each.message}`)
  const more = report.problemCount - SHOWN
  if (more > 0) console.log(`  还有${more}处`)
  for (const file of report.badFiles) console.log(`  未导入的行和原因：${file}`)
}

/** A target in words: 主营业务收入（逐年）, 租约的面积. */
export function targetText(target: Target): string {
  switch (target.kind) {
    case 'fact':
      return `“${target.fact}${target.year ?? ''}”`
    case 'field':
      return `“${target.field}”`
    case 'key':
      return target.by === 'code' ? '“统一社会信用代码”' : '“编号”'
    case 'year':
      return '“年度”'
    case 'ignore':
      return '不读'
  }
}
