// The same rule in every engine: each takes a firm and gives yuan. What a peer cannot say stands in `lacks`.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ZenEngine } from '@gorules/zen-engine'
import { evaluate as evaluateFeel } from 'feelin'
import { Engine as JsonRulesEngine } from 'json-rules-engine'
import Publicodes from 'publicodes'
import { compile, evaluate, parseDate, type Subject, type Value, verdicts } from '#lang'
import { byHand, type Firm } from './firm.ts'

export type Peer = {
  readonly name: string
  /** Prepares a firm once, outside the timing, as the engine's own input. */
  prepare(firm: Firm): unknown
  run(input: unknown): number | Promise<number>
  readonly lacks: string
}

const folder = join(import.meta.dirname, 'rules')

function ours(): readonly Peer[] {
  const source = (file: string) => ({ file, text: readFileSync(join(folder, file), 'utf8') })
  const { program, diagnostics } = compile([source('facts.rule'), source('policy.md')])
  if (diagnostics.length > 0) throw new Error(`the bench rule does not compile: ${diagnostics[0]?.code}`)
  const at = parseDate('2025-06-01') ?? 0
  const yuan = (amount: { readonly kind: string; readonly yuan?: string } | undefined): number =>
    Number(amount?.yuan)
  return [
    {
      name: 'duixian, outcome and amount',
      prepare: subjectOf,
      run: (input) => yuan(verdicts(program, input as Subject, { at })[0]?.amount),
      lacks: '',
    },
    {
      name: 'duixian, with reasons and citations',
      prepare: subjectOf,
      run: (input) => yuan(evaluate(program, input as Subject, { at })[0]?.amount),
      lacks: '',
    },
    {
      name: 'duixian, with full trace',
      prepare: subjectOf,
      run: (input) => yuan(evaluate(program, input as Subject, { at, trace: true })[0]?.amount),
      lacks: '',
    },
  ]
}

function subjectOf(firm: Firm): Subject {
  const number = (n: number, d = 1): Value => ({ kind: 'number', value: { n: BigInt(n), d: BigInt(d) } })
  const titles: Value = { kind: 'set', values: new Set(firm.certified ? ['专精特新'] : []) }
  return {
    kind: '企业',
    facts: new Map<string, Value>([
      ['增速', number(firm.growth, 10_000)],
      ['资质', titles],
      ['月租金单价', number(firm.rent * 100)],
      ['面积', number(firm.area)],
      ['月数', number(firm.months)],
    ]),
    collections: new Map(),
  }
}

function publicodes(): Peer {
  const engine = new Publicodes({
    growth: { unité: '%' },
    certified: { type: 'booléen' },
    rent: { unité: '€' },
    area: { unité: 'm2' },
    months: { unité: 'mois' },
    relief: {
      'applicable si': { 'toutes ces conditions': ['growth > 20%', 'certified', 'rent > 20 €'] },
      valeur: '5 €/m2/mois * area * months',
      plafond: '500000 €',
    },
  })
  return {
    name: 'publicodes',
    prepare: (firm) => ({
      growth: `${firm.growth / 100}%`,
      certified: firm.certified ? 'oui' : 'non',
      rent: `${firm.rent} €`,
      area: `${firm.area} m2`,
      months: `${firm.months} mois`,
    }),
    run: (input) => {
      engine.setSituation(input as Record<string, string>)
      const value = engine.evaluate('relief').nodeValue
      return typeof value === 'number' ? value : 0
    },
    lacks: 'floating point; no competing readings, no citations',
  }
}

function jsonRules(): Peer {
  const engine = new JsonRulesEngine([
    {
      conditions: {
        all: [
          { fact: 'growth', operator: 'greaterThan', value: 2000 },
          { fact: 'titles', operator: 'contains', value: 'specialized' },
          { fact: 'rent', operator: 'greaterThan', value: 20 },
        ],
      },
      event: { type: 'relief' },
    },
  ])
  return {
    name: 'json-rules-engine',
    prepare: named,
    run: async (input) => {
      const { events } = await engine.run(input as Record<string, unknown>)
      const { area, months } = input as ReturnType<typeof named>
      return events.length > 0 ? Math.min(5 * area * months, 500_000) : 0
    },
    lacks: 'no arithmetic: the amount is computed by hand; floating point; no unknowns',
  }
}

function named(firm: Firm) {
  const { growth, rent, area, months } = firm
  return { growth, titles: firm.certified ? ['specialized'] : [], rent, area, months }
}

function zen(): Peer {
  const value =
    'growth > 2000 and "specialized" in titles and rent > 20 ? min([5 * area * months, 500000]) : 0'
  const position = { x: 0, y: 0 }
  const content = { expressions: [{ id: 'amount', key: 'amount', value }] }
  const graph = {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position },
      { id: 'rule', type: 'expressionNode', name: 'rule', position, content },
      { id: 'out', type: 'outputNode', name: 'out', position },
    ],
    edges: [
      { id: 'a', type: 'edge', sourceId: 'in', targetId: 'rule' },
      { id: 'b', type: 'edge', sourceId: 'rule', targetId: 'out' },
    ],
  }
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(graph)))
  return {
    name: '@gorules/zen-engine',
    prepare: named,
    run: async (input) => Number((await decision.evaluate(input)).result.amount),
    lacks: 'no unknowns, no readings, no citations',
  }
}

function feel(): Peer {
  const rule =
    'if growth > 2000 and list contains(titles, "specialized") and rent > 20 then min(5 * area * months, 500000) else 0'
  return {
    name: 'feelin',
    prepare: named,
    run: (input) => Number(evaluateFeel(rule, input as Record<string, unknown>).value),
    lacks: 'parses at every call; errors become null; floating point',
  }
}

export function peers(): readonly Peer[] {
  const hand: Peer = {
    name: 'hand-written TypeScript',
    prepare: (firm) => firm,
    run: (input) => byHand(input as Firm),
    lacks: 'everything but the number',
  }
  return [hand, ...ours(), zen(), jsonRules(), feel(), publicodes()]
}
