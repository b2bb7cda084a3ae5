// duixian check [paths] [--json]: diagnostics of rule files; exit 1 on errors.
import { compile, diagnosticJson } from '#lang'
import { printDiagnostics, sourcesAt } from './library.ts'
import { readFlags } from './usage.ts'

export function check(args: readonly string[]): number {
  const flags = readFlags(args, [], ['json'])
  const sources = sourcesAt(flags.rest)
  const compiled = compile(sources)
  const errors = compiled.diagnostics.filter((each) => each.severity === 'error').length
  if (flags.switches.has('json')) {
    const text = (file: string): string => sources.find((each) => each.file === file)?.text ?? ''
    console.log(
      JSON.stringify(
        compiled.diagnostics.map((each) => diagnosticJson(each, text(each.at.file))),
        null,
        2,
      ),
    )
  } else {
    printDiagnostics(compiled, sources)
    const { policies, vocabulary } = compiled.program
    const items = policies.reduce((sum, each) => sum + each.items.length, 0)
    const facts = vocabulary.facts.length + vocabulary.collections.length
    console.log(
      `${policies.length}份文件，${items}个事项，${facts}项事实；${errors}处错误，${compiled.diagnostics.length - errors}处提醒`,
    )
  }
  return errors > 0 ? 1 : 0
}
