// A literate policy.md → articles (the verbatim text) and the fenced rule blocks under them. A .rule file is one block.
import type { Report, Span } from '../diagnostics/diagnostic.ts'
import { HEADING } from '../diagnostics/place.ts'
import type { Article } from './tree.ts'

type RuleRegion = { readonly article?: string; readonly start: number; readonly end: number }
export type Literate = { readonly articles: readonly Article[]; readonly regions: readonly RuleRegion[] }

/**
 * Headings open articles (`## 3. 保障生产用房 {#3}`), block quotes hold the official words, one paragraph a line,
 * and fences marked 规则 hold rules. All other Markdown is commentary.
 */
export function readLiterate(file: string, text: string, report: Report): Literate {
  if (!file.endsWith('.md')) return { articles: [], regions: [{ start: 0, end: text.length }] }
  const articles: Article[] = []
  const regions: RuleRegion[] = []
  const ids = new Set<string>()
  let open:
    | { id: string; heading: string; level: number; paragraphs: string[]; starts: number[]; at: Span }
    | undefined
  let fence: { marker: string; rules: boolean; start: number; at: Span } | undefined
  const close = (): void => {
    if (!open) return
    const { paragraphs, ...article } = open
    articles.push({ ...article, text: paragraphs.join('\n') })
  }
  const addRegion = (start: number, end: number): void => {
    regions.push(open ? { article: open.id, start, end } : { start, end })
  }
  let offset = 0
  for (const line of text.split('\n')) {
    const start = offset
    const at: Span = { file, start, end: start + line.length }
    offset += line.length + 1
    if (fence) {
      // No rule begins with # or >: there the block's end is missing, and the text goes on as text.
      const lost = fence.rules && /^(?:#{1,6}\s|>)/.test(line)
      if (lost) report('E0101', fence.at)
      else if (line.trim() !== fence.marker) continue
      if (fence.rules) addRegion(fence.start, start)
      fence = undefined
      if (!lost) continue
    }
    const fenceMark = /^(```+)\s*(\S*)/.exec(line)
    if (fenceMark?.[1]) {
      fence = { marker: fenceMark[1], rules: fenceMark[2] === '规则', start: offset, at }
      continue
    }
    const heading = HEADING.exec(line)
    if (heading) {
      close()
      const id = heading[3] ?? `h${articles.length + 1}`
      if (ids.has(id)) report('E0102', at, { id })
      ids.add(id)
      open = { id, heading: heading[2] ?? '', level: heading[1]?.length ?? 1, paragraphs: [], starts: [], at }
      continue
    }
    const quote = /^>\s?(.*)$/.exec(line)
    if (quote?.[1]?.trim() && open) {
      open.paragraphs.push(quote[1])
      open.starts.push(start + line.length - quote[1].length)
    }
  }
  if (fence) {
    report('E0101', fence.at)
    if (fence.rules) addRegion(fence.start, text.length)
  }
  close()
  return { articles, regions }
}

/** The whole official text of a document: its articles in order, one paragraph a line. */
export function officialText(articles: readonly Article[]): string {
  return articles
    .map((each) => each.text)
    .filter((each) => each !== '')
    .join('\n')
}
