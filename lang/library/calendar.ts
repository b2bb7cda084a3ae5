// A program → everything in it that has a date, each end with what the date rests on.
import { unreachable } from '../diagnostics/unreachable.ts'
import type { Document, Item, Policy, Program, Target, Task } from '../ir/ir.ts'
import { dayNumber } from '../values/dates.ts'
import { documentName, whyUnstated } from './documentName.ts'

/** `stated`: a phrase of the text. `inferred`: understood from it, `note` says how. `unstated`: the text names none. */
export type Edge =
  | { readonly kind: 'stated'; readonly day: number }
  | { readonly kind: 'inferred'; readonly day: number; readonly note: string }
  | { readonly kind: 'unstated'; readonly note?: string }

export type Dated = {
  readonly kind: 'document' | 'window' | 'target' | 'task' | 'decision'
  readonly policy: string
  readonly article: string
  /** Empty for the document itself. */
  readonly id: string
  readonly title: string
  /** A deadline or a decision has an end only. */
  readonly from?: Edge
  readonly to: Edge
  /** The text's own words for a deadline. */
  readonly words?: string
  readonly yearly: boolean
}

const YEAR_END = '按当年12月31日计'

export function calendarOf(program: Program): Dated[] {
  return program.policies.flatMap((policy) => [
    documentDates(policy, program),
    ...policy.items.flatMap((item) => windowDates(item, policy)),
    ...policy.targets.map((each) => targetDates(each, policy)),
    ...policy.tasks.flatMap((each) => taskDates(each, policy)),
    ...policy.readings.flatMap(({ id, title, article, status }): Dated[] =>
      status.kind === 'open'
        ? []
        : [
            {
              ...{ kind: 'decision', policy: policy.document.id, article, id, title, yearly: false },
              to: { kind: 'stated', day: status.on },
            },
          ],
    ),
  ])
}

/** The day by which things are sorted and drawn; undefined when no end of it is known. */
export function dayOf({ from, to }: Dated): number | undefined {
  return edgeDay(from) ?? edgeDay(to)
}

export function edgeDay(edge: Edge | undefined): number | undefined {
  if (edge === undefined) return undefined
  switch (edge.kind) {
    case 'stated':
    case 'inferred':
      return edge.day
    case 'unstated':
      return undefined
    default:
      return unreachable(edge)
  }
}

function documentDates({ document, articles }: Policy, program: Program): Dated {
  const { id, title, begins, citations, ends } = document
  const article = [...begins.citations, ...(ends?.citations ?? []), ...citations][0]?.article
  return {
    ...{ kind: 'document', policy: id, id: '', title, yearly: false },
    article: article ?? articles[0]?.id ?? '',
    from:
      begins.inferred === undefined
        ? { kind: 'stated', day: begins.day }
        : { kind: 'inferred', day: begins.day, note: begins.inferred },
    to: documentEnd(document, program),
  }
}

function documentEnd({ number, ends, ...document }: Document, program: Program): Edge {
  const repeal = program.policies
    .map((each) => each.document)
    .filter((each) => each.repeals.some((old) => old.number === number))
    .toSorted((a, b) => a.begins.day - b.begins.day)[0]
  if (repeal && (!ends || repeal.begins.day <= ends.day)) {
    return { kind: 'inferred', day: repeal.begins.day - 1, note: `被${documentName(repeal)}废止` }
  }
  if (ends) return { kind: 'stated', day: ends.day }
  const why = whyUnstated(document)
  return why === undefined ? { kind: 'unstated' } : { kind: 'unstated', note: why }
}

function windowDates({ id, title, article, window }: Item, { document }: Policy): Dated[] {
  if (!window) return []
  const edge = (day: number | undefined): Edge =>
    day === undefined ? { kind: 'unstated' } : { kind: 'stated', day }
  const [from, to] = [edge(window.from), edge(window.to)]
  return [{ kind: 'window', policy: document.id, article, id, title, from, to, yearly: false }]
}

function targetDates({ id, title, article, deadline, dueYear, yearly }: Target, { document }: Policy): Dated {
  const to = dueYear === undefined ? ({ kind: 'unstated' } as const) : yearEnd(dueYear, deadline)
  return { kind: 'target', policy: document.id, article, id, title, to, words: deadline, yearly }
}

/** A task's deadline is text; a year in it can be placed, other words cannot and stay with the task. */
function taskDates({ id, title, article, deadline }: Task, { document }: Policy): Dated[] {
  if (deadline === undefined) return []
  const years = [...deadline.matchAll(/(\d{4})年/g)].map((match) => Number(match[1]))
  const to = years.length > 0 ? yearEnd(Math.max(...years), deadline) : ({ kind: 'unstated' } as const)
  const yearly = deadline.includes('每年')
  return [{ kind: 'task', policy: document.id, article, id, title, to, words: deadline, yearly }]
}

function yearEnd(year: number, words: string): Edge {
  const day = dayNumber(year, 12, 31)
  if (day === undefined) return { kind: 'unstated' }
  return /[底末]/.test(words) ? { kind: 'stated', day } : { kind: 'inferred', day, note: YEAR_END }
}
