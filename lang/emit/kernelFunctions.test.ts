// A row cut into functions computes what it computes in one piece.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Step, writeRow } from './kernelFunctions.ts'
import type { LongLoop, Unit } from './kernelUnits.ts'

const COUNT = 600

function unit(text: string, uses: readonly string[], of: Partial<Unit> = {}): Unit {
  return { text, declares: [], updates: [], uses: new Set(uses), ...of }
}

/** n0 = i, and each further number from the one before; a loop of three rounds adds some of them up. */
function steps(): Step[] {
  const chain = Array.from({ length: COUNT }, (_, k) => {
    const before = `n${k - 1}`
    const text = `const n${k} = ${k === 0 ? 'i' : `${before} % 1000 + ${k}`};`
    return unit(text, k === 0 ? [] : [before], { declares: [`n${k}`] })
  })
  const odd = unit('const f0 = n10 % 2 === 1;', ['n10'], { declares: ['f0'] })
  const loop: LongLoop = {
    ...{ head: 'for (let e = 0; e < 3; e++) {', element: 'e', starts: [{ name: 'n9999', value: '0' }] },
    body: chain.map((_, k) => unit(`if (!f0) n9999 += n${k} * e;`, ['f0', `n${k}`], { updates: ['n9999'] })),
  }
  return [
    { kind: 'compute', units: [...chain, odd] },
    {
      kind: 'end',
      when: unit('i === 7', []),
      units: [unit(`out[o] = n${COUNT - 1};`, [`n${COUNT - 1}`])],
    },
    { kind: 'compute', units: [loop, unit('out[o] = n9999 + n3;', ['n9999', 'n3'])] },
  ]
}

function expected(i: number): number {
  const chain = [i]
  for (let k = 1; k < COUNT; k++) chain.push(((chain[k - 1] ?? 0) % 1000) + k)
  if (i === 7) return chain[COUNT - 1] ?? 0
  const sum = (chain[10] ?? 0) % 2 === 1 ? 0 : chain.reduce((all, each) => all + each * 3, 0)
  return sum + (chain[3] ?? 0)
}

test('a long row is cut into functions that hand on what they compute', () => {
  const kinds = new Map([
    ...Array.from({ length: COUNT }, (_, k) => [`n${k}`, 'number'] as const),
    ...[['n9999', 'number'] as const, ['f0', 'bool'] as const],
  ])
  const places = { numbers: 0, bools: 0 }
  const { main, functions } = writeRow(steps(), {
    ...{ prefix: 'part', kinds, places, leave: 'return', split: true },
  })
  assert.ok((functions.match(/^function /gm)?.length ?? 0) > 4)
  const bools = Array.from({ length: places.bools }, (_, k) => `var b${k};`).join('')
  const text = `const D = new Float64Array(${places.numbers});${bools}\n${functions}\nreturn function row(i, o) {\n${main}\n}`
  const out: number[] = []
  const row = new Function('out', text)(out)
  for (let i = 0; i < 20; i++) row(i, i)
  assert.deepEqual(
    out,
    Array.from({ length: 20 }, (_, i) => expected(i)),
  )
})
