// Tasks → worker threads, one task at a time each; what a task needs is sent to a worker before its first such task.
import { availableParallelism } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { Digest } from './digest.ts'
import type { Binding, Compiled, CompileRequest, FromWorker, ProgramSource, ToWorker } from './messages.ts'

export type Pool = {
  readonly size: number
  /** Programs are sent to a worker when it first compiles for one. */
  readonly name: (name: string, source: ProgramSource) => void
  readonly forget: (name: string) => void
  readonly compile: (request: CompileRequest, signal?: AbortSignal) => Promise<Compiled>
  readonly open: (binding: Binding) => number
  readonly run: (slot: number, from: number, to: number, signal?: AbortSignal) => Promise<Digest>
  readonly release: (slot: number) => void
  readonly close: () => Promise<void>
}

type Task = {
  readonly message: Extract<ToWorker, { kind: 'compile' | 'run' }>
  readonly signal: AbortSignal | undefined
  readonly resolve: (answer: FromWorker) => void
  readonly reject: (error: unknown) => void
}

type Thread = {
  readonly worker: Worker
  readonly programs: Set<string>
  readonly slots: Set<number>
  task?: Task | undefined
}

/**
 * A kernel's way in large whole numbers is one function of up to a megabyte of text. V8's middle compiler takes gigabytes
 * for such functions and its last one seconds, both more than they save; the functions of a kernel's usual way are short
 * enough to be optimized. The flags hold for the process.
 */
function keepLargeFunctionsPlain(): void {
  setFlagsFromString('--no-maglev')
  setFlagsFromString('--max-optimized-bytecode-size=15000')
}

/** Threads start with the first task and end with `close`; an idle pool does not keep the process alive. */
export function createPool(size = Math.max(1, Math.min(availableParallelism(), 8))): Pool {
  keepLargeFunctionsPlain()
  const threads: Thread[] = []
  const waiting: Task[] = []
  const programs = new Map<string, ProgramSource>()
  const bindings = new Map<number, Binding>()
  let numbers = 0
  let closed = false

  function start(): Thread {
    const worker = new Worker(new URL('./worker.ts', import.meta.url))
    const thread: Thread = { worker, programs: new Set(), slots: new Set() }
    worker.unref()
    worker.on('message', (answer: FromWorker) => finish(thread, answer))
    worker.on('error', (error) => lose(thread, error))
    threads.push(thread)
    return thread
  }

  function finish(thread: Thread, answer: FromWorker): void {
    const task = thread.task
    thread.task = undefined
    thread.worker.unref()
    if (answer.kind === 'failed') task?.reject(new Error(answer.message))
    else task?.resolve(answer)
    next()
  }

  /** A thread that died takes its task with it; another one is started for the next. */
  function lose(thread: Thread, error: unknown): void {
    threads.splice(threads.indexOf(thread), 1)
    thread.task?.reject(error)
    next()
  }

  function next(): void {
    for (;;) {
      while (waiting[0]?.signal?.aborted) waiting.shift()?.reject(abortReason())
      if (waiting.length === 0) return
      const idle = threads.find((each) => !each.task) ?? (threads.length < size ? start() : undefined)
      const task = idle && waiting.shift()
      if (!idle || !task) return
      idle.task = task
      idle.worker.ref()
      prepare(idle, task.message)
      idle.worker.postMessage(task.message)
    }
  }

  function prepare(thread: Thread, message: Task['message']): void {
    if (message.kind === 'compile') sendProgram(thread, message.request.program)
    else if (!thread.slots.has(message.slot)) {
      thread.slots.add(message.slot)
      const binding = bindings.get(message.slot)
      if (binding) post(thread, { kind: 'bind', slot: message.slot, binding })
    }
  }

  function sendProgram(thread: Thread, name: string): void {
    const source = programs.get(name)
    if (!source || thread.programs.has(name)) return
    if (source.kind === 'reform') sendProgram(thread, source.of)
    thread.programs.add(name)
    post(thread, { kind: 'program', name, source })
  }

  function post(thread: Thread, message: ToWorker): void {
    thread.worker.postMessage(message)
  }

  function submit(message: Task['message'], signal: AbortSignal | undefined): Promise<FromWorker> {
    if (closed) return Promise.reject(new Error('the pool is closed'))
    return new Promise((resolve, reject) => {
      waiting.push({ message, signal, resolve, reject })
      next()
    })
  }

  return {
    size,
    name: (name, source) => programs.set(name, source),
    forget: (name) => {
      programs.delete(name)
      for (const each of threads) if (each.programs.delete(name)) post(each, { kind: 'forget', name })
    },
    compile: async (request, signal) => {
      const answer = await submit({ kind: 'compile', id: numbers++, request }, signal)
      if (answer.kind !== 'compiled') throw new TypeError('an answer to another task')
      return answer.compiled
    },
    open: (binding) => {
      bindings.set(numbers, binding)
      return numbers++
    },
    run: async (slot, from, to, signal) => {
      const answer = await submit({ kind: 'run', id: numbers++, slot, from, to }, signal)
      if (answer.kind !== 'digested') throw new TypeError('an answer to another task')
      return answer.digest
    },
    release: (slot) => {
      bindings.delete(slot)
      for (const each of threads) if (each.slots.delete(slot)) post(each, { kind: 'release', slot })
    },
    close: async () => {
      closed = true
      for (const each of waiting.splice(0)) each.reject(abortReason())
      await Promise.all(threads.splice(0).map((each) => each.worker.terminate()))
    },
  }
}

function abortReason(): DOMException {
  return new DOMException('已取消', 'AbortError')
}
