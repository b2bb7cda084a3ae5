// W1105: a sentence that the document says twice, word for word.
import type { Span } from '../../diagnostics/diagnostic.ts'
import { sentences } from '../text.ts'
import { shortened, type WordsCheck } from './words.ts'

const OWNERS = /[（(][^（）()]*(?:责任单位|牵头单位|按职责分工)[^（）()]*[）)]/g
const LEAST = 12

export const repeatedSentences: WordsCheck = ({ paragraphs }, report) => {
  const seen = new Map<string, Span>()
  for (const paragraph of paragraphs) {
    // Bracketed remarks at the end of a paragraph, as a sentence of their own, are sentences too.
    const text = paragraph.text.replace(OWNERS, (owners) => '。'.repeat(owners.length))
    for (const sentence of sentences(text.replace(/[（(](?=本)/g, '。').replace(/[）)]$/g, '。'))) {
      const key = sentence.text.replace(/[^\p{L}\p{N}]/gu, '')
      if (key.length < LEAST || !/，|施行|有效/.test(sentence.text)) continue
      const at = paragraph.at(sentence.start, sentence.end)
      const first = seen.get(key)
      if (first) report('W1105', at, { text: shortened(sentence.text) }, [{ at: first, note: '' }])
      else seen.set(key, at)
    }
  }
}
