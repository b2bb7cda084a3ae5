// duixian lint [paths] [--at day] [--json]: warnings about texts and rules. Plain .txt files are drafts without rules.
import { readFileSync } from 'node:fs'
import { compile, diagnosticJson, lint as lintLibrary, lintText, parseDate, renderDiagnostic } from '#lang'
import { loadSources } from '#policies'
import { callerPath, printDiagnostics, sourcesAt } from './library.ts'
import { readFlags, single, UsageError } from './usage.ts'

export function lint(args: readonly string[], today: string): number {
  const flags = readFlags(args, ['at'], ['json'])
  const at = single(flags, 'at') ?? today
  const day = parseDate(at)
  if (day === undefined) throw new UsageError(`--at「${at}」不是日期，例如 2025-06-01`)
  const drafts = flags.rest.filter(isDraft)
  const paths = flags.rest.filter((each) => !isDraft(each))
  const sources = paths.length === 0 && drafts.length > 0 ? loadSources() : sourcesAt(paths)
  const compiled = compile(sources)
  const errors = compiled.diagnostics.filter((each) => each.severity === 'error')
  const texts = new Map(sources.map((each) => [each.file, each.text]))
  const found =
    paths.length > 0 || drafts.length === 0 ? lintLibrary(compiled.program, compiled.trees, { day }) : []
  for (const path of drafts) {
    const source = { file: path, text: readText(path) }
    texts.set(path, source.text)
    found.push(...lintText(source, compiled.program, { day }))
  }
  if (flags.switches.has('json')) {
    console.log(
      JSON.stringify(
        found.map((each) => diagnosticJson(each, texts.get(each.at.file) ?? '')),
        null,
        2,
      ),
    )
  } else {
    if (errors.length > 0) printDiagnostics(compiled, sources)
    for (const each of found) console.log(`${renderDiagnostic(each, texts.get(each.at.file) ?? '', 'zh')}\n`)
    console.log(`${errors.length}处错误，${found.length}处提醒`)
  }
  return errors.length > 0 ? 1 : 0
}

/** A .txt, or a .md that quotes no official words (>): all of it is the text. */
function isDraft(path: string): boolean {
  return path.endsWith('.txt') || (path.endsWith('.md') && !/^>/m.test(readText(path)))
}

function readText(path: string): string {
  try {
    return readFileSync(callerPath(path), 'utf8')
  } catch {
    throw new UsageError(`没有文件「${path}」`)
  }
}
