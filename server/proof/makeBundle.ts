// A decision and the course of its case → the text of its audit bundle.

import { and, asc, eq, inArray, or } from 'drizzle-orm'
import { z } from 'zod'
import { headsFrom, provenRows } from '../audit/heads.ts'
import type { AuditRow } from '../audit/verifyChain.ts'
import { audit, personName } from '../db/tables.ts'
import type { Transaction } from '../db/transact.ts'
import { type Decision, loadDecision } from '../decisions/decision.ts'
import { DecisionError } from '../decisions/problem.ts'
import { rulesAt } from '../decisions/rules.ts'
import { subjectRow } from '../subjects/statement.ts'
import { type Course, sealed } from './bundle.ts'
import { clausesOf, statementsOf } from './parts.ts'

/**
 * For who may read the log: an auditor, or the process itself. Throws DecisionError when the decision does not stand,
 * or when a row of the log that belongs to it is not covered by a published head yet. `called`: what people are called
 * where their names stay in the house.
 */
export async function makeBundle(
  tx: Transaction,
  id: number,
  course: Course,
  now: Date,
  called?: (person: number) => string,
): Promise<string> {
  const decision = await loadDecision(tx, id)
  const { frozen, undone } = decision
  if (undone) throw new DecisionError('undone', `核定 ${id} 已作废，不出具核查包`)
  const subject = await subjectRow(tx, frozen.subject)
  const rules = await rulesAt(tx, { hash: frozen.rules })
  const rows = await rowsOf(tx, decision, course)
  const proven = await provenRows(tx, rows)
  if (proven.length < rows.length)
    throw new DecisionError(
      'bundle',
      '有的留痕还没有公布：先用 duixian audit publish 公布留痕头，再出具核查包',
    )
  const named = await peopleOf(tx, decision, course)
  const people = called ? named.map(({ person }) => ({ person, name: called(person) })) : named
  const { id: number, kind, name, creditCode, district } = subject
  return sealed({
    ...{ format: 'duixian-award/1', madeAt: now.toISOString() },
    subject: { id: number, kind, name, creditCode, district },
    ...{ clauses: clausesOf(rules.program, frozen.finding), rules, people },
    decision: {
      ...{ id: decision.id, hash: decision.hash, frozen },
      ...{ decidedBy: decision.decidedBy, decidedAt: decision.decidedAt },
    },
    timeline: [...course.timeline].sort((a, b) => a.log - b.log),
    ...{ publicity: course.publicity, objections: course.objections },
    ...{ orders: course.orders, receipts: course.receipts },
    log: {
      rows: proven.map(({ proof, ...row }) => ({ ...row, proof: [...proof] })),
      heads: await headsFrom(tx, Math.min(...rows.map((each) => each.number))),
    },
  })
}

/** The rows of the decision, of the facts that it rests on, of its rules, and those that the course names. */
async function rowsOf(tx: Transaction, decision: Decision, course: Course): Promise<AuditRow[]> {
  const { frozen } = decision
  const said = await tx
    .select()
    .from(audit)
    .where(and(eq(audit.object, `subject ${frozen.subject}`), eq(audit.act, 'say-facts')))
  const used = new Set(statementsOf(decision).map((each) => each.id))
  const ofFacts = said.filter(({ content }) => factIdsIn(content).some((each) => used.has(each)))
  const named = [...ofFacts.map((each) => each.number), ...rowNumbers(course)]
  const rows = await tx
    .select()
    .from(audit)
    .where(
      or(
        inArray(audit.object, [`decision ${decision.id}`, `rules ${frozen.rules}`]),
        ...(named.length > 0 ? [inArray(audit.number, named)] : []),
      ),
    )
    .orderBy(asc(audit.number))
  const present = new Set(rows.map((each) => each.number))
  const missing = named.filter((each) => !present.has(each))
  if (missing.length > 0 || rows.length === 0)
    throw new DecisionError('bundle', `找不到第 ${missing.join('、')} 条留痕，或者您无权查看留痕`)
  return rows
}

const saidSchema = z.looseObject({ facts: z.array(z.looseObject({ id: z.int() })) })

function factIdsIn(content: string): number[] {
  const read = saidSchema.safeParse(JSON.parse(content))
  return read.success ? read.data.facts.map((each) => each.id) : []
}

/** The rows that the parts of a course stand for. */
function rowNumbers({ timeline, publicity, objections, orders, receipts }: Course): number[] {
  return [
    ...timeline.map((each) => each.log),
    ...publicity.flatMap((each) => [each.openedLog, each.closedLog ?? []].flat()),
    ...[...objections, ...orders, ...receipts].map((each) => each.log),
  ]
}

async function peopleOf(tx: Transaction, decision: Decision, { timeline }: Course) {
  const ids = [
    decision.decidedBy,
    ...statementsOf(decision).map((each) => each.saidBy),
    ...timeline.map((each) => each.person),
  ].filter((each) => each !== null)
  if (ids.length === 0) return []
  const rows = await tx
    .select()
    .from(personName)
    .where(inArray(personName.id, [...new Set(ids)]))
    .orderBy(asc(personName.id))
  return rows.map(({ id, name }) => ({ person: id, name }))
}
