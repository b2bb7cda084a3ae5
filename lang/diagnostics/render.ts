// Diagnostic + the file's text → what a person reads in a terminal, and plain JSON for editors and services.
import type { Code } from './codes.ts'
import type { Diagnostic, Severity, Span } from './diagnostic.ts'
import { en } from './en.ts'
import { articleAbove, displayWidth, placeOf } from './place.ts'
import { zh } from './zh.ts'

export type Locale = 'zh' | 'en'

const CATALOGS = { zh, en }

const LABELS = {
  zh: { error: '错误', warning: '警告', expected: '要求：', hint: '可以写：', page: '详见 ' },
  en: { error: 'error', warning: 'warning', expected: 'Expected: ', hint: 'Write: ', page: 'See ' },
} as const

/**
 * What is wrong, where and under which article, what was expected and who says so, what to write instead, where to
 * read more. `article` is looked up in the text when it is not given.
 */
export function renderDiagnostic(
  diagnostic: Diagnostic,
  text: string,
  locale: Locale,
  article = articleOf(diagnostic, text),
): string {
  const { code, severity, args, at } = diagnostic
  const words = CATALOGS[locale][code](args)
  const label = LABELS[locale]
  const place = `${at.file}:${placeOf(text, at.start).line}`
  return [
    `${label[severity]} ${code}  ${words.message}`,
    '',
    `  ${place}${article === undefined ? '' : `   〔${article}〕`}`,
    ...marked(diagnostic, text),
    ...(words.expected ? [`  ${label.expected}${words.expected}`] : []),
    ...(words.hint ? [`  ${label.hint}${words.hint}`] : []),
    `  ${label.page}docs/errors/${code}.md`,
  ].join('\n')
}

export type DiagnosticJson = {
  readonly code: Code
  readonly severity: Severity
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
  readonly message: string
  readonly messageEn: string
  readonly args: Diagnostic['args']
}

/** The diagnostic with its place as line and column (both from 1, the end exclusive) and its words. */
export function diagnosticJson({ code, severity, at, args }: Diagnostic, text: string): DiagnosticJson {
  const start = placeOf(text, at.start)
  const end = placeOf(text, at.end)
  return {
    code,
    severity,
    file: at.file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    message: zh[code](args).message,
    messageEn: en[code](args).message,
    args,
  }
}

function articleOf({ at }: Diagnostic, text: string): string | undefined {
  return at.file.endsWith('.md') ? articleAbove(text, at.start) : undefined
}

type Mark = { readonly at: Span; readonly note: string }

/** The source lines with their underlines; parts that are noted on the line replace the underline of the whole. */
function marked({ at, related = [] }: Diagnostic, text: string): string[] {
  const line = placeOf(text, at.start).line
  const here = related.filter((each) => each.at.file === at.file)
  const sameLine = here.some((each) => placeOf(text, each.at.start).line === line)
  const marks: readonly Mark[] = sameLine ? here : [{ at, note: '' }, ...here]
  const gutter = Math.max(...marks.map((each) => String(placeOf(text, each.at.start).line).length))
  let shownLine = 0
  return marks.flatMap((mark) => {
    const { line } = placeOf(text, mark.at.start)
    const { source, underline } = excerpt(mark.at, text)
    const head = `  ${String(line).padStart(gutter)} │ ${source}`.trimEnd()
    const below = `  ${' '.repeat(gutter)} │ ${underline}${mark.note === '' ? '' : ` ${mark.note}`}`
    const repeated = line === shownLine
    shownLine = line
    return repeated ? [below] : [head, below]
  })
}

const MAX_WIDTH = 100
const LEAD_WIDTH = 36

/** The first line of a span, cut to what a terminal shows, and the line that marks the span under it. */
function excerpt(at: Span, text: string): { readonly source: string; readonly underline: string } {
  const lineStart = text.lastIndexOf('\n', at.start - 1) + 1
  const found = text.indexOf('\n', at.start)
  const lineEnd = found < 0 ? text.length : found
  const plain = (value: string): string => value.replaceAll('\t', '  ').replaceAll('\r', '')
  const whole = displayWidth(plain(text.slice(lineStart, lineEnd))) <= MAX_WIDTH
  const before = plain(text.slice(lineStart, at.start))
  const marked = plain(text.slice(at.start, Math.max(at.start, Math.min(at.end, lineEnd))))
  const after = plain(text.slice(at.start, lineEnd)).slice(marked.length)
  const lead = whole ? before : lastColumns(before, LEAD_WIDTH)
  const shown = whole ? marked : firstColumns(marked, MAX_WIDTH - displayWidth(lead))
  const rest = whole ? after : firstColumns(after, Math.max(0, MAX_WIDTH - displayWidth(lead + shown)))
  return {
    source: lead + shown + (shown === marked ? rest : ''),
    // A span of no width, such as a missing value at the end of a line, is still marked.
    underline: ' '.repeat(displayWidth(lead)) + '‾'.repeat(Math.max(1, displayWidth(shown))),
  }
}

function firstColumns(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  let kept = ''
  for (const char of text) {
    if (displayWidth(kept + char) > columns - 1) break
    kept += char
  }
  return `${kept}…`
}

function lastColumns(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  let kept = ''
  for (const char of [...text].reverse()) {
    if (displayWidth(kept + char) > columns - 1) break
    kept = char + kept
  }
  return `…${kept}`
}
