import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { hashFiles } from './buildWeb.ts'

describe('the screens are rebuilt exactly when what goes into them changes', () => {
  let folder: string
  const hash = () => hashFiles(folder, ['web/**/*', 'package.json'])
  const write = (path: string, text: string) => writeFile(join(folder, path), text)

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'duixian-sources-'))
    await mkdir(join(folder, 'web/officer'), { recursive: true })
    await write('web/officer/review.tsx', 'a')
    await write('package.json', '{}')
  })
  afterEach(() => rm(folder, { recursive: true }))

  test('a changed file changes the hash, and its old text brings the old hash back', async () => {
    const before = await hash()
    await write('web/officer/review.tsx', 'b')
    assert.notEqual(await hash(), before)
    await write('web/officer/review.tsx', 'a')
    assert.equal(await hash(), before)
  })

  test('a new file changes the hash', async () => {
    const before = await hash()
    await write('web/officer/payments.tsx', '')
    assert.notEqual(await hash(), before)
  })

  test('a test file and a file outside the patterns do not', async () => {
    const before = await hash()
    await write('web/officer/review.test.tsx', 'test')
    await write('notes.md', 'notes')
    assert.equal(await hash(), before)
  })
})
