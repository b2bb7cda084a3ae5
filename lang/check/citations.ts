// 引「…」 → the place of the phrase in the official text. A phrase that is not there, or there twice, is an error.
import type { Report } from '../diagnostics/diagnostic.ts'
import type { Citation } from '../ir/ir.ts'
import type { Article, Citation as CitationTree } from '../syntax/tree.ts'

export type Citer = {
  (citations: readonly CitationTree[], article: string | undefined): Citation[]
  /** The brackets of an article that hold these words, as （责任单位：…） does; none when no brackets do. */
  brackets(words: string, article: string): Citation[]
}

/** 引「为贯彻……特制定本措施」 reaches from its first words to its last. */
const ELLIPSIS = '……'

export function citer(articles: readonly Article[], report: Report): Citer {
  const squeezed = new Map(articles.map((each) => [each.id, squeeze(each.text)]))
  const cite = (citations: readonly CitationTree[], article: string | undefined): Citation[] =>
    citations.flatMap((citation) => {
      const id = citation.article ?? article
      const text = id === undefined ? undefined : squeezed.get(id)
      const original = articles.find((each) => each.id === id)
      if (id === undefined || !text || !original) {
        report('E0403', citation.at, { article: id ?? '' })
        return []
      }
      const place = placeOf(squeeze(citation.quote).text, text.text)
      if (place.kind === 'missing') {
        report('E0401', citation.at, { quote: place.words, article: original.heading })
        return []
      }
      if (place.kind === 'ambiguous') {
        report('E0402', citation.at, { quote: place.words, article: original.heading })
        return []
      }
      const start = text.offsets[place.start] ?? 0
      const end = (text.offsets[place.end - 1] ?? 0) + 1
      return [{ article: id, quote: original.text.slice(start, end), start, end }]
    })
  const brackets = (words: string, article: string): Citation[] => {
    const original = articles.find((each) => each.id === article)
    const wanted = squeeze(words).text
    if (!original || wanted === '') return []
    for (const match of original.text.matchAll(/[（(][^（）()]*[）)]/g)) {
      if (!squeeze(match[0]).text.includes(wanted)) continue
      return [{ article, quote: match[0], start: match.index, end: match.index + match[0].length }]
    }
    return []
  }
  return Object.assign(cite, { brackets })
}

type Place =
  | { readonly kind: 'found'; readonly start: number; readonly end: number }
  | { readonly kind: 'missing'; readonly words: string }
  | { readonly kind: 'ambiguous'; readonly words: string }

function placeOf(quote: string, text: string): Place {
  const parts = text.includes(ELLIPSIS) ? [quote] : quote.split(ELLIPSIS)
  const [head = '', tail, ...more] = parts
  if (more.length > 0) return { kind: 'missing', words: quote }
  const start = head === '' ? -1 : text.indexOf(head)
  if (start < 0) return { kind: 'missing', words: head }
  if (text.indexOf(head, start + 1) >= 0) return { kind: 'ambiguous', words: head }
  const after = start + head.length
  if (tail === undefined) return { kind: 'found', start, end: after }
  const last = tail === '' ? -1 : text.indexOf(tail, after)
  if (last < 0) return { kind: 'missing', words: tail }
  if (text.indexOf(tail, last + 1) >= 0) return { kind: 'ambiguous', words: tail }
  return { kind: 'found', start, end: last + tail.length }
}

/** The text without white space, which page layout leaves behind, and the offset of each kept character. */
function squeeze(text: string): { readonly text: string; readonly offsets: readonly number[] } {
  const offsets: number[] = []
  let kept = ''
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i)
    if (/[\s\u3000]/.test(char)) continue
    kept += char
    offsets.push(i)
  }
  return { text: kept, offsets }
}
