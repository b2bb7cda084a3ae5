// A policy → every place of it that holds an expression or a date, each of which may be given another; the rest is shared.
import type { Citation, Condition, Item, Part, Policy, Reading, Relation } from '../ir/ir.ts'
import { mapAmount, mapBody, mapCap, mapCaps } from './amounts.ts'
import { type Edit, inner, named, type Place, worded } from './place.ts'
import { mapList, mapOptional, patched } from './sharing.ts'

/** The policy with every expression replaced by what `edit` makes of it. What does not change is the same object. */
export function mapPolicy(policy: Policy, edit: Edit): Policy {
  const place: Place = {
    ...{ path: policy.document.id, policy: policy.document.id, owner: { kind: 'document' } },
    ...{ site: 'condition', words: [], citations: policy.document.citations, article: '' },
  }
  return patched(policy, {
    document: mapDocument(policy.document, inner(place, 'document'), edit),
    definitions: mapList(policy.definitions, (each) => {
      const at = named(place, `definitions/${each.name}`, `定义「${each.name}」`, each.citations, {
        kind: 'definition',
        name: each.name,
      })
      return patched(each, { body: mapBody(each.body, at, edit) })
    }),
    standards: mapList(policy.standards, (each) => {
      const at = named(place, `standards/${each.name}`, `外部标准「${each.name}」`, each.citations, {
        kind: 'standard',
        name: each.name,
      })
      const filledBy = mapOptional(each.filledBy, (by) => patched(by, { expr: edit(by.expr, at) }))
      return patched(each, { filledBy })
    }),
    readings: mapList(policy.readings, (each) => mapReading(each, place, edit)),
    items: mapList(policy.items, (each) => mapItem(each, place, edit)),
    relations: mapList(policy.relations, (each) => mapRelation(each, place, edit)),
  })
}

function mapDay(day: number, place: Place, edit: Edit): number {
  const expr = edit({ kind: 'date', day }, place)
  return expr.kind === 'date' ? expr.day : day
}

function mapDocument(document: Policy['document'], place: Place, edit: Edit): Policy['document'] {
  const day = <T extends { readonly day: number; readonly citations: readonly Citation[] }>(
    dated: T,
    step: string,
    words: string,
  ): T => {
    const at = worded(place, step, 'date', words, dated.citations)
    const article = at.citations[0]?.article ?? ''
    return patched<T>(dated, { day: mapDay(dated.day, { ...at, article }, edit) } as Partial<T>)
  }
  return patched(document, {
    begins: day(document.begins, 'begins', '文件施行日期'),
    ends: mapOptional(document.ends, (each) => day(each, 'ends', '文件失效日期')),
    appliesTo: mapOptional(document.appliesTo, (each) =>
      edit(each, worded(place, 'appliesTo', 'condition', '文件适用范围')),
    ),
  })
}

function mapReading(reading: Reading, outer: Place, edit: Edit): Reading {
  const place = inner(outer, `readings/${reading.id}`, {
    citations: reading.citations,
    article: reading.article,
  })
  const alternatives = mapList(reading.alternatives, (each) =>
    patched(each, {
      bindings: mapList(each.bindings, (binding) => {
        const at = inner(place, `${each.key}/${binding.name}`, {
          owner: { kind: 'choice', reading: reading.id, name: binding.name },
          site: 'named',
          words: [`口径「${reading.title}」${each.key}：${binding.name}`],
          citations: each.citations,
        })
        return patched(binding, { expr: edit(binding.expr, at) })
      }),
    }),
  )
  return patched(reading, { alternatives })
}

function mapItem(item: Item, outer: Place, edit: Edit): Item {
  const place = inner(outer, `items/${item.id}`, {
    ...{ owner: { kind: 'item', id: item.id }, citations: item.citations, article: item.article },
  })
  return patched(item, {
    appliesTo: mapOptional(item.appliesTo, (each) =>
      edit(each, worded(place, 'appliesTo', 'condition', '适用范围')),
    ),
    window: mapOptional(item.window, (window) => {
      const at = (step: string, words: string): Place => worded(place, step, 'date', words, window.citations)
      return patched(window, {
        from: mapOptional(window.from, (day) => mapDay(day, at('window/from', '执行期开始'), edit)),
        to: mapOptional(window.to, (day) => mapDay(day, at('window/to', '执行期截止'), edit)),
        by: mapOptional(window.by, (each) => edit(each, at('window/by', '执行期依据的日期'))),
      })
    }),
    conditions: mapConditions(item.conditions, place, edit),
    parts: mapList(item.parts, (part, i) => {
      const words = part.label === undefined ? [] : [`「${part.label}」`]
      return mapPart(part, inner(place, `parts/${i}`, { citations: part.citations, words }), edit)
    }),
    caps: mapCaps(item.caps, place, edit),
    statedTotal: mapOptional(item.statedTotal, (total) => {
      const at = worded(place, 'statedTotal', 'total', '写明的合计', total.citations)
      return patched(total, { expr: edit(total.expr, at) })
    }),
  })
}

function mapConditions(all: readonly Condition[], place: Place, edit: Edit): readonly Condition[] {
  return mapList(all, (each, i) => {
    const at = inner(place, `conditions/${i}`, { site: 'condition', citations: each.citations })
    return each.kind === 'test'
      ? patched(each, { expr: edit(each.expr, at) })
      : patched(each, { conditions: mapConditions(each.conditions, at, edit) })
  })
}

function mapPart(part: Part, at: Place, edit: Edit): Part {
  return patched(part, {
    over: mapOptional(part.over, (over) => {
      const where = mapOptional(over.where, (each) =>
        edit(each, worded(at, 'over', 'condition', `每${over.collection}`)),
      )
      return patched(over, { where })
    }),
    conditions: mapConditions(part.conditions, at, edit),
    eventDate: mapOptional(part.eventDate, (each) => edit(each, worded(at, 'eventDate', 'date', '时点'))),
    reachesBackTo: mapOptional(part.reachesBackTo, (day) =>
      mapDay(day, worded(at, 'reachesBackTo', 'date', '溯及'), edit),
    ),
    amount: mapAmount(part.amount, at, edit),
    caps: mapCaps(part.caps, at, edit),
  })
}

function mapRelation(relation: Relation, outer: Place, edit: Edit): Relation {
  const place = inner(outer, `relations/${relation.id}`, {
    ...{ owner: { kind: 'relation', id: relation.id }, words: [`关系「${relation.title}」`] },
    ...{ citations: relation.citations, article: relation.article },
  })
  return patched(relation, {
    cap: mapOptional(relation.cap, (each) => mapCap(each, 'cap', place, '合计封顶', edit)),
    amount: mapOptional(relation.amount, (each) => edit(each, worded(place, 'amount', 'value', '抵扣'))),
    when: mapOptional(relation.when, (each) => edit(each, worded(place, 'when', 'condition', '成立'))),
  })
}
