// duixian verify FILE: an audit bundle, computed again from nothing but itself.
import { readFileSync } from 'node:fs'
import { fenToYuan } from '#lang'
import type { OpenBundle } from '#server/proof/bundle.ts'
import { verifyBundle } from '#server/proof/verifyBundle.ts'
import { callerPath } from './library.ts'
import { readFlags, single, UsageError } from './usage.ts'

export function verifyCommand(args: readonly string[]): number {
  const flags = readFlags(args, ['head'], ['json'])
  const [file, extra] = flags.rest
  if (file === undefined) throw new UsageError('缺少核查包，例如 duixian verify 核查包.json')
  if (extra !== undefined) throw new UsageError(`多余的参数「${extra}」`)
  const published = single(flags, 'head')?.toLowerCase()
  if (published !== undefined && !/^[0-9a-f]{64}$/.test(published))
    throw new UsageError('--head 应是公布的留痕头：64位十六进制的散列')
  const verdict = verifyBundle(bytesOf(file), published === undefined ? {} : { published })
  if (flags.switches.has('json')) {
    const told = verdict.kind === 'sound' ? { kind: 'sound', ...summaryOf(verdict.bundle) } : verdict
    console.log(JSON.stringify(told, null, 2))
  } else if (verdict.kind === 'sound') console.log(wordsOf(verdict.bundle, published))
  else {
    console.log(`核查没有通过，有 ${verdict.problems.length} 处不符：`)
    for (const { where, what } of verdict.problems) console.log(`  ${where}：${what}`)
  }
  return verdict.kind === 'sound' ? 0 : 1
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(callerPath(file))
  } catch (error) {
    throw new UsageError(`读不到「${file}」：${error instanceof Error ? error.message : String(error)}`)
  }
}

function summaryOf({ subject, decision, rules, log }: OpenBundle) {
  const { frozen } = decision
  return {
    ...{ subject: subject.name, item: frozen.finding.title, outcome: frozen.outcome },
    ...{ yuan: fenToYuan(BigInt(frozen.award)), on: frozen.on, rules: rules.hash, head: log.heads.at(-1) },
  }
}

function wordsOf(bundle: OpenBundle, published: string | undefined): string {
  const { subject, item, yuan, on, rules, head } = summaryOf(bundle)
  const { heads, rows } = bundle.log
  return [
    `核查通过：${subject}，${item}，核定 ${yuan} 元（评估日 ${on}）`,
    `  规则版本 ${rules}，用所附规则和事实重新计算，结论、金额和理由都相同`,
    `  佐证材料 ${bundle.decision.frozen.evidence.length} 份（请对照原件的 SHA-256），留痕 ${rows.length} 条`,
    published === undefined
      ? `  还要对照公布的留痕头：第 ${head?.number} 个应为 ${head?.hash}（用 --head 可直接核对）`
      : `  留痕头与公布的一致（共 ${heads.length} 个）`,
  ].join('\n')
}
