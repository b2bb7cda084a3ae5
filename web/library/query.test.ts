import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asksForPlaces, readQuery, withAnswer } from './query.ts'

test('an address keeps what the page knows and drops the rest', () => {
  assert.deepEqual(readQuery({ q: '租金', at: '2025-06-01', page: '3', level: '', kind: ['x'] }), {
    q: '租金',
    at: '2025-06-01',
  })
})

test('a number in the address is a word like any other', () => {
  assert.deepEqual(readQuery({ q: 2025 }), { q: '2025' })
})

test('an empty answer leaves the address', () => {
  assert.deepEqual(withAnswer({ q: '租金', level: '区县' }, 'level', ''), { q: '租金' })
  assert.deepEqual(withAnswer({ q: '租金' }, 'subject', '企业'), { q: '租金', subject: '企业' })
})

test('filters of documents list documents; words and filters of items list places', () => {
  assert.equal(asksForPlaces({ district: '渝北区', valid: 'inForce' }), false)
  assert.equal(asksForPlaces({ kind: '奖补' }), true)
  assert.equal(asksForPlaces({ q: '租金' }), true)
})
