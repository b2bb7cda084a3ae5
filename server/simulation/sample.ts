// An empty data folder → a made-up population of twenty thousand enterprises, so that there is something to try rules on.
import type { Program } from '#lang'
import { createGenerated, listPopulations } from '#population'

const SAMPLE = { id: 'sample', rows: 20_000, seed: 20_260_101, at: '2026-01-01' } as const

/** Only when there is no data set yet. A failure is said and stops nothing else: the rules work without it. */
export async function createSample(
  program: Program,
  data: string,
  say: (line: string) => void,
  rows: number = SAMPLE.rows,
): Promise<void> {
  try {
    if ((await listPopulations(data, program.vocabulary)).length > 0) return
    say(`第一次启动，正在后台生成 ${rows} 家合成企业（数据集 ${SAMPLE.id}），供推演试用`)
    await createGenerated(data, { ...SAMPLE, program, rows, kind: '企业', title: '合成样例企业' })
    say(`数据集 ${SAMPLE.id} 已生成，都是合成的企业，不是真实企业`)
  } catch (error) {
    say(`数据集 ${SAMPLE.id} 没有生成：${error instanceof Error ? error.message : String(error)}`)
  }
}
