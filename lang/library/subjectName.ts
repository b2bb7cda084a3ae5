// What a subject calls itself: the dictionary's fact for its name, where it was given.
import type { Vocabulary } from '../ir/ir.ts'
import { concernsSubject } from '../ir/subjects.ts'

export function subjectName(
  { facts }: Vocabulary,
  kind: string,
  given: Readonly<Record<string, unknown>>,
): string | undefined {
  const named = facts.find(
    (each) => concernsSubject(each.subject, kind) && each.type.kind === 'text' && each.name.endsWith('名称'),
  )
  const name = named && (given[named.name] ?? given[named.english])
  return typeof name === 'string' && name.trim() !== '' ? name.trim() : undefined
}
