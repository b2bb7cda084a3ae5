// Days with their words → iCalendar (RFC 5545): one all-day event each.
import { nextDay } from '../clock/workingDays.ts'

export type IcsEvent = {
  /** Stable: a calendar program takes the same one again for a change of it. */
  readonly id: string
  /** ISO. */
  readonly day: string
  readonly summary: string
  readonly description: string
  readonly url: string
}

/** `name`: as calendar programs list it; `product`: who made it, in English. */
export function icsFile(
  { name, product }: { readonly name: string; readonly product: string },
  events: readonly IcsEvent[],
  now: Date,
): string {
  const stamp = `${now.toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', `PRODID:-//duixian//${product}//ZH`],
    ...['CALSCALE:GREGORIAN', 'METHOD:PUBLISH', `X-WR-CALNAME:${name}`],
    ...events.flatMap((each) => eventLines(each, stamp)),
    'END:VCALENDAR',
  ]
  return `${lines.map(fold).join('\r\n')}\r\n`
}

function eventLines({ id, day, summary, description, url }: IcsEvent, stamp: string): string[] {
  const plain = (iso: string) => iso.replaceAll('-', '')
  return [
    'BEGIN:VEVENT',
    `UID:${id}@duixian`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${plain(day)}`,
    `DTEND;VALUE=DATE:${plain(nextDay(day))}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
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
