// Whoever reads the log reads words: every act and every kind of object that the program writes has one.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { actText, OBJECT_KINDS } from './actText.ts'

const folder = join(import.meta.dirname, '..')
const files = (await Array.fromAsync(glob('**/*.ts', { cwd: folder }))).filter(
  (each) => !each.endsWith('.test.ts'),
)
const written = files
  .map((each) => readFileSync(join(folder, each), 'utf8'))
  .filter((text) => text.includes('await record(') || text.includes(' record(tx'))

function found(pattern: RegExp): string[] {
  return [
    ...new Set(written.flatMap((text) => [...text.matchAll(pattern)].map((match) => match[1] ?? ''))),
  ].sort()
}

test('every act that is written out has a name', () => {
  const acts = found(/\bact: '([a-z][a-z.-]*)',\s*object:/g)
  assert.ok(acts.length > 80)
  assert.deepEqual(
    acts.filter((act) => !/\p{Script=Han}/u.test(actText(act))),
    [],
  )
})

test('every kind of object has a name', () => {
  const kinds = new Set(OBJECT_KINDS.map(({ kind }) => kind))
  const objects = found(/\bobject: [`']([a-z_-]+)/g)
  assert.ok(objects.length > 25)
  assert.deepEqual(
    objects.filter((kind) => !kinds.has(kind)),
    [],
  )
})

test('acts of paths, tasks and projects are named by their steps; an act that nobody knows is shown as it is', () => {
  assert.equal(actText('case.submit'), '提交')
  assert.equal(actText('task.sign'), '任务签收')
  assert.equal(actText('project.advance'), '项目转入下一张清单')
  assert.equal(actText('case.of-another-path'), 'case.of-another-path')
})
