// Search in the real library: words stay whole, the exact phrase comes first, filters filter, hits are marked.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compile, concernsSubject, parseDate } from '#lang'
import { loadSources } from '#policies'
import { createCutter, fold } from './cutter.ts'
import { createSearch, type Filters, type Found } from './search.ts'

const { program } = compile(loadSources())
const cutter = createCutter(program)
const search = createSearch(program)
const at = parseDate('2026-01-01') ?? 0

const ask = (question: string, filters: Filters = {}) => search(question, filters, at)
const marked = (pieces: Found['hits'][number]['excerpt']) =>
  pieces.filter((piece) => piece.hit).map((piece) => piece.text)

describe('words stay whole', () => {
  for (const word of ['专精特新', '小巨人', '就高不重复', '首台套', '揭榜挂帅', '晋级补差']) {
    test(word, () => {
      assert.deepEqual(
        cutter.words(`关于${word}的规定`).filter((each) => each === word),
        [word],
      )
    })
  }

  test('every declared fact, collection and title of one run of letters', () => {
    const { vocabulary, policies } = program
    const names = [
      ...vocabulary.facts.map((each) => each.name),
      ...vocabulary.collections.map((each) => each.name),
      ...policies.flatMap((policy) => policy.items.map((each) => each.title)),
    ]
      .map(fold)
      .filter((name) => /^[\p{L}\p{N}]{2,}$/u.test(name))
    assert.ok(names.length > 80)
    assert.deepEqual(
      names.filter((name) => !cutter.words(name).includes(name)),
      [],
    )
  })

  test('and the shorter words inside them are found as well', () => {
    assert.ok(cutter.parts('标准厂房').includes('厂房'))
  })

  test('quotes, brackets, spaces and widths do not part words', () => {
    assert.equal(fold('国家专精特新 “小巨人”（１ 套）'), '国家专精特新小巨人1套')
  })
})

describe('ranking', () => {
  test('an item that is called so comes first', () => {
    assert.equal(ask('国有厂房租金减免').hits[0]?.entry.id, 'rent-relief-state-owned')
  })

  test('the exact phrase comes before its words apart, and those before some of them', () => {
    const order = { phrase: 0, words: 1, some: 2 } as const
    for (const question of ['厂房租金', '租金超过20元', '新三板怎么奖励', '专精特新 贷款']) {
      const ranks = ask(question).hits.map((hit) => order[hit.closeness])
      assert.ok(ranks.length > 0, question)
      assert.deepEqual(
        ranks,
        ranks.toSorted((a, b) => a - b),
        question,
      )
    }
  })

  test('a phrase is found though the text puts quotes and spaces into it', () => {
    const [hit] = ask('租金超过20元/平方米').hits
    assert.equal(hit?.closeness, 'phrase')
    assert.equal(hit?.entry.kind, 'article')
    assert.deepEqual(marked(hit?.excerpt ?? []), ['租金超过 20 元/平方米'])
  })

  test('a single character is enough', () => {
    assert.ok(ask('税').hits.length > 0)
  })

  test('words that carry nothing do not stand in the way', () => {
    assert.equal(ask('新三板怎么奖励').words.includes('怎么'), false)
  })

  test('nonsense, signs and very long questions find nothing and break nothing', () => {
    for (const question of ['龘靐齉', '"*~^()[]{}\\', '<script>', '甲'.repeat(200)]) {
      assert.deepEqual(ask(question).hits, [], question)
    }
  })
})

describe('what is shown', () => {
  test('the pieces of a title and of a whole excerpt are the original words', () => {
    for (const { entry, title, excerpt } of ask('专精特新').hits) {
      assert.equal(title.map((piece) => piece.text).join(''), entry.title)
      const shown = excerpt.map((piece) => piece.text).join('')
      assert.ok(entry.text.includes(shown.replace(/^…|…$/g, '')), entry.key)
    }
  })

  test('every exact hit is marked in its title or its text', () => {
    for (const hit of ask('专精特新').hits.filter(({ closeness }) => closeness === 'phrase')) {
      assert.ok([...marked(hit.title), ...marked(hit.excerpt)].some((text) => fold(text) === '专精特新'))
    }
  })
})

describe('filters', () => {
  test('without words they list what is left', () => {
    const { hits } = ask('', { type: 'item', kind: '减免' })
    assert.ok(hits.length > 0)
    assert.ok(hits.every(({ entry }) => entry.item?.category === '减免'))
  })

  test('kind of benefit is a category, a nature or a mode', () => {
    assert.ok(ask('', { kind: 'tax' }).hits.every(({ entry }) => entry.item?.nature === 'tax'))
    assert.ok(ask('', { kind: '鼓励' }).hits.every(({ entry }) => entry.item?.mode === '鼓励'))
  })

  test('a recipient leaves the items that are given to it', () => {
    const { hits } = ask('', { subject: '园区' })
    assert.ok(hits.length > 0)
    assert.ok(hits.every(({ entry }) => entry.item && concernsSubject(entry.item.recipient, '园区')))
  })

  test('document, district, level and issuer', () => {
    const { document } = program.policies.find((each) => each.document.id === 'yubei-2024-34') ?? {}
    assert.ok(document)
    const { jurisdiction: district, level, issuer } = document
    const all = ask('企业', { district, level, issuer }).hits
    assert.ok(all.length > 0)
    assert.ok(all.every(({ entry }) => entry.policy.document.issuer === issuer))
    assert.deepEqual(ask('企业', { district: '某地' }).hits, [])
    assert.ok(
      ask('企业', { policy: document.id }).hits.every(({ entry }) => entry.policy.document === document),
    )
  })

  test('validity on a day', () => {
    const before = parseDate('2000-01-01') ?? 0
    assert.deepEqual(search('企业', { valid: 'inForce' }, before).hits, [])
    assert.ok(search('企业', { valid: 'notYet' }, before).hits.length > 0)
  })
})
