// A task → its result, from a process of its own, so that its peak memory is that of nothing else.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { CheckResult, CheckTask } from './check.ts'
import type { ArrayTask, ItemTime } from './measureArrays.ts'
import type { InterpreterTask, InterpreterTime } from './measureInterpreter.ts'
import type { SqlTask, SqlTime } from './measureSql.ts'

export type Task = ArrayTask | SqlTask | InterpreterTask | CheckTask

type ResultOf<T extends Task> = T extends ArrayTask
  ? readonly ItemTime[]
  : T extends SqlTask
    ? readonly SqlTime[]
    : T extends InterpreterTask
      ? readonly InterpreterTime[]
      : CheckResult

/** `peak`: resident memory in MiB. */
export type Measured<T extends Task> = { readonly result: ResultOf<T>; readonly peak: number }

const run = promisify(execFile)
const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url))

export async function inItsOwnProcess<T extends Task>(task: T): Promise<Measured<T>> {
  const { stdout } = await run(process.execPath, [CHILD, JSON.stringify(task)], { maxBuffer: 64 * 1024 ** 2 })
  return JSON.parse(stdout)
}
