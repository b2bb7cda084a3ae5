// An applicant and an item → a draft, with what they said of facts that only they know. What government holds is not asked.
// Where an item asks for no application, what is opened is a request to be listed: it lies on the desk of the department
// that leads (docs/decisions/0017-asking-to-be-listed.md).
import { and, desc, eq } from 'drizzle-orm'
import type { Program } from '#lang'

import { record } from '../audit/record.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import type { Database } from '../db/openDatabase.ts'
import { supportCase } from '../db/tables.ts'
import { type Transaction, transact } from '../db/transact.ts'
import { saidFacts } from '../subjects/saidFacts.ts'
import { enterCase } from './enterCase.ts'
import { type ItemSetting, itemSettingOn } from './itemSettingOn.ts'
import type { CaseRow } from './loadCase.ts'
import { loadPath } from './loadPath.ts'
import { CaseError } from './problem.ts'
import { stagesSchema } from './stages.ts'
import { outsideWindow } from './window.ts'

/** A fact by its English name in the dictionary; yearly ones with their year. */
export type Said = { readonly name: string; readonly year?: number; readonly value: unknown }

export type Application = {
  readonly subject: number
  readonly policy: string
  readonly item: string
  readonly year: number
  /** For awards in steps: which one; the first one where nothing is said. */
  readonly stage?: string
  /** Which lease, device or project, where one subject may have several cases. */
  readonly element?: string
  /** The street or the landlord that looks first, where the item has two levels. */
  readonly firstDepartment?: string
  readonly facts?: readonly Said[]
}

type Dictionary = Pick<Program, 'vocabulary'>
type Applying = { readonly person: number; readonly now: Date; readonly program: Dictionary }

/** Throws CaseError: `unknown_setting`, `outside_window`, `duplicate`, `not_asked`, `not_yours` and others. */
export async function openCase(
  database: Database,
  { person, now, program }: Applying,
  application: Application,
): Promise<CaseRow> {
  const facts = application.facts ?? []
  requireOwnFacts(program, facts)
  return transact(database, { actor: { kind: 'person', person }, now }, async (tx) => {
    const today = dayInChina(now)
    const setting = await itemSettingOn(tx, application, today)
    const closed = outsideWindow(setting, today)
    if (closed !== undefined) throw new CaseError('outside_window', closed)
    const { subject, year, element = '', firstDepartment } = application
    const stage = await stageOf(tx, setting, application)
    const opened = await enterCase(tx, setting, { subject, year, element, firstDepartment, ...stage }, now)
    await say(tx, program, subject, person, facts)
    const { mode } = await loadPath(tx, setting.pathId, setting.pathVersion)
    await record(tx, {
      act: mode === 'no_application' ? 'case.ask' : 'case.open',
      object: `case ${opened.id}`,
      content: { number: opened.number, ...application },
    })
    return opened
  })
}

/** One question is asked of one side only: what government holds, derives or decides is not the applicant's to say. */
function requireOwnFacts(program: Dictionary, facts: readonly Said[]): void {
  const { vocabulary } = program
  const declared = [...vocabulary.facts, ...vocabulary.collections]
  for (const { name } of facts) {
    const known = declared.find((each) => each.english === name)
    if (!known) throw new CaseError('unknown_fact', `词典里没有事实「${name}」，请从表单填报`)
    if (known.authority.kind !== 'applicant')
      throw new CaseError('not_asked', `「${known.name}」由${known.authority.name}掌握，不需要企业填报`)
  }
}

/** As every word of an enterprise: with its source, and in the log, so that a decision can rest on it. */
async function say(
  tx: Transaction,
  { vocabulary }: Dictionary,
  subject: number,
  person: number,
  said: readonly Said[],
): Promise<void> {
  if (said.length === 0) return
  const facts: Record<string, unknown> = {}
  for (const { name, year, value } of said) {
    if (year === undefined) facts[name] = value ?? null
    else facts[name] = { ...yearsOf(facts[name]), [String(year)]: value ?? null }
  }
  await saidFacts(tx, vocabulary, { subject, voice: { kind: 'enterprise', person }, facts })
}

function yearsOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {}
}

/** A later stage follows one that has been paid. */
async function stageOf(
  tx: Transaction,
  setting: ItemSetting,
  { subject, year, stage }: Application,
): Promise<{ stage: string; previousCase?: number }> {
  const stages = stagesSchema.parse(setting.stages)
  const [first] = stages
  if (!first) return { stage: '' }
  if (stage === undefined || stage === first.stage) return { stage: first.stage }
  const at = stages.findIndex((each) => each.stage === stage)
  const before = stages[at - 1]
  if (!before) throw new CaseError('unknown_setting', `这个事项没有「${stage}」阶段，请从列表中选择`)
  const [paid] = await tx
    .select({ id: supportCase.id })
    .from(supportCase)
    .where(
      and(
        ...[eq(supportCase.subjectId, subject), eq(supportCase.policy, setting.policy)],
        ...[eq(supportCase.item, setting.item), eq(supportCase.stage, before.stage)],
        ...[eq(supportCase.year, year), eq(supportCase.state, 'paid')],
      ),
    )
    .orderBy(desc(supportCase.id))
    .limit(1)
  if (!paid)
    throw new CaseError('stage_before', `「${stage}」要在「${before.stage}」到账之后申报，请先办完前一阶段`)
  return { stage, previousCase: paid.id }
}
