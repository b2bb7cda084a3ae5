// The official words as the linter reads them: paragraphs without white space, each knowing its place in the file.
import type { Span } from '../diagnostics/diagnostic.ts'
import type { Article } from '../syntax/tree.ts'

export type Paragraph = {
  readonly article: string
  readonly heading: string
  /** Depth of the article's heading; a deeper article belongs to the one above it. */
  readonly level: number
  /** The words without white space, which page layout leaves behind. */
  readonly text: string
  /** The place in the file of [start, end) of `text`. */
  readonly at: (start: number, end: number) => Span
}

export function paragraphsOf(file: string, articles: readonly Article[]): Paragraph[] {
  return articles.flatMap((article) =>
    article.text.split('\n').map((line, i): Paragraph => {
      const begin = article.starts[i] ?? article.at.start
      return paragraph(article, line, (offset) => begin + offset, file)
    }),
  )
}

/** A plain text file: lines that a page has broken are joined, and numbered headings open articles. */
export function paragraphsOfText(file: string, text: string): Paragraph[] {
  const found: Paragraph[] = []
  let head = { id: '', heading: '', level: 1 }
  for (const { start, end } of joinedLines(text)) {
    const line = text.slice(start, end)
    const heading = headingOf(line)
    if (heading) head = { id: String(found.length + 1), ...heading }
    found.push(paragraph(head, line, (offset) => start + offset, file))
  }
  return found
}

function paragraph(
  { id, heading, level }: { readonly id: string; readonly heading: string; readonly level: number },
  line: string,
  offsetInFile: (offset: number) => number,
  file: string,
): Paragraph {
  let text = ''
  const offsets: number[] = []
  for (let i = 0; i < line.length; i++) {
    if (/[\s\u3000]/.test(line.charAt(i))) continue
    text += line.charAt(i)
    offsets.push(offsetInFile(i))
  }
  const at = (start: number, end: number): Span => {
    const first = offsets[Math.min(start, offsets.length - 1)] ?? offsetInFile(0)
    const last = offsets[Math.min(end, offsets.length) - 1] ?? first
    return { file, start: first, end: last + 1 }
  }
  return { article: id, heading, level, text, at }
}

const NUMBERED = [/^[一二三四五六七八九十]+、/, /^[（(][一二三四五六七八九十]+[）)]/, /^\d+[.．、]/]

function headingOf(line: string): { readonly heading: string; readonly level: number } | undefined {
  const words = line.trim()
  if (/^第[一二三四五六七八九十百]+条/.test(words)) return { heading: words.slice(0, 24), level: 2 }
  const depth = NUMBERED.findIndex((each) => each.test(words))
  return depth < 0 ? undefined : { heading: words.split('。')[0]?.slice(0, 24) ?? '', level: depth + 2 }
}

/** Lines belong together until one ends a sentence, is blank, or the next one is numbered. */
function joinedLines(text: string): { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = []
  let open: { start: number; end: number } | undefined
  let offset = 0
  for (const line of text.split('\n')) {
    const start = offset
    offset += line.length + 1
    if (line.trim() === '') continue
    const before = open && text.slice(open.start, open.end).trimEnd()
    const goesOn = before !== undefined && !/[。；：:！？）)]$/.test(before) && !headingOf(line)
    if (open && goesOn && !isHeadingLine(before)) open.end = start + line.length
    else {
      open = { start, end: start + line.length }
      found.push(open)
    }
  }
  return found
}

/** A numbered line without an end of sentence is a heading of its own. */
function isHeadingLine(line: string): boolean {
  return headingOf(line) !== undefined && line.trim().length <= 24
}

export type Piece = { readonly start: number; readonly end: number; readonly text: string }

/** The sentences of a paragraph, ended by 。！？; clauses inside are parted by ， and ；. */
export function sentences(text: string): Piece[] {
  return cut(text, /[。！？]/)
}

/** Sentences and the parts of them that ； separates: what shares a subject. */
export function statements(text: string): Piece[] {
  return cut(text, /[。！？；;]/)
}

function cut(text: string, ends: RegExp): Piece[] {
  const found: Piece[] = []
  let start = 0
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && !ends.test(text.charAt(i))) continue
    if (i > start) found.push({ start, end: i, text: text.slice(start, i) })
    start = i + 1
  }
  return found
}
