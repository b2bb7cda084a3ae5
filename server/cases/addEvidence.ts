// A file and a case → evidence, after a look at what the file really is.
import { z } from 'zod'
import { record } from '../audit/record.ts'
import type { Database } from '../db/openDatabase.ts'
import { EVIDENCE_KINDS, evidence } from '../db/tables.ts'
import { transact } from '../db/transact.ts'
import { keepFile } from './evidenceFiles.ts'
import { loadCase } from './loadCase.ts'
import { mediaTypeOf } from './mediaType.ts'
import { CaseError, orRefuse } from './problem.ts'

const aboutSchema = z
  .strictObject({
    kind: z.enum(EVIDENCE_KINDS),
    invoice: z
      .strictObject({
        number: z
          .string()
          .trim()
          .regex(/^[0-9A-Za-z-]{6,30}$/),
        date: z.iso.date().optional(),
        amountFen: z.int().positive().optional(),
      })
      .optional(),
  })
  .refine(({ kind, invoice }) => (kind === 'invoice') === (invoice !== undefined))

export type EvidenceRow = typeof evidence.$inferSelect

type Adding = {
  readonly person: number
  readonly now: Date
  /** Where files are kept: outside everything that is served. */
  readonly folder: string
}

/** Throws CaseError `wrong_file`, `unknown_case`, `not_yours` or `already_recorded`. */
export async function addEvidence(
  database: Database,
  { person, now, folder }: Adding,
  caseId: number,
  file: { readonly name: string; readonly bytes: Buffer },
  about: z.input<typeof aboutSchema>,
): Promise<EvidenceRow> {
  const parsed = aboutSchema.safeParse(about)
  if (!parsed.success)
    throw new CaseError('wrong_file', '发票要写明发票号码（6至30位），其他材料不写，请改正')
  const { kind, invoice } = parsed.data
  const name = baseName(file.name)
  const mediaType = acceptedType(name, file.bytes)
  const occasion = { actor: { kind: 'person' as const, person }, now }
  // Nothing is kept for those who may not see the case; whether they may add to it is decided with the row.
  const seen = await transact(database, occasion, (tx) => loadCase(tx, caseId))
  if (!seen) throw new CaseError('unknown_case', '没有这个办件，请从「我的办件」进入')
  const sha256 = await keepFile(folder, file.bytes)
  return transact(database, occasion, async (tx) => {
    const adding = tx
      .insert(evidence)
      .values({
        ...{ caseId, kind, name, mediaType, sizeBytes: file.bytes.length, sha256 },
        ...{ invoiceNumber: invoice?.number ?? null, invoiceDate: invoice?.date ?? null },
        invoiceFen: invoice?.amountFen ?? null,
      })
      .returning()
    const [row] = await orRefuse(adding, {
      '42501': ['not_yours', '现在不能给这件添加材料：企业在填写和补正时添加，办理中由经办岗或复核岗添加'],
      evidence_once: ['already_recorded', '这份文件已经在这件里，不用再传'],
    })
    if (!row) throw new CaseError('not_yours', '材料没有保存')
    await record(tx, { act: 'case.evidence', object: `case ${caseId}`, content: { ...row, putAt: now } })
    return row
  })
}

/** What a person sees as the name: no folders, no control characters, not endless. */
export function baseName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const name = last.replaceAll(/\p{C}/gu, '').trim()
  if (name === '' || name === '.' || name === '..')
    throw new CaseError('wrong_file', '文件没有名称，请改名后上传')
  return name.length <= 150 ? name : `…${name.slice(-149)}`
}

export function acceptedType(name: string, bytes: Buffer): string {
  const media = mediaTypeOf(bytes)
  if (media.kind === 'refused') throw new CaseError('wrong_file', `「${name}」没有上传：${media.text}`)
  const extension = name.includes('.') ? (name.split('.').at(-1)?.toLowerCase() ?? '') : ''
  if (!media.extensions.includes(extension)) {
    const expected = media.extensions.map((each) => `.${each}`).join('、')
    throw new CaseError('wrong_file', `「${name}」的内容与名称不符，按内容应为 ${expected}，请核对后上传`)
  }
  return media.type
}
