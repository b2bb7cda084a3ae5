// What every notice to an enterprise or the public has: who issues it, its open number, to whom, and its signature.
import type { FileChild } from 'docx'
import { dateToChinese, parseDate } from '#lang'
import { BLANK, body, paper, paragraph, title } from './paper.ts'

/** 2026-03-02 → 2026年3月2日 */
export function dayText(day: string): string {
  const number = parseDate(day)
  return number === undefined ? BLANK : dateToChinese(number)
}

export type NoticeFrame = {
  readonly issuer: string
  /** 不予支持决定书 */
  readonly title: string
  /** Who is addressed; nobody in particular where the public is. */
  readonly to?: string
}

/** The whole paper. Its number, contact and day are the issuer's to fill in. */
export function notice(
  { issuer, title: name, to }: NoticeFrame,
  children: readonly FileChild[],
): Promise<Buffer> {
  return paper(name, [
    title(issuer, { before: 0 }),
    title(name, { before: 6 }),
    paragraph([{ text: `${BLANK}〔${BLANK}〕${BLANK}号` }], { align: 'centre', before: 6 }),
    ...(to === undefined ? [] : [body(`${to}：`, { indented: false, before: 14 })]),
    ...children,
    body(`（联系人：${BLANK}　联系电话：${BLANK}）`, { before: 14 }),
    paragraph([{ text: issuer }], { align: 'right', freeRight: 4, before: 28, keepNext: true }),
    paragraph([{ text: `${BLANK}年${BLANK}月${BLANK}日` }], { align: 'right', freeRight: 4 }),
  ])
}
