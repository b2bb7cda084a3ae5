// duixian audit verify|publish: whether the log is whole, and the head of it that is made public.
import { lastHead, publishHead } from '#server/audit/heads.ts'
import { type LogVerdict, verifyLog } from '#server/audit/verifyLog.ts'
import { JOB, transact } from '#server/db/transact.ts'
import { withDatabase } from './openDatabase.ts'
import { type Flags, noRest, readFlags, UsageError } from './usage.ts'

const USAGE = 'audit 后面写 verify 或 publish，例如 duixian audit verify'

export async function auditCommand([command, ...args]: readonly string[]): Promise<number> {
  const flags = readFlags(args, ['database'], ['json'])
  noRest(flags)
  switch (command) {
    case 'verify':
      return verify(flags)
    case 'publish':
      return publish(flags)
    default:
      throw new UsageError(command === undefined ? USAGE : `没有命令「audit ${command}」，${USAGE}`)
  }
}

async function verify(flags: Flags): Promise<number> {
  const verdict = await withDatabase(flags, (database) =>
    verifyLog(database, new Date(), ({ done, total }) => {
      if (process.stderr.isTTY) process.stderr.write(`\r已核对 ${done} / ${total} 条`)
    }),
  )
  if (process.stderr.isTTY) process.stderr.write('\n')
  console.log(flags.switches.has('json') ? JSON.stringify(verdict) : wordsOf(verdict))
  return verdict.kind === 'sound' ? 0 : 1
}

const BROKEN = { missing: '缺失', order: '与前一条接不上', changed: '被改动过' } as const
const HEAD = {
  ...{ order: '与前一个接不上', changed: '被改动过', not_covered: '没有包含应有的留痕' },
  rows: '与留痕不符：留痕被截断或重写过',
} as const

function wordsOf(verdict: LogVerdict): string {
  switch (verdict.kind) {
    case 'broken':
      return `留痕断了：第 ${verdict.number} 条${BROKEN[verdict.what]}`
    case 'wrong_head':
      return `第 ${verdict.number} 个已公布的留痕头${HEAD[verdict.what]}`
    case 'sound':
      return `留痕完整：共 ${verdict.rows} 条，已公布到第 ${verdict.covered} 条，最后一条的散列是 ${verdict.last}`
  }
}

async function publish(flags: Flags): Promise<number> {
  const now = new Date()
  // Whoever downloads a bundle makes a head too: the last one is told also where this call adds none.
  const { made, last } = await withDatabase(flags, (database) =>
    transact(database, { actor: JOB, now }, async (tx) => ({
      made: await publishHead(tx, now),
      last: await lastHead(tx),
    })),
  )
  if (flags.switches.has('json')) console.log(JSON.stringify(last ?? null))
  else {
    if (!made) console.log('没有新的留痕要公布')
    if (last) console.log(`留痕头 ${last.number}：第 ${last.firstRow} 至 ${last.lastRow} 条\n${last.hash}`)
  }
  return 0
}
