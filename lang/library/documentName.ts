// What a document is called: by its number, and by its title where the text gives no number.
import type { Document } from '../ir/ir.ts'

const UNSTATED = '未载明'

type Named = Pick<Document, 'number' | 'title'>

/** 渝北府办发〔2024〕34号, or 《…实施方案》. */
export function documentName({ number, title }: Named): string {
  return number === UNSTATED ? `《${title}》` : number
}

/** 《…》（渝北府办发〔2024〕34号） */
export function documentTitle({ number, title }: Named): string {
  return number === UNSTATED ? `《${title}》` : `《${title}》（${number}）`
}

/** Why a date that stands in the text is not the end, where the rules say so after 未载明. */
export function whyUnstated({ endsUnstated }: Pick<Document, 'endsUnstated'>): string | undefined {
  const why = endsUnstated?.replace(new RegExp(`^${UNSTATED}[，、；。]?`), '')
  return why === '' ? undefined : why
}
