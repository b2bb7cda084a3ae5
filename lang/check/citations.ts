// 引「…」 → the place of the phrase in the official text. A phrase that is not there, or there twice, is an error.
import type { Report } from '../diagnostics/diagnostic.ts'
import type { Citation } from '../ir/ir.ts'
import type { Article, Citation as CitationTree } from '../syntax/tree.ts'

export type Citer = (citations: readonly CitationTree[], article: string | undefined) => Citation[]

export function citer(articles: readonly Article[], report: Report): Citer {
  const squeezed = new Map(articles.map((each) => [each.id, squeeze(each.text)]))
  return (citations, article) =>
    citations.flatMap((citation) => {
      const id = citation.article ?? article
      const text = id === undefined ? undefined : squeezed.get(id)
      const original = articles.find((each) => each.id === id)
      if (id === undefined || !text || !original) {
        report('E0403', citation.at, { article: id ?? '' })
        return []
      }
      const wanted = squeeze(citation.quote).text
      const first = wanted === '' ? -1 : text.text.indexOf(wanted)
      if (first < 0) {
        report('E0401', citation.at, { quote: citation.quote, article: original.heading })
        return []
      }
      if (text.text.indexOf(wanted, first + 1) >= 0) {
        report('E0402', citation.at, { quote: citation.quote, article: original.heading })
      }
      const start = text.offsets[first] ?? 0
      const end = (text.offsets[first + wanted.length - 1] ?? 0) + 1
      return [{ article: id, quote: original.text.slice(start, end), start, end }]
    })
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
