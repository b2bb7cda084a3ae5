// A case and the acts of its step → what a decision or a reservation still has to choose, as a table offers it: the same
// that the screen's form is drawn from.
import { outcomeText, type Program, yuanToFen } from '#lang'
import type { PathAct } from '../approval/path.ts'
import type { CaseRow } from '../cases/loadCase.ts'
import type { Transaction } from '../db/transact.ts'
import { DecisionError } from '../decisions/problem.ts'
import { type ActNeeds, actNeeds } from '../granting/actNeeds.ts'
import { envelopeName } from '../granting/envelopeFor.ts'
import { GrantingError } from '../granting/problem.ts'
import type { Proposal } from '../granting/proposal.ts'
import { yuanDigits } from '../office/moneyWords.ts'
import { SubjectError } from '../subjects/problem.ts'
import { READING_SHEET } from './readingSheet.ts'

type Offered = {
  /** What there is to know before choosing. */
  readonly note: string
  /** What a cell offers; empty where there is nothing to choose between. */
  readonly of: readonly string[]
}

export type ActChoices = {
  readonly award: Offered
  readonly envelope: Offered
  /** Open readings, with the day for which the law is asked. */
  readonly readings: Proposal['finding']['readings']
  readonly on: string
}

const NOTHING: Offered = { note: '', of: [] }
const NONE: ActChoices = { award: NOTHING, envelope: NOTHING, readings: [], on: '' }

/** With the rights of whoever asks. What cannot be decided now is said in the notes. */
export async function actChoices(
  tx: Transaction,
  program: Program,
  row: CaseRow,
  acts: readonly PathAct[],
): Promise<ActChoices> {
  const does = acts
    .flatMap((each) => each.does)
    .filter((effect) => effect === 'freeze' || effect === 'reserve')
  if (does.length === 0) return NONE
  try {
    return offered(await actNeeds(tx, program, row, does))
  } catch (error) {
    const told = [GrantingError, DecisionError, SubjectError].some((each) => error instanceof each)
    if (!told || !(error instanceof Error)) throw error
    const problem = { note: error.message, of: [] }
    return does.includes('freeze') ? { ...NONE, award: problem } : { ...NONE, envelope: problem }
  }
}

function offered({ decision, envelopes }: ActNeeds): ActChoices {
  return {
    award: decision ? awardOffered(decision) : NOTHING,
    envelope: envelopes ? envelopesOffered(envelopes) : NOTHING,
    readings: openReadings(decision),
    on: decision?.on ?? '',
  }
}

/** Those that decide the result first. */
function openReadings(decision: Proposal | undefined): Proposal['finding']['readings'] {
  const open = decision?.finding.readings.filter(({ status }) => status === 'open') ?? []
  return open.toSorted((a, b) => Number(b.decisive) - Number(a.decisive))
}

const money = (yuan: string): string => `${yuanDigits(Number(yuanToFen(yuan)))}元`

function awardOffered({ finding, lawful, open }: Proposal): Offered {
  if (finding.readings.some(({ status, decisive }) => status === 'open' && decisive))
    return { note: `请先在「${READING_SHEET}」表里选定读法；选定的读法只给一个金额的，金额不用填`, of: [] }
  if (open !== undefined) return { note: `现在还不能核定：${open}`, of: [] }
  if (finding.outcome !== 'eligible')
    return { note: `按规则和现在掌握的事实：${outcomeText(finding.outcome)}`, of: [] }
  switch (lawful.kind) {
    case 'settled':
      return { note: `按规则核定${money(lawful.yuan)}，金额和理由不用填`, of: [] }
    case 'oneOf':
      return {
        note: `文件允许${lawful.yuan.map(money).join('、')}之一，请选定并写明为什么`,
        of: lawful.yuan,
      }
    case 'between': {
      const range =
        lawful.most === null
          ? `文件没有上限，不少于${money(lawful.least)}`
          : `文件允许${money(lawful.least)}至${money(lawful.most)}`
      return { note: `${range}，由有权机关确定：请写金额和为什么`, of: [] }
    }
  }
}

function envelopesOffered({ awardFen, choices }: NonNullable<ActNeeds['envelopes']>): Offered {
  const award = `核定${yuanDigits(awardFen)}元`
  if (choices.length === 0) return { note: `${award}；没有可用的资金盘子`, of: [] }
  const fitting = choices.filter((each) => each.availableFen >= awardFen)
  const listed = choices.map(
    (each) =>
      `${envelopeName(each)}可用${yuanDigits(each.availableFen)}元${fitting.includes(each) ? '' : '，不够'}`,
  )
  const only = fitting.length === 1 ? '；只有一个够，不填就用它' : ''
  return { note: `${award}；${listed.join('；')}${only}`, of: fitting.map(envelopeName) }
}
