// The command line. One command a file; errors of use are one line and exit code 2.
import { dayInChina } from '#server/clock/dayInChina.ts'
import { auditCommand } from './audit.ts'
import { check } from './check.ts'
import { coverageCommand } from './coverage.ts'
import { databaseCommand } from './database.ts'
import { evaluateCommand } from './evaluate.ts'
import { explain } from './explain.ts'
import { facts } from './facts.ts'
import { fmt } from './fmt.ts'
import { ir } from './ir.ts'
import { lint } from './lint.ts'
import { packageCommand } from './package.ts'
import { parameters } from './parameters.ts'
import { planCommand } from './plan.ts'
import { populationCommand } from './population.ts'
import { profilesCommand } from './profiles.ts'
import { readings } from './readings.ts'
import { replayCommand } from './replay.ts'
import { simulateCommand } from './simulate.ts'
import { sqlCommand } from './sql.ts'
import { test } from './test.ts'
import { UsageError } from './usage.ts'
import { verifyCommand } from './verify.ts'

const HELP = `用法：npm run -s duixian -- 命令 [参数]

  check [路径…] [--json]      检查规则，有错误时退出码为 1
  lint [路径…] [--at 日期] [--json]  文字和规则里可疑的地方；.txt 当作没有规则的草稿
  coverage [文件编号或路径…] [--json]  每个数字、每句话由什么说明，有遗漏时退出码为 1
  test [文件编号…]            运行算例，末行为 N passed, N failed
  evaluate --facts 文件|-     评估一个主体  [--policy 编号]… [--item 编号]… [--at 2025-06-01] [--rules 路径]… [--json] [--trace]
  explain --facts 文件|-      同上，以人读的句子给出
  package --facts 文件|-      各事项合在一起依法最多可得多少  [--policy 编号]… [--at 2025-06-01] [--json]
  facts [--json]              事实字典
  population list|show 编号|remove 编号  试算用的数据集  [--json]
  population generate --rows N --seed S  造一批合成主体  [--kind 企业] [--id 编号] [--at 2026-01-01] [--unknown 0.1]
  population import 文件… --id 编号  导入 CSV、Excel、Parquet  [--title 标题] [--kind 企业] [--mapping 对应表] [--bad 文件] [--replace] [--dry-run]
  readings [文件编号…]        口径与各种读法的结果  [--json] [--docx 文件]  后者写成请示
  sql --dialect 方言          成批计算的语句：postgresql、duckdb、clickhouse  [--policy 编号]… [--item 编号]… [--kind 企业] [--at 日期] [--years 2020-2025] [--summary] [--plain] [--stacking] [--schema] [--parquet 文件夹]
  parameters                  规则里可以改的数字和日期  [--policy 编号]… [--item 编号]… [--json]
  simulate --population 编号  在数据集上推演：惠及多少、花多少  [--at 日期] [--policy 编号]… [--item 编号]… [--by district|street|industry|size] [--packages] [--reform 文件] [--engine kernels|duckdb] [--json] [--xlsx 文件]
  verify 核查包               核查一笔支持：离线重算，结论、金额、留痕、公示、经手人是否都对得上  [--head 散列] [--json]
  replay 核定编号             按某一天已知的事实、某一天的规则重算一次核定  [--known-at 日期] [--law-at 日期或散列] [--json]
  audit verify|publish        核对留痕是否完整；公布留痕头  [--database 文件夹] [--json]
  plan status                 计划（目标、任务、项目）在某一天的情况，按当时已知的数据  [--at 2026-09-30] [--known 2026-10-20] [--policy 编号] [--district 区县] [--database 文件夹] [--json]
  profiles 文件夹             读入企业信息（CSV），每个文件读一次，读不了的行连同原因退回  [--database 文件夹] [--json]
  database backup|restore 文件  备份、恢复内嵌数据库  [--database 文件夹]
  fmt [路径…] [--check]       把规则改成规范写法
  ir [文件编号…]              输出中间表示（JSON）`

// The commands are the first words of the help's lines.
const COMMANDS = [...HELP.matchAll(/^ {2}([a-z]+) /gm)].map((match) => match[1]).join('、')

const today = (): string => dayInChina(new Date())

function run(command: string | undefined, args: readonly string[]): number | Promise<number> {
  switch (command) {
    case 'check':
      return check(args)
    case 'lint':
      return lint(args, today())
    case 'coverage':
      return coverageCommand(args)
    case 'test':
      return test(args)
    case 'evaluate':
      return evaluateCommand(args, today())
    case 'explain':
      return explain(args, today())
    case 'package':
      return packageCommand(args, today())
    case 'facts':
      return facts(args)
    case 'parameters':
      return parameters(args)
    case 'fmt':
      return fmt(args)
    case 'population':
      return populationCommand(args)
    case 'readings':
      return readings(args, today())
    case 'ir':
      return ir(args)
    case 'simulate':
      return simulateCommand(args, today())
    case 'sql':
      return sqlCommand(args, today())
    case 'verify':
      return verifyCommand(args)
    case 'replay':
      return replayCommand(args)
    case 'audit':
      return auditCommand(args)
    case 'plan':
      return planCommand(args, today())
    case 'profiles':
      return profilesCommand(args)
    case 'database':
      return databaseCommand(args)
    case 'help':
    case '--help':
      console.log(HELP)
      return 0
    case undefined:
      throw new UsageError(`没有写命令，可用：${COMMANDS}；duixian help 查看用法`)
    default:
      throw new UsageError(`没有命令「${command}」，可用：${COMMANDS}`)
  }
}

// A reader that stops early (head) closes the pipe; that is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))

try {
  const [command, ...args] = process.argv.slice(2)
  process.exitCode = await run(command, args)
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(error.message.replaceAll('\n', ' '))
  process.exitCode = 2
}
