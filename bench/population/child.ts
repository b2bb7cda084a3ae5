// A task as JSON in the first argument → its result and the peak memory of this process as JSON on standard output.
import { checkAnswers } from './check.ts'
import { measureArrays } from './measureArrays.ts'
import { measureInterpreter } from './measureInterpreter.ts'
import { measureSql } from './measureSql.ts'
import type { Task } from './tasks.ts'

const task: Task = JSON.parse(process.argv[2] ?? '{}')
const result = await resultOf(task)
process.stdout.write(JSON.stringify({ result, peak: process.resourceUsage().maxRSS / 1024 }))

function resultOf(each: Task): Promise<unknown> {
  switch (each.kind) {
    case 'arrays':
      return measureArrays(each)
    case 'sql':
      return measureSql(each)
    case 'interpreter':
      return measureInterpreter(each)
    case 'check':
      return checkAnswers(each)
  }
}
