// duixian fmt [paths] [--check]: prints rules canonically, in place; --check only says which files would change.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatFile, renderDiagnostic } from '#lang'
import { callerPath, sourcesAt } from './library.ts'
import { readFlags } from './usage.ts'

export function fmt(args: readonly string[]): number {
  const flags = readFlags(args, [], ['check'])
  const sources = sourcesAt(flags.rest)
  const onlyCheck = flags.switches.has('check')
  let status = 0
  for (const source of sources) {
    const { text, diagnostics } = formatFile(source, sources)
    if (diagnostics.length > 0) {
      for (const each of diagnostics) console.log(renderDiagnostic(each, source.text, 'zh'))
      console.log(`${source.file}：有语法错误，未改动`)
      status = 1
    } else if (text !== source.text) {
      console.log(`${source.file}：${onlyCheck ? '不是规范写法' : '已改为规范写法'}`)
      if (onlyCheck) status = 1
      else
        writeFileSync(
          flags.rest.length === 0 ? join(import.meta.dirname, '..', source.file) : callerPath(source.file),
          text,
        )
    }
  }
  return status
}
