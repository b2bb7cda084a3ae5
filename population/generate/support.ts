// The items of the library → what firms have received before: title, document, sum and day, as history.ts matches them.
import { concernsSubject, type Item, type Policy } from '#lang'
import { SUPPORT } from './distributions.ts'
import type { Values } from './enterprise.ts'
import type { Scene } from './scene.ts'
import { at, numbers, text, texts } from './sql.ts'

/** Something that could have been paid for: between its days, given as day numbers. */
type Grant = { readonly item: string; readonly document: string; readonly from: number; readonly to: number }

/** How long before its repeal an older document is taken to have paid. Assumed. */
const REPEALED_DAYS = 900

export function supportRows(scene: Scene): { readonly values: Values } {
  const { rowDraw: draw, today } = scene
  const { size, of } = grantLists(scene, draw.below('grant', 1_000_000))
  const elsewhere = draw.chance('support elsewhere', SUPPORT.elsewhere)
  // A document that ended before the firm was founded has paid it nothing.
  const other = `(${size} = 0 OR ${elsewhere} OR DATE '1970-01-01' + ${of.to} <= founded)`
  const either = (known: string, otherwise: string) =>
    `CASE WHEN ${other} THEN ${otherwise} ELSE ${known} END`
  const span = `greatest(1, ${of.to} - ${of.from})`
  const someDay = `DATE '1970-01-01' + ${of.from} + ${draw.below('grant day', span)}`
  const anyDay = `${today} - 1 - ${draw.below('other grant day', 1500)}`
  const sum = at(numbers(SUPPORT.amounts, 'BIGINT'), draw.below('grant sum', SUPPORT.amounts.length))
  return {
    values: {
      'support_received.item': either(of.item, text(SUPPORT.other.item)),
      'support_received.document_number': either(of.document, text(SUPPORT.other.document)),
      'support_received.amount': `${sum} * 1000000`,
      'support_received.received_on': `greatest(founded, ${either(someDay, anyDay)})`,
      'support_received.object': `printf('合成对象%04d', ${draw.below('object', 10_000)})`,
    },
  }
}

/** How many grants a firm's district has, and the fields of the one that a draw falls on. */
function grantLists(scene: Scene, draw: string) {
  const grants = scene.districts.map((each) => grantsIn(scene, each.name))
  const flat = grants.flat()
  const lengths = grants.map((each) => each.length)
  const starts = lengths.map((_, i) => lengths.slice(0, i).reduce((sum, each) => sum + each, 0))
  const size = at(numbers(lengths, 'INTEGER'), 'district_index')
  const place = `${at(numbers(starts, 'INTEGER'), 'district_index')} + ${draw} % greatest(1, ${size})`
  const days = (which: 'from' | 'to') =>
    at(
      numbers(
        flat.map((each) => each[which]),
        'INTEGER',
      ),
      place,
    )
  const words = (which: 'item' | 'document') => at(texts(flat.map((each) => each[which])), place)
  return {
    size,
    of: { item: words('item'), document: words('document'), from: days('from'), to: days('to') },
  }
}

function grantsIn({ program, kind, options }: Scene, district: string): Grant[] {
  const today = Math.round(Date.parse(`${options.at}T00:00:00Z`) / 86_400_000)
  return program.policies
    .filter((policy) => reaches(policy, district))
    .flatMap((policy) =>
      policy.items.filter((item) => paid(item, kind)).flatMap((item) => grantsOf(policy, item, today)),
    )
}

/** A document reaches the districts that its 适用 names; the others of the city reach everyone. */
function reaches({ document }: Policy, district: string): boolean {
  const named = wordsIn(document.appliesTo)
  return named.length > 0 ? named.includes(district) : document.level === '市级'
}

/** Every value of an enumeration in an expression. */
function wordsIn(expr: unknown): string[] {
  if (typeof expr !== 'object' || expr === null) return []
  if ('kind' in expr && expr.kind === 'enum' && 'value' in expr) return [String(expr.value)]
  return Object.values(expr).flatMap(wordsIn)
}

function paid(item: Item, kind: string): boolean {
  return (item.nature === 'cash' || item.nature === 'relief') && concernsSubject(item.recipient, kind)
}

/** Under the document itself and under those that it repealed; none under a document without a number. */
function grantsOf({ document }: Policy, { title }: Item, today: number): Grant[] {
  const begins = document.begins.day
  const now = { item: title, document: document.number, from: begins, to: today }
  const before = document.repeals.map((each) => ({
    ...{ item: title, document: each.number, from: begins - REPEALED_DAYS, to: Math.min(begins, today) },
  }))
  return [now, ...before].filter((each) => each.from < each.to && each.document.includes('〔'))
}
