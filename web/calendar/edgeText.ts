// One end of a period in words, with what it rests on.
import { dateToChinese, type Edge } from '#lang'
import { words } from '../words.zh.ts'

export function edgeText(edge: Edge | undefined): string {
  if (edge === undefined) return ''
  switch (edge.kind) {
    case 'stated':
      return dateToChinese(edge.day)
    case 'inferred':
      return words.calendar.inferred(dateToChinese(edge.day), edge.note)
    case 'unstated':
      return edge.note ? words.calendar.unstatedBecause(edge.note) : words.document.unstated
  }
}
