// The compiled library against its published schema, docs/ir.schema.json; broken programs must not pass.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { compile, type Program } from '#lang'
import { loadSources } from '#policies'

const docs = join(import.meta.dirname, '../docs')
const validate = new Ajv2020({ strict: true }).compile(read('ir.schema.json'))
const { program } = compile(loadSources())

function read(file: string) {
  return JSON.parse(readFileSync(join(docs, file), 'utf8'))
}

/** The program as plain JSON, with one place of it changed. */
function changed(change: (program: Program & Changeable) => void): unknown {
  const copy = JSON.parse(JSON.stringify(program))
  change(copy)
  return copy
}

// biome-ignore lint/suspicious/noExplicitAny: breaking the program on purpose is what its types forbid.
type Changeable = any

const MUTATIONS: readonly (readonly [string, (program: Changeable) => void])[] = [
  ['an expression of unknown kind', (program) => Object.assign(firstTest(program).expr, { kind: 'guess' })],
  ['a condition without its citations', (program) => delete firstTest(program).citations],
  ['an item without a title', (program) => delete program.policies[0].items[0].title],
  ['an unknown field', (program) => Object.assign(program.policies[0].items[0], { colour: 'red' })],
  ['a number that is not exact', (program) => replaceNumber(program, 0.1)],
  ['a decimal as text', (program) => replaceNumber(program, '0.1')],
  ['another version', (program) => Object.assign(program, { version: 2 })],
  ['a fact without an authority', (program) => delete program.vocabulary.facts[0].authority],
  ['an unknown hit policy', (program) => withCases(program, 'first')],
]

function firstTest(program: Changeable): Changeable {
  return program.policies[0].items
    .flatMap((item: Changeable) => item.conditions)
    .find((each: Changeable) => each.kind === 'test')
}

function replaceNumber(program: Changeable, value: unknown): void {
  firstTest(program).expr = { kind: 'number', value, dimension: '', text: '10%' }
}

function withCases(program: Changeable, policy: string): void {
  const row = {
    general: true,
    value: { kind: 'number', value: '1', dimension: '元', text: '1分' },
    citations: [],
  }
  const value = { kind: 'cases', policy, rows: [row], type: { kind: 'number', dimension: '元' } }
  program.policies[0].items[0].parts[0].amount = { kind: 'exact', value, citations: [] }
}

describe('the schema of the IR', () => {
  it('accepts the compiled library', () => {
    assert.ok(validate(changed(() => undefined)), JSON.stringify(validate.errors?.slice(0, 3), null, 2))
  })

  it('accepts a case table, which the library may not use', () => {
    assert.ok(
      validate(changed((copy) => withCases(copy, 'unique'))),
      JSON.stringify(validate.errors?.slice(0, 3)),
    )
  })

  it('accepts every construct of the language guide', () => {
    const guide = readFileSync(join(docs, 'language.md'), 'utf8')
    const dictionary = [...guide.matchAll(/^```词典\n([\s\S]*?)^```$/gm)].map((each) => each[1]).join('\n')
    const compiled = compile([
      { file: 'guide.rule', text: dictionary },
      { file: 'guide.md', text: guide },
    ])
    assert.deepEqual(compiled.diagnostics, [])
    const plain = JSON.parse(JSON.stringify(compiled.program))
    assert.ok(validate(plain), JSON.stringify(validate.errors?.slice(0, 3), null, 2))
    assert.deepEqual(missingKinds(plain), [])
  })

  for (const [what, change] of MUTATIONS) {
    it(`refuses ${what}`, () => assert.equal(validate(changed(change)), false))
  }
})

/** Kinds of expressions that the schema knows and the program does not hold. */
function missingKinds(plain: unknown): string[] {
  const text = JSON.stringify(plain)
  const kinds = read('ir.schema.json').$defs.expr.oneOf.flatMap(
    (each: Changeable) => each.properties.kind.enum ?? [each.properties.kind.const],
  )
  return kinds.filter((each: string) => !text.includes(`"kind":"${each}"`))
}
