// ARCHITECTURE.md against the code: files exist, functions stand where it says, layers are those that are enforced.
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
const rows = page.split('\n').filter((each) => each.startsWith('|'))

function ticked(text: string): string[] {
  return [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`]+)`/g)].map((each) => each[1] ?? '')
}

describe('the architecture page', () => {
  it('names files and folders that exist', () => {
    const paths = ticked(page).filter((each) => /^(lang|policies|server|web|cli|docs)\/[\w./-]*$/.test(each))
    assert.ok(paths.length > 30)
    assert.deepEqual(
      paths.filter((each) => !existsSync(join(root, each))),
      [],
    )
  })

  it('names functions that stand in their files', () => {
    const steps = rows.flatMap((row) => {
      const [, , functions = '', file = ''] = row.split(' | ').length === 3 ? ['', ...row.split(' | ')] : []
      return ticked(functions).map((name) => ({ name, file: ticked(file)[0] ?? '' }))
    })
    const walks = steps.filter((each) => /\.tsx?$/.test(each.file))
    assert.ok(walks.length > 35)
    const absent = walks.filter(({ name, file }) => {
      const text = readFileSync(join(root, file), 'utf8')
      return !new RegExp(`\\b(function|const)\\*? ${name}\\b`).test(text)
    })
    assert.deepEqual(absent, [])
  })

  it('shows the layers of the language that are enforced', () => {
    const rules = readFileSync(join(root, '.dependency-cruiser.mjs'), 'utf8')
    const table = /languageLayers = \{([\s\S]*?)\n\}/.exec(rules)?.[1] ?? ''
    const enforced = [...table.matchAll(/^\s*(\w+): \[(.*)\]/gm)].map(([, folder, below = '']) => [
      folder,
      [...below.matchAll(/'(\w+)'/g)].map((each) => each[1]),
    ])
    const shown = rows
      .map((row) => row.split('|').slice(1, 3))
      .filter(([folder = '']) => /^ `[a-z]+` $/.test(folder))
      .map(([folder = '', below = '']) => [ticked(folder)[0], ticked(below)])
    assert.ok(enforced.length > 8)
    assert.deepEqual(shown, enforced)
  })
})
