// Findings → cases of 免申即享 for those who are eligible with everything known; the firm only says yes later.
import type { Finding } from '#lang'
import { record } from '../audit/record.ts'
import { dayInChina } from '../clock/dayInChina.ts'
import type { Database } from '../db/openDatabase.ts'
import { JOB, type Transaction, transact } from '../db/transact.ts'
import { enterCase } from './enterCase.ts'
import { itemSettingOn } from './itemSettingOn.ts'
import { loadPath } from './loadPath.ts'
import { CaseError } from './problem.ts'

type Candidate = { readonly subject: number; readonly finding: Finding }
type Wanted = { readonly policy: string; readonly item: string; readonly year: number }

export type Listed =
  | { readonly subject: number; readonly kind: 'listed'; readonly caseId: number; readonly number: string }
  | { readonly subject: number; readonly kind: 'left_out'; readonly why: 'not_certain' | 'duplicate' }

/** Each case in a transaction of its own. Throws CaseError `unknown_setting`, or `wrong_setting` for another mode. */
export async function listForNoApplication(
  database: Database,
  now: Date,
  wanted: Wanted,
  candidates: readonly Candidate[],
): Promise<Listed[]> {
  const listed: Listed[] = []
  for (const { subject, finding } of candidates) {
    if (!isCertain(finding, wanted)) listed.push({ subject, kind: 'left_out', why: 'not_certain' })
    else listed.push(await transact(database, { actor: JOB, now }, (tx) => listOne(tx, now, wanted, subject)))
  }
  return listed
}

function isCertain({ policy, item, outcome, needs, amount }: Finding, wanted: Wanted): boolean {
  const same = policy === wanted.policy && item === wanted.item
  return same && outcome === 'eligible' && needs.length === 0 && amount.kind === 'exact'
}

async function listOne(tx: Transaction, now: Date, wanted: Wanted, subject: number): Promise<Listed> {
  const setting = await itemSettingOn(tx, wanted, dayInChina(now))
  const path = await loadPath(tx, setting.pathId, setting.pathVersion)
  if (path.mode !== 'no_application')
    throw new CaseError('wrong_setting', '这个事项不是免申即享，请由企业申报，或把事项设置改为免申即享路径')
  try {
    const wantedCase = { subject, year: wanted.year, stage: '', element: '', firstDepartment: undefined }
    const { id, number } = await enterCase(tx, setting, wantedCase, now)
    await record(tx, { act: 'case.list', object: `case ${id}`, content: { number, subject, ...wanted } })
    return { subject, kind: 'listed', caseId: id, number }
  } catch (error) {
    if (error instanceof CaseError && error.kind === 'duplicate')
      return { subject, kind: 'left_out', why: 'duplicate' }
    throw error
  }
}
