// A bundle's rows of the log → whether each is what was logged, and a published head covers it. Pure.
import { type Head, hashOfHead, headProblem } from '../audit/heads.ts'
import { rootFrom } from '../audit/merkle.ts'
import { hashOfRow } from '../audit/verifyChain.ts'
import type { BundleProblem, OpenBundle } from './bundle.ts'

type Row = OpenBundle['log']['rows'][number]

/** `published`: the hash of the last head as the verifier has it from elsewhere. */
export function logProblems({ log }: OpenBundle, published?: string): BundleProblem[] {
  const { rows, heads } = log
  const problem = headProblem(heads)
  const last = heads.at(-1)
  return [
    ...rows.flatMap((row, i) => rowProblems(row, rows[i - 1], heads)),
    ...(problem
      ? [
          {
            where: `log.heads 第 ${problem.number} 个留痕头`,
            what: problem.what === 'changed' ? '内容与散列不符' : '与前一个接不上',
          },
        ]
      : []),
    ...(published !== undefined && last && !heads.some((each) => each.hash === published)
      ? [{ where: 'log.heads', what: `没有散列为 ${published} 的留痕头，最后一个是 ${last.hash}` }]
      : []),
  ]
}

function rowProblems(row: Row, before: Row | undefined, heads: readonly Head[]): BundleProblem[] {
  const where = `log 第 ${row.number} 条留痕`
  const head = heads.find((each) => each.number === row.head)
  if (hashOfRow(row) !== row.hash) return [{ where, what: '内容与散列不符：内容被改动过' }]
  if (before && before.number >= row.number) return [{ where, what: '次序不对' }]
  if (before && before.number + 1 === row.number && before.hash !== row.previous)
    return [{ where, what: '与前一条接不上' }]
  if (!head || row.number < head.firstRow || row.number > head.lastRow)
    return [{ where, what: '没有留痕头包含这一条' }]
  if (hashOfHead(head) !== head.hash || rootFrom(row.hash, row.proof) !== head.root)
    return [{ where, what: `与第 ${head.number} 个留痕头接不上` }]
  if (row.number === head.lastRow && row.hash !== head.lastHash)
    return [{ where, what: `不是第 ${head.number} 个留痕头的最后一条` }]
  return []
}
