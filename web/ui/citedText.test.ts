import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { segmentsOf } from './citedText.ts'

describe('a text is cut where citations begin and end, and loses no character', () => {
  const text = '租用国有厂房且租金超过20元的'

  test('overlapping phrases share the piece they have in common', () => {
    const segments = segmentsOf(text, [
      { start: 2, end: 6, key: 'a' },
      { start: 4, end: 9, key: 'b' },
    ])
    assert.deepEqual(
      segments.map(({ text: piece, keys }) => [piece, keys.join('')]),
      [
        ['租用', ''],
        ['国有', 'a'],
        ['厂房', 'ab'],
        ['且租金', 'b'],
        ['超过20元的', ''],
      ],
    )
    assert.equal(segments.map((segment) => segment.text).join(''), text)
  })

  test('phrases of one rule that touch are one piece', () => {
    const segments = segmentsOf('甲乙丙', [
      { start: 0, end: 1, key: 'a' },
      { start: 1, end: 3, key: 'a' },
    ])
    assert.deepEqual(segments, [{ start: 0, text: '甲乙丙', keys: ['a'] }])
  })

  test('without citations there is one plain piece', () => {
    assert.deepEqual(segmentsOf(text, []), [{ start: 0, text, keys: [] }])
  })

  test('the same key cited twice counts once, and an empty or far phrase not at all', () => {
    const segments = segmentsOf('甲乙', [
      { start: 0, end: 2, key: 'a' },
      { start: 0, end: 2, key: 'a' },
      { start: 1, end: 1, key: 'b' },
      { start: 9, end: 12, key: 'c' },
    ])
    assert.deepEqual(segments, [{ start: 0, text: '甲乙', keys: ['a'] }])
  })
})
