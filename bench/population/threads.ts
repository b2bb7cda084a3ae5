// A kernel, columns and answers in shared memory → the same run on worker threads, each with an equal share of subjects.
import { Worker } from 'node:worker_threads'
import type { CollectionData, ColumnData, ColumnSource, Kernel } from '#lang'
import type { HandOut } from '../byHand/handItem.ts'

export type Share = {
  readonly kernel: Kernel
  readonly count: number
  readonly columns: readonly ColumnData[]
  readonly collections: readonly (readonly [string, CollectionData])[]
  readonly texts: readonly number[]
  readonly out: HandOut
}

export async function threadsFor(kernel: Kernel, source: ColumnSource, out: HandOut, threads: number) {
  const share: Omit<Share, 'out'> = {
    ...{ kernel, count: source.count },
    columns: kernel.columns.map((each) => source.column(each)),
    collections: kernel.collections.map((each) => [each, source.collection(each)] as const),
    texts: kernel.texts.map((each) => source.text(each)),
  }
  const size = Math.ceil(source.count / threads)
  const workers = Array.from({ length: threads }, (_, i) => {
    const from = Math.min(i * size, source.count)
    const to = Math.min(from + size, source.count)
    const part: HandOut = {
      ...{ outcome: out.outcome.subarray(from, to), kind: out.kind.subarray(from, to) },
      ...{ low: out.low.subarray(from, to), high: out.high.subarray(from, to) },
    }
    const worker = new Worker(new URL('./thread.ts', import.meta.url), {
      workerData: { ...share, out: part },
    })
    return { worker, from, to }
  })
  const answered = (worker: Worker): Promise<unknown> =>
    new Promise((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
    })
  await Promise.all(workers.map(({ worker }) => answered(worker)))

  async function run(): Promise<void> {
    await Promise.all(
      workers.map(({ worker, from, to }) => {
        const done = answered(worker)
        worker.postMessage([from, to])
        return done
      }),
    )
  }

  const close = (): Promise<unknown> => Promise.all(workers.map(({ worker }) => worker.terminate()))
  return { run, close }
}
