// Dates of the library → iCalendar (RFC 5545): one all-day event for each end that has a day.
import { type Dated, dateToIso, documentName, type Edge, type Program } from '#lang'

export function icsOf(program: Program, dated: readonly Dated[], now: Date, origin: string): string {
  const stamp = `${now.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`
  const numbers = new Map(program.policies.map(({ document }) => [document.id, documentName(document)]))
  const events = dated.flatMap((each) =>
    (['from', 'to'] as const).flatMap((end) => {
      const edge = each[end]
      if (!edge || edge.kind === 'unstated') return []
      return eventLines(each, end, edge, {
        stamp,
        number: numbers.get(each.policy) ?? each.policy,
        url: `${origin}/policies/${each.policy}#article-${each.article}`,
      })
    }),
  )
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//duixian//policy calendar//ZH'],
    ...['CALSCALE:GREGORIAN', 'METHOD:PUBLISH', 'X-WR-CALNAME:政策日历'],
    ...events,
    'END:VCALENDAR',
  ]
  return `${lines.map(fold).join('\r\n')}\r\n`
}

const ENDS: Readonly<Record<Dated['kind'], { readonly from: string; readonly to: string }>> = {
  document: { from: '施行', to: '失效' },
  window: { from: '开始执行', to: '执行期止' },
  target: { from: '', to: '目标期限' },
  task: { from: '', to: '任务期限' },
  decision: { from: '', to: '口径确定' },
}

type Context = { readonly stamp: string; readonly number: string; readonly url: string }

function eventLines(
  dated: Dated,
  end: 'from' | 'to',
  edge: Extract<Edge, { readonly day: number }>,
  { stamp, number, url }: Context,
): string[] {
  const day = (which: number) => dateToIso(which).replaceAll('-', '')
  const inferred = edge.kind === 'inferred' ? '（推定）' : ''
  const notes = [
    number,
    dated.words === undefined ? '' : `原文：${dated.words}`,
    edge.kind === 'inferred' ? `推定：${edge.note}` : '',
  ].filter(Boolean)
  return [
    'BEGIN:VEVENT',
    `UID:${[dated.policy, dated.kind, dated.id || 'document', end].join('-')}@duixian`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${day(edge.day)}`,
    `DTEND;VALUE=DATE:${day(edge.day + 1)}`,
    `SUMMARY:${escaped(`${ENDS[dated.kind][end]}${inferred}：${dated.title}`)}`,
    `DESCRIPTION:${escaped(notes.join('\n'))}`,
    `URL:${url}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll('\n', '\\n')
}

/** A line holds at most 75 octets, and no character may be cut. */
function fold(line: string): string {
  const rows: string[] = []
  let row = ''
  for (const character of line) {
    if (Buffer.byteLength(row + character) > 74) {
      rows.push(row)
      row = ''
    }
    row += character
  }
  return [...rows, row].join('\r\n ')
}
