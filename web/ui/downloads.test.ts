// The download of an answer, with the browser's parts stood in for.
import assert from 'node:assert/strict'
import { afterEach, mock, test } from 'node:test'
import { downloadAnswer } from './downloads.ts'

const link = { href: '', download: '', click: mock.fn() }

function answerWith(reply: Response) {
  mock.method(globalThis, 'fetch', async () => reply)
  mock.method(URL, 'createObjectURL', () => 'blob:1')
  mock.method(URL, 'revokeObjectURL', () => {})
  Object.assign(globalThis, { document: { createElement: () => link } })
}

afterEach(() => {
  mock.restoreAll()
  Reflect.deleteProperty(globalThis, 'document')
})

test('the file keeps the name that the server gave it', async () => {
  const name = `attachment; filename="x.docx"; filename*=UTF-8''${encodeURIComponent('体检结论.docx')}`
  answerWith(new Response('PK', { headers: { 'Content-Disposition': name } }))
  await downloadAnswer({ subject: '企业', facts: {} })
  assert.equal(link.download, '体检结论.docx')
  assert.equal(link.click.mock.callCount(), 1)
})

test('a refusal is an error for the caller to show', async () => {
  answerWith(new Response('{}', { status: 422 }))
  await assert.rejects(downloadAnswer({ subject: '企业', facts: {} }), /422/)
})
