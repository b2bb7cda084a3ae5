// Kinds of subjects as declarations name them: 企业, 企业、机构, 各类主体.

/** Stands for every kind: where a subject is and what it has received can be asked of anyone. */
const ANY_SUBJECT = '各类主体'

/** The kinds that a 主体 or 给予 names; none for 各类主体. */
export function subjectKinds(text: string): string[] {
  return text === ANY_SUBJECT ? [] : text.split(/[、，,]/).map((each) => each.trim())
}

/** Whether what is declared for `text` (主体, 给予) is about subjects of this kind. */
export function concernsSubject(text: string, kind: string): boolean {
  return text === ANY_SUBJECT || subjectKinds(text).includes(kind)
}
