// Two versions of the rules → what changed between them, document by document, in words. Pure.
import { type Policy, type Program, parametersOf } from '#lang'
import { canonical } from '../audit/canonical.ts'

export type LawChange = {
  /** The document's title; what all documents share has a word of its own. */
  readonly document: string
  readonly changes: readonly string[]
}

/** What concerns the item `own` stands first in its document; figures are told with both values. */
export function lawChanges(
  was: Program,
  is: Program,
  own: { readonly policy: string; readonly item: string },
): LawChange[] {
  const [before, after] = [byId(was.policies, idOfPolicy), byId(is.policies, idOfPolicy)]
  const figures = changedFigures(was, is)
  const documents = [...new Set([own.policy, ...before.keys(), ...after.keys()])].flatMap(
    (id): LawChange[] => {
      const [a, b] = [before.get(id), after.get(id)]
      const document = (b ?? a)?.document.title
      if (document === undefined) return []
      if (!a || !b) return [{ document, changes: [a ? '这份文件不在规则里了' : '新加入规则的文件'] }]
      const changes = policyChanges(a, b, own.item, figures)
      return changes.length > 0 ? [{ document, changes }] : []
    },
  )
  const shared = [
    ...(canonical(was.vocabulary) === canonical(is.vocabulary) ? [] : ['词典有改动（事实、枚举或单位）']),
    ...(canonical(was.matters) === canonical(is.matters) ? [] : ['同类事项的划分有改动']),
  ]
  return shared.length > 0 ? [...documents, { document: '各文件共用', changes: shared }] : documents
}

type Figure = { readonly items: readonly string[]; readonly text: string }

/** Numbers and dates that the later version has otherwise. */
function changedFigures(was: Program, is: Program): Figure[] {
  const later = new Map(parametersOf(is).map((each) => [each.id, each]))
  return parametersOf(was).flatMap((a): Figure[] => {
    const b = later.get(a.id)
    if (!b || a.value === b.value) return []
    return [{ items: a.items, text: `${a.label}：原为 ${a.text}，现为 ${b.text}` }]
  })
}

function policyChanges(a: Policy, b: Policy, own: string, figures: readonly Figure[]): string[] {
  const items = eachChange(a.items, b.items, ({ id }) => id)
  const first = items.sort((x, y) => Number(y.id === own) - Number(x.id === own))
  const { document: da, articles: aa, items: _, ...restA } = a
  const { document: db, articles: ab, items: __, ...restB } = b
  return [
    ...first.map(({ id, what, one }) => {
      // One figure of the text may stand in several places of the rules.
      const told = [...new Set(figures.filter(({ items: of }) => of.includes(id)).map(({ text }) => text))]
      const name = `事项「${one.title}」${id === own ? '（本件）' : ''}${what}`
      return told.length > 0 ? `${name}——${told.join('；')}` : name
    }),
    ...eachChange(aa, ab, ({ id }) => id).map(({ what, one }) => `条文「${one.heading || one.id}」${what}`),
    ...eachChange(a.readings, b.readings, ({ id }) => id).map(
      ({ what, one }) => `口径「${one.title}」${what}`,
    ),
    ...(canonical(da) === canonical(db) ? [] : ['文件信息（文号、日期或效力）有改动']),
    ...(canonical({ ...restA, readings: [] }) === canonical({ ...restB, readings: [] })
      ? []
      : ['定义、标准、目标或事项之间的关系有改动']),
  ]
}

type Change<T> = { readonly id: string; readonly what: '有改动' | '新增' | '已取消'; readonly one: T }

function eachChange<T>(was: readonly T[], is: readonly T[], idOf: (one: T) => string): Change<T>[] {
  const [before, after] = [byId(was, idOf), byId(is, idOf)]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id): Change<T>[] => {
    const [a, b] = [before.get(id), after.get(id)]
    if (a !== undefined && b !== undefined)
      return canonical(a) === canonical(b) ? [] : [{ id, what: '有改动', one: b }]
    if (b !== undefined) return [{ id, what: '新增', one: b }]
    return a === undefined ? [] : [{ id, what: '已取消', one: a }]
  })
}

const idOfPolicy = ({ document }: Policy): string => document.id
const byId = <T>(all: readonly T[], idOf: (one: T) => string): Map<string, T> =>
  new Map(all.map((each) => [idOf(each), each]))
