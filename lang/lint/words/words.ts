// What every check of the official words is given, and small helpers that several of them share.
import type { Report } from '../../diagnostics/diagnostic.ts'
import type { Document } from '../../ir/ir.ts'
import type { Paragraph, Piece } from '../text.ts'

export type Words = {
  readonly paragraphs: readonly Paragraph[]
  /** The day for which it is asked what still exists and what is over. */
  readonly day: number
  /** What is known of the document itself; nothing for a plain text. */
  readonly document?: Document
  /** The other documents of the library. */
  readonly library: readonly Document[]
}

export type WordsCheck = (words: Words, report: Report) => void

/** 给予, 奖励, 补贴 …: the words by which a text grants something. */
export const GRANT = /给予|奖励|奖补|补助|补贴|资助|配套|减免|扶持资金|股权投资/

/** Does a piece of the text stand inside 《…》? Titles of other documents are not this one's words. */
export function insideTitle(text: string, offset: number): boolean {
  return text.lastIndexOf('《', offset) > text.lastIndexOf('》', offset)
}

/** The piece of a paragraph that holds an offset. */
export function pieceAt(pieces: readonly Piece[], offset: number): Piece | undefined {
  return pieces.find((each) => each.start <= offset && offset < each.end)
}

/** Short enough to be shown in a message. */
export function shortened(text: string, length = 24): string {
  return text.length <= length ? text : `${text.slice(0, length)}…`
}
