// What is refused about subjects and their facts → the code of a reply and its status.
import type { SubjectError } from '../../subjects/problem.ts'

export const subjectCode = {
  not_found: 'unknown-subject',
  name: 'wrong-subject',
  kind: 'wrong-subject',
  credit_code: 'wrong-subject',
  duplicate: 'duplicate-subject',
  facts: 'wrong-facts',
  receipt: 'wrong-facts',
  own: 'own-to-say',
  already_asked: 'already-asked',
  answered: 'already-answered',
  not_yours: 'not-yours',
} as const satisfies Record<SubjectError['kind'], string>

export const subjectStatus = {
  'wrong-subject': 422,
  'duplicate-subject': 409,
  'own-to-say': 422,
  'already-asked': 409,
  'already-answered': 409,
} as const
