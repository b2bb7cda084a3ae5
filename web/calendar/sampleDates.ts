// A sample enterprise → what happened to it and when: recognitions, listings, payments. Only dates that it states.
import { concernsSubject, parseDate, type Vocabulary } from '#lang'
import type { SampleReply } from '#server/api/getSamples.ts'
import { words } from '../words.zh.ts'

export type SampleDate = { readonly day: number; readonly title: string }

export function sampleDates({ facts, collections }: Vocabulary, sample: SampleReply): SampleDate[] {
  const own = facts
    .filter(
      (each) => concernsSubject(each.subject, sample.subject) && each.type.kind === 'date' && !each.preset,
    )
    .flatMap((each) => dated(sample.facts[each.name] ?? sample.facts[each.english], each.name))
  const listed = collections.flatMap(({ name, english, fields }) => {
    const elements = sample.facts[name] ?? sample.facts[english]
    const dates = fields.filter((field) => field.type.kind === 'date')
    if (!Array.isArray(elements)) return []
    return elements.flatMap((element: Record<string, unknown>) => {
      const said = fields
        .filter((field) => field.type.kind === 'enum' || field.type.kind === 'text')
        .flatMap((field) => element[field.name] ?? element[field.english] ?? [])
        .filter((value) => typeof value === 'string')
        .slice(0, 2)
      return dates.flatMap((field) =>
        dated(element[field.name] ?? element[field.english], words.calendar.event(name, said)),
      )
    })
  })
  return [...own, ...listed].toSorted((a, b) => a.day - b.day)
}

function dated(value: unknown, title: string): SampleDate[] {
  const day = typeof value === 'string' ? parseDate(value) : undefined
  return day === undefined ? [] : [{ day, title }]
}
