// Offsets of a file → what a reader sees: line, column, the article above, and how many columns a text takes.

/** An article's heading, `## 3. 保障生产用房 {#3}`: its marks, its words and its id. */
export const HEADING = /^(#{1,6})\s+(.*?)\s*(?:\{#([\w-]+)\})?\s*$/

/** Line and column count from 1; the column counts UTF-16 units, as editors do. */
export type Place = { readonly line: number; readonly column: number }

export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}

/** The heading above an offset of a literate file; headings inside fences are examples. */
export function articleAbove(text: string, offset: number): string | undefined {
  let found: string | undefined
  let fence: string | undefined
  for (const line of text.slice(0, offset).split('\n')) {
    const mark = /^```+/.exec(line)?.[0]
    if (fence !== undefined) {
      if (line.trim() === fence) fence = undefined
    } else if (mark) fence = mark
    else found = HEADING.exec(line)?.[2] ?? found
  }
  return found
}

// The wide and fullwidth ranges of UAX #11; ambiguous characters count one, as terminals draw them.
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u
const INVISIBLE = /\p{Mn}|\p{Me}|\p{Cf}/u

/** How many columns a text takes: a Chinese character takes two. */
export function displayWidth(text: string): number {
  let width = 0
  for (const char of text) width += INVISIBLE.test(char) ? 0 : WIDE.test(char) ? 2 : 1
  return width
}
