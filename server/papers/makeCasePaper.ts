// Whoever handles a case or applied with it, and a kind of notice → the notice as .docx; that it was made is logged with its hash.
import type { Program } from '#lang'
import { sha256 } from '../audit/canonical.ts'
import { record } from '../audit/record.ts'
import { CaseError } from '../cases/problem.ts'
import type { Database } from '../db/openDatabase.ts'
import { type Occasion, transact } from '../db/transact.ts'
import { caseNotice } from '../office/caseNotice.ts'
import { CASE_PAPERS, casePapers, type PaperKind } from './casePapers.ts'
import { clauseOf, documentOf, headingOf } from './clauseOf.ts'
import type { MadePaper } from './makePublicityNotice.ts'

/** Throws CaseError `unknown_case`, or `no_paper` where nothing was done that such a notice would tell of. */
export async function makeCasePaper(
  database: Database,
  occasion: Occasion,
  program: Program,
  { caseId, kind }: { readonly caseId: number; readonly kind: PaperKind },
): Promise<MadePaper> {
  return transact(database, occasion, async (tx) => {
    const { about, papers } = await casePapers(tx, caseId)
    const paper = papers.find((each) => each.kind === kind)
    const title = CASE_PAPERS[kind]
    if (!paper)
      throw new CaseError('no_paper', `办件 ${about.number} 没有走到出具${title}的一步，请先办理再制作`)
    const bytes = await caseNotice(about, paper, {
      clause: clauseOf(program, about),
      document: (policy) => documentOf(program, policy),
      heading: (policy, article) => headingOf(program, policy, article),
    })
    await record(tx, {
      act: 'paper.case',
      object: `case ${caseId}`,
      content: { kind, sha256: sha256(bytes) },
    })
    return { name: `${title}-${about.number}.docx`, bytes }
  })
}
