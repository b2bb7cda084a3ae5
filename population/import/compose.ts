// A subject's own row and its rows in other tables → one subject, and the rows that could not be taken.
import type { Element, Subject, Value } from '#lang'
import type { SheetMapping } from './mapping.ts'
import type { CellComplaint, ReadRow } from './rowReader.ts'
import type { SideRow } from './sides.ts'

export type SideReading = { readonly side: SideRow; readonly read: ReadRow; readonly mapping: SheetMapping }

type Refused = { readonly side: SideRow; readonly complaints: readonly CellComplaint[] }

export type Composed = { readonly subject: Subject; readonly refused: readonly Refused[] }

/**
 * Yearly figures join the subject's facts. A list is complete or unknown: when one row of it cannot be read, none of
 * that list is taken.
 */
export function compose(
  kind: string,
  own: ReadonlyMap<string, Value>,
  sides: readonly SideReading[],
  unlistedNone: readonly string[],
): Composed {
  const facts = new Map(own)
  const refused: Refused[] = []
  const lists = new Map<string, SideReading[]>()
  for (const each of sides) {
    const { table } = each.mapping
    if (table.kind === 'collection') {
      lists.set(table.collection, [...(lists.get(table.collection) ?? []), each])
      continue
    }
    const complaints =
      each.read.complaints.length > 0 ? each.read.complaints : addYears(facts, each.read.facts)
    if (complaints.length > 0) refused.push({ side: each.side, complaints })
  }
  const collections = new Map<string, readonly Element[]>(unlistedNone.map((each) => [each, []]))
  for (const [name, rows] of lists) {
    const whole = rows.every((each) => each.read.complaints.length === 0)
    if (whole)
      collections.set(
        name,
        rows.map((each) => each.read.element ?? new Map()),
      )
    else {
      collections.delete(name)
      refused.push(...rows.map((each) => refusedOfList(each, name)))
    }
  }
  return { subject: { kind, facts, collections }, refused }
}

function refusedOfList({ side, read }: SideReading, name: string): Refused {
  const message = `同一主体的“${name}”另有一行读不懂，不完整的清单不能用，请改好后一起导入`
  return { side, complaints: read.complaints.length > 0 ? read.complaints : [{ message }] }
}

/** Adds the years of one row, all or none. */
function addYears(facts: Map<string, Value>, row: ReadonlyMap<string, Value>): CellComplaint[] {
  const complaints: CellComplaint[] = []
  const merged = new Map<string, Value>()
  for (const [name, value] of row) {
    const before = facts.get(name)
    if (value.kind !== 'yearly') continue
    const earlier = before?.kind === 'yearly' ? before.values : new Map()
    for (const year of value.values.keys()) {
      if (earlier.has(year))
        complaints.push({ message: `${year}年的“${name}”已在前面给出，每年只能有一个数` })
    }
    merged.set(name, { kind: 'yearly', values: new Map([...earlier, ...value.values]) })
  }
  if (complaints.length === 0) for (const [name, value] of merged) facts.set(name, value)
  return complaints
}
