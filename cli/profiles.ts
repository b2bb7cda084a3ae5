// duixian profiles FOLDER: profiles of enterprises that another system has put there, into the database.
import { existsSync, statSync } from 'node:fs'
import { dropFolder } from '#server/subjects/dropFolder.ts'
import { type BatchReport, pullProfiles } from '#server/subjects/profileSource.ts'
import { callerPath, usableLibrary } from './library.ts'
import { withDatabase } from './openDatabase.ts'
import { readFlags, UsageError } from './usage.ts'

export async function profilesCommand(args: readonly string[]): Promise<number> {
  const flags = readFlags(args, ['database', 'rules'], ['json'])
  const [shown, extra] = flags.rest
  if (shown === undefined) throw new UsageError('缺少文件夹，例如 duixian profiles 企业信息')
  if (extra !== undefined) throw new UsageError(`多余的参数「${extra}」`)
  const folder = callerPath(shown)
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new UsageError(`没有文件夹「${shown}」`)
  const { vocabulary } = usableLibrary(flags.values.get('rules') ?? []).program
  const now = new Date()
  const reports = await withDatabase(flags, (database) =>
    pullProfiles(
      database,
      vocabulary,
      dropFolder({ folder, vocabulary }, () => now),
      now,
    ),
  )
  if (flags.switches.has('json')) console.log(JSON.stringify(reports, null, 2))
  else if (reports.length === 0) console.log('没有 .csv 文件')
  else for (const each of reports) console.log(wordsOf(each))
  return reports.some((each) => each.kind === 'refused' || each.refused.length > 0) ? 1 : 0
}

function wordsOf({ name, kind, accepted, refused, ignored, message, returned }: BatchReport): string {
  if (kind === 'known') return `${name}：以前读过，没有再读`
  if (kind === 'refused') return `${name}：没有读入，${message}`
  return [
    `${name}：读入 ${accepted} 家，退回 ${refused.length} 行`,
    ...(ignored.length > 0 ? [`  没有读的列：${ignored.join('、')}`] : []),
    ...refused.slice(0, 20).map((each) => `  第${each.row}行：${each.reason}`),
    ...(returned === undefined ? [] : [`  退回的行在 ${returned}`]),
  ].join('\n')
}
