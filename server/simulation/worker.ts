// A worker thread: programs and kernels come in once, then ranges of subjects; counts, sums and rows of lists go out.
import { parentPort } from 'node:worker_threads'
import {
  applyReform,
  type BoundKernel,
  bindKernel,
  type ColumnSource,
  compileKernels,
  type KernelColumn,
  outFor,
  type Program,
} from '#lang'
import { digest, type Job } from './digest.ts'
import { limitsOf } from './limits.ts'
import {
  type Binding,
  CHUNK,
  type Compiled,
  type CompileRequest,
  type FromWorker,
  type ProgramSource,
  type ToWorker,
} from './messages.ts'

const programs = new Map<string, Program>()
const slots = new Map<number, { readonly bound: BoundKernel; readonly job: Job }>()

parentPort?.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'program':
      programs.set(message.name, programOf(message.source))
      break
    case 'forget':
      programs.delete(message.name)
      break
    case 'bind':
      slots.set(message.slot, { bound: bind(message.binding), job: message.binding.job })
      break
    case 'release':
      slots.delete(message.slot)
      break
    case 'compile':
      answer(message.id, () => ({ kind: 'compiled', id: message.id, compiled: compileOne(message.request) }))
      break
    case 'run':
      answer(message.id, () => ({ kind: 'digested', id: message.id, digest: run(message) }))
      break
  }
})

function answer(id: number, make: () => FromWorker): void {
  try {
    parentPort?.postMessage(make())
  } catch (error) {
    const failed: FromWorker = {
      kind: 'failed',
      id,
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    }
    parentPort?.postMessage(failed)
  }
}

function programOf(source: ProgramSource): Program {
  if (source.kind === 'whole') return source.program
  return applyReform(known(programs.get(source.of)), source.changes, source.on).program
}

function compileOne({ program, policy, item, at, subjectKind, years, ranges }: CompileRequest): Compiled {
  const { kernels, constants, refused } = compileKernels(known(programs.get(program)), {
    ...{ at, years, kind: subjectKind, why: true, limits: limitsOf(ranges) },
    ...{ policies: [policy], items: [item] },
  })
  const [kernel] = kernels
  const [constant] = constants
  if (kernel) return { kind: 'kernel', kernel }
  if (constant) {
    const { outcome, amount, reason } = constant
    return { kind: 'constant', outcome, amount, reason }
  }
  return { kind: 'refused', what: refused[0]?.what ?? '' }
}

function bind({ kernel, count, columns, collections, texts }: Binding): BoundKernel {
  const byName = new Map(collections)
  const source: ColumnSource = {
    count,
    column: (column: KernelColumn) => known(columns[kernel.columns.indexOf(column)]),
    collection: (name) => known(byName.get(name)),
    text: (word) => texts[kernel.texts.indexOf(word)] ?? -2,
  }
  return bindKernel(kernel, source, outFor(kernel, Math.min(count, CHUNK), true))
}

function run({ slot, from, to }: Extract<ToWorker, { kind: 'run' }>) {
  const { bound, job } = known(slots.get(slot))
  bound.run(from, to)
  return digest({ ...bound.kernel }, bound.out, from, to - from, job)
}

function known<T>(found: T | undefined): T {
  if (found === undefined) throw new TypeError('the worker was not told')
  return found
}
