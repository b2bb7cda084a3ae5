// duixian plan status --at DATE [--known DATE]: targets, tasks and projects as of a day, as they were known at a moment.
import { parseDate } from '#lang'
import { JOB, transact } from '#server/db/transact.ts'
import { planStatus } from '#server/plan/planStatus.ts'
import { usableLibrary } from './library.ts'
import { withDatabase } from './openDatabase.ts'
import { planJson, planWords } from './planWords.ts'
import { noRest, readFlags, single, UsageError } from './usage.ts'

const USAGE = 'plan 后面写 status，例如 duixian plan status --at 2026-09-30 --known 2026-10-20'

export async function planCommand([command, ...args]: readonly string[], today: string): Promise<number> {
  if (command !== 'status')
    throw new UsageError(command === undefined ? USAGE : `没有命令「plan ${command}」，${USAGE}`)
  const flags = readFlags(args, ['at', 'known', 'policy', 'district', 'database'], ['json'])
  noRest(flags)
  const day = dayOf(single(flags, 'at') ?? today, 'at')
  const known = single(flags, 'known')
  // The end of that day in China; without it, all that is known by now.
  const knownAt = known === undefined ? new Date() : new Date(`${dayOf(known, 'known')}T23:59:59.999+08:00`)
  const { program } = usableLibrary()
  const [policy, district] = [single(flags, 'policy'), single(flags, 'district')]
  const scope = { ...(policy !== undefined && { policy }), ...(district !== undefined && { district }) }
  const status = await withDatabase(flags, (database) =>
    transact(database, { actor: JOB, now: new Date() }, (tx) =>
      planStatus(tx, program, { day, knownAt }, scope),
    ),
  )
  if (flags.switches.has('json')) console.log(JSON.stringify(planJson(program, status), null, 2))
  else console.log(planWords(program, status))
  return 0
}

function dayOf(text: string, flag: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && parseDate(text) !== undefined) return text
  throw new UsageError(`--${flag} 「${text}」应是存在的日期，写成 2026-09-30 这样`)
}
