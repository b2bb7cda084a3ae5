// duixian plan status --at DATE [--known DATE]: the plan as of a day, as it was known at a moment.
import { parseDate } from '#lang'
import { JOB, transact } from '#server/db/transact.ts'
import { lineJson } from '#server/plan/targets/lineJson.ts'
import { type Plan, type PlanLine, planAsOf } from '#server/plan/targets/planAsOf.ts'
import { quantityText } from '#server/plan/targets/quantity.ts'
import { requirementText, STANDING_WORDS, statusWords } from '#server/plan/targets/statusWords.ts'
import { usableLibrary } from './library.ts'
import { withDatabase } from './openDatabase.ts'
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
  const plan = await withDatabase(flags, (database) =>
    transact(database, { actor: JOB, now: new Date() }, (tx) => planAsOf(tx, program, day, knownAt, scope)),
  )
  if (flags.switches.has('json')) console.log(JSON.stringify(jsonOf(plan), null, 2))
  else console.log(wordsOf(plan))
  return 0
}

function dayOf(text: string, flag: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text) && parseDate(text) !== undefined) return text
  throw new UsageError(`--${flag} 「${text}」应是存在的日期，写成 2026-09-30 这样`)
}

const jsonOf = ({ day, knownAt, rules, lines }: Plan) => ({
  ...{ day, knownAt: knownAt.toISOString(), rules },
  lines: lines.map(lineJson),
})

const LAMP_WORDS = { green: '绿', yellow: '黄', red: '红', grey: '－' } as const

function wordsOf({ day, knownAt, rules, lines }: Plan): string {
  const known = new Intl.DateTimeFormat('sv-SE', {
    ...{ timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' },
  }).format(knownAt)
  const version = rules.kind === 'current' ? '（那时还没有启用规则，按现行文本）' : ''
  const counts = Object.entries(LAMP_WORDS).map(
    ([lamp, word]) => `${word}${lines.filter(({ status }) => status.lamp === lamp).length}`,
  )
  const samples = lines.some(({ official }) => official.some(({ sample }) => sample))
  return [
    `计划目标：${day} 的情况，按 ${known} 已知的数据${version}`,
    ...(samples ? ['含示例数据，不是真实填报'] : []),
    `共 ${lines.length} 项：${counts.join('　')}`,
    ...lines.flatMap(lineWords),
  ].join('\n')
}

function lineWords({ indicator, owner, status, sums }: PlanLine): string[] {
  const held = status.held ? quantityText(status.held.value, indicator.unit) : '无'
  return [
    `  [${LAMP_WORDS[status.lamp]}] ${indicator.target.title}：${requirementText(indicator)}，现为${held}，${STANDING_WORDS[status.standing]}（${owner.name}）`,
    ...statusWords(indicator, status)
      .slice(1)
      .map((each) => `        ${each}`),
    ...sums.map(({ words }) => `        ${words}`),
  ]
}
