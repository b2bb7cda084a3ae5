// Amounts, tables and caps → the same with other expressions; part of the walk of places.ts.
import type { Amount, Body, Cap, Row } from '../ir/ir.ts'
import { exprText } from '../ir/words.ts'
import { type Edit, type Place, worded } from './place.ts'
import { mapList, mapOptional, patched } from './sharing.ts'

export function mapAmount(amount: Amount, outer: Place, edit: Edit): Amount {
  const at = (step: string, words: string): Place => worded(outer, step, 'value', words, amount.citations)
  switch (amount.kind) {
    case 'exact':
      return patched(amount, { value: mapBody(amount.value, at('amount', '金额'), edit) })
    case 'upTo':
      return patched(amount, { value: mapBody(amount.value, at('amount', '金额至多'), edit) })
    case 'range':
      return patched(amount, {
        from: edit(amount.from, at('amount/from', '金额下限')),
        to: edit(amount.to, at('amount/to', '金额上限')),
      })
    case 'candidates': {
      const values = mapList(amount.values, (each, i) =>
        edit(each, at(`amount/values/${i}`, `备选金额第${i + 1}项`)),
      )
      return patched(amount, { values })
    }
    case 'unstated':
    case 'nonMonetary':
      return amount
  }
}

export function mapBody(body: Body, place: Place, edit: Edit): Body {
  if (body.kind === 'expr') return patched(body, { expr: edit(body.expr, place) })
  return patched(body, { rows: mapList(body.rows, (row, i) => mapRow(row, i, place, edit)) })
}

function mapRow(row: Row, i: number, place: Place, edit: Edit): Row {
  const words = `分档「${row.label ?? (row.when ? exprText(row.when) : '一般')}」`
  return patched(row, {
    when: mapOptional(row.when, (each) =>
      edit(each, worded(place, `rows/${i}/when`, 'rowWhen', words, row.citations)),
    ),
    value: edit(row.value, worded(place, `rows/${i}/value`, 'rowValue', words, row.citations)),
  })
}

export function mapCaps(caps: readonly Cap[], place: Place, edit: Edit): readonly Cap[] {
  return mapList(caps, (each, i) => mapCap(each, `caps/${i}`, place, '封顶', edit))
}

export function mapCap(cap: Cap, step: string, place: Place, word: string, edit: Edit): Cap {
  const words = [word, cap.scope, ...(cap.soft ? ['原则上'] : [])].join(' ')
  return patched(cap, {
    limit: edit(cap.limit, worded(place, `${step}/limit`, 'limit', words, cap.citations)),
    when: mapOptional(cap.when, (each) =>
      edit(each, worded(place, `${step}/when`, 'condition', words, cap.citations)),
    ),
  })
}
