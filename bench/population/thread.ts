// A worker thread of the bench: a kernel with its columns comes in as it starts, then ranges of subjects.
import { parentPort, workerData } from 'node:worker_threads'
import { bindKernel } from '#lang'
import type { Share } from './threads.ts'

const { kernel, count, columns, collections, texts, out } = workerData as Share
const byName = new Map(collections)

function present<T>(found: T | undefined): T {
  if (found === undefined) throw new TypeError('the thread was not given a column')
  return found
}

const bound = bindKernel(
  kernel,
  {
    count,
    column: (column) => present(columns[kernel.columns.indexOf(column)]),
    collection: (name) => present(byName.get(name)),
    text: (word) => texts[kernel.texts.indexOf(word)] ?? -2,
  },
  out,
)
parentPort?.on('message', ([from, to]: [number, number]) => {
  bound.run(from, to)
  parentPort?.postMessage('done')
})
parentPort?.postMessage('ready')
