// A paragraph of official text → its figures, sentences and clauses, each with its place.

export type TextSpan = { readonly start: number; readonly end: number; readonly text: string }
export type Sentence = TextSpan & { readonly clauses: readonly TextSpan[] }

/** 50万元, 5%, 20元/平方米·月, 5G, 第三, 二十余条: Arabic numerals, and runs of Chinese numerals. */
const FIGURE = /\d+(?:[.,．]\d+)*(?:\s*[%％‰])?|第?[〇零一二两三四五六七八九十百千万亿]+/g

/** Words in which a numeral counts nothing. */
const NO_FIGURE = [
  ...[
    '一批',
    '一些',
    '一定',
    '一体',
    '一步',
    '一般',
    '一流',
    '一系列',
    '一道',
    '一线',
    '一律',
    '一致',
    '一并',
    '一经',
  ],
  ...[
    '统一',
    '唯一',
    '单一',
    '同一',
    '专一',
    '万一',
    '逐一',
    '进一步',
    '第一时间',
    '两江',
    '九龙坡',
    '十分',
    '三龙',
  ],
]

/** The figures of a text. A Chinese run needs a numeral of its own: 百业 and 万科 hold none. */
export function figuresIn(text: string): TextSpan[] {
  return [...text.matchAll(FIGURE)]
    .filter(
      (match) => /[\d〇零一二两三四五六七八九十]/.test(match[0]) && !inPlainWord(text, match.index, match[0]),
    )
    .map((match) => span(text, match.index, match.index + match[0].length))
}

function inPlainWord(text: string, start: number, figure: string): boolean {
  return NO_FIGURE.some((word) => {
    const offset = word.indexOf(figure)
    return offset >= 0 && text.startsWith(word, start - offset)
  })
}

/** The sentences of a text with their clauses. Brackets and quotes do not hide an end of sentence. */
export function sentencesIn(text: string): Sentence[] {
  return pieces(text, 0, text.length, /[。！？\n]/).map((sentence) => ({
    ...sentence,
    clauses: pieces(text, sentence.start, sentence.end, /[，,；;：:。！？\n]/),
  }))
}

/** Cuts at the ends; pieces without a letter or digit are no piece. */
function pieces(text: string, from: number, to: number, ends: RegExp): TextSpan[] {
  const found: TextSpan[] = []
  let start = from
  for (let i = from; i <= to; i++) {
    if (i < to && !(ends.test(text.charAt(i)) && !insideNumber(text, i))) continue
    const piece = span(text, start, Math.min(i + 1, to))
    if (/[\p{L}\p{N}]/u.test(piece.text)) found.push(piece)
    start = i + 1
  }
  return found
}

/** The comma of 1,000 ends nothing. */
function insideNumber(text: string, i: number): boolean {
  return /\d/.test(text.charAt(i - 1)) && /\d/.test(text.charAt(i + 1))
}

function span(text: string, start: number, end: number): TextSpan {
  return { start, end, text: text.slice(start, end) }
}
