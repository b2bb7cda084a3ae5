// The dictionary and what matters most → the groups of the form, each with what it shows at once and what it folds away.
import type { Collection, Fact, Vocabulary } from '#lang'

export type Field =
  | { readonly kind: 'fact'; readonly name: string; readonly fact: Fact }
  | { readonly kind: 'collection'; readonly name: string; readonly collection: Collection }

type GroupId = 'basic' | 'yearly' | 'records' | 'decided' | 'derived'

export type Group = {
  readonly id: GroupId
  readonly shown: readonly Field[]
  readonly folded: readonly Field[]
}

const groupIds: readonly GroupId[] = ['basic', 'yearly', 'records', 'decided', 'derived']

export function groupFields(
  vocabulary: Vocabulary,
  subject: string,
  importance: ReadonlyMap<string, number>,
): Group[] {
  const fields = [
    ...vocabulary.facts.map((fact): Field => ({ kind: 'fact', name: fact.name, fact })),
    ...vocabulary.collections.map(
      (collection): Field => ({ kind: 'collection', name: collection.name, collection }),
    ),
  ].filter((field) => subjectOf(field) === subject)

  const rank = (field: Field) => importance.get(field.name) ?? Number.POSITIVE_INFINITY
  const ordered = fields.toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(a) - rank(b)))

  return groupIds
    .map((id) => {
      const members = ordered.filter((field) => groupOf(field) === id)
      // What follows from other answers, or waits for a department's word, is seldom to be typed.
      const matters = (field: Field) => importance.has(field.name) && id !== 'derived' && id !== 'decided'
      return {
        id,
        shown: members.filter(matters),
        folded: members.filter((field) => !matters(field)),
      }
    })
    .filter(({ shown, folded }) => shown.length + folded.length > 0)
}

function subjectOf(field: Field): string {
  return field.kind === 'fact' ? field.fact.subject : field.collection.subject
}

function groupOf(field: Field): GroupId {
  if (field.kind === 'collection') return 'records'
  const { authority, preset, type } = field.fact
  if (authority.kind === 'decided') return 'decided'
  if (authority.kind === 'derived' || preset) return 'derived'
  return type.kind === 'yearly' ? 'yearly' : 'basic'
}
