// A diagnostic is data: a code, a place and arguments. Its words live in zh.ts and en.ts, its essay in docs/errors/.
import type { Code } from './codes.ts'

/** A half-open range of UTF-16 offsets in a file. */
export type Span = { readonly file: string; readonly start: number; readonly end: number }

export type Severity = 'error' | 'warning'

export type Diagnostic = {
  readonly code: Code
  readonly severity: Severity
  readonly at: Span
  readonly args: Readonly<Record<string, string>>
  readonly related?: readonly { readonly at: Span; readonly note: string }[]
}

export type Report = (
  code: Code,
  at: Span,
  args?: Readonly<Record<string, string>>,
  related?: Diagnostic['related'],
) => void

/** A collector of diagnostics: every pass reports into it and none throws. */
export function collector(): { readonly report: Report; readonly all: Diagnostic[] } {
  const all: Diagnostic[] = []
  const seen = new Set<string>()
  const report: Report = (code, at, args = {}, related) => {
    const key = `${code} ${at.file} ${at.start}`
    if (seen.has(key)) return
    seen.add(key)
    const severity: Severity = code.startsWith('W') ? 'warning' : 'error'
    all.push(related ? { code, severity, at, args, related } : { code, severity, at, args })
  }
  return { report, all }
}
