// Typed facts → a subject that can be evaluated, and what is wrong with the rest. A wrong value counts as unknown.
import { type InputProblem, readSubject, type Subject, type Vocabulary } from '#lang'
import { type Facts, type Path, valueAt, withValue } from './facts.ts'

export type ReadFacts = {
  readonly subject: Subject
  /** By the place of the value, "工业总产值.2023"; "" is the whole. */
  readonly problems: ReadonlyMap<string, string>
}

export function readFacts(kind: string, facts: Facts, vocabulary: Vocabulary): ReadFacts {
  const { subject, problems } = readSubject({ subject: kind, facts }, vocabulary)
  if (subject && problems.length === 0) return { subject, problems: new Map() }
  const found = byPlace(problems, vocabulary)
  const sound = [...found.keys()].reduce((rest, place) => without(rest, place), facts)
  return {
    subject: readSubject({ subject: kind, facts: sound }, vocabulary).subject ?? nothing(kind, vocabulary),
    problems: found,
  }
}

function without(facts: Facts, place: string): Facts {
  const path = pathOf(place)
  return valueAt(facts, path) === undefined ? facts : withValue(facts, path, undefined)
}

function pathOf(place: string): Path {
  return place.split('.').map((step) => (/^\d{1,3}$/.test(step) ? Number(step) : step))
}

function nothing(kind: string, vocabulary: Vocabulary): Subject {
  const { subject } = readSubject({ subject: kind, facts: {} }, vocabulary)
  if (!subject) throw new Error(`the language cannot read a subject of which nothing is known: ${kind}`)
  return subject
}

function byPlace(problems: readonly InputProblem[], { collections }: Vocabulary): Map<string, string> {
  const found = new Map<string, string>()
  const names = new Set(collections.map(({ name }) => name))
  for (const { path, message } of problems) {
    const place = placeOf(path, names)
    const before = found.get(place)
    found.set(place, before === undefined ? message : `${before} ${message}`)
  }
  return found
}

/** The language counts a collection's elements from 1, as people do; the form's places count from 0. */
function placeOf(path: string, collections: ReadonlySet<string>): string {
  const [name = '', number, ...rest] = path.split('.')
  if (number === undefined || !collections.has(name)) return path
  return [name, Number(number) - 1, ...rest].join('.')
}
