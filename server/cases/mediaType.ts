// Bytes → what kind of file they are, by their content alone; or why the file is not taken.
import { checkZip } from './zipLimits.ts'

export const MOST_BYTES = 20 * 2 ** 20

export type Media =
  | { readonly kind: 'taken'; readonly type: string; readonly extensions: readonly string[] }
  | { readonly kind: 'refused'; readonly text: string }

const PDF: Media = { kind: 'taken', type: 'application/pdf', extensions: ['pdf'] }
const JPEG: Media = { kind: 'taken', type: 'image/jpeg', extensions: ['jpg', 'jpeg'] }
const PNG: Media = { kind: 'taken', type: 'image/png', extensions: ['png'] }

const OFFICE = 'application/vnd.openxmlformats-officedocument'
const PACKED: readonly { readonly has: string; readonly media: Media }[] = [
  {
    has: 'word/document.xml',
    media: { kind: 'taken', type: `${OFFICE}.wordprocessingml.document`, extensions: ['docx'] },
  },
  {
    has: 'xl/workbook.xml',
    media: { kind: 'taken', type: `${OFFICE}.spreadsheetml.sheet`, extensions: ['xlsx'] },
  },
  // Electronic invoices come as OFD (GB/T 33190).
  { has: 'OFD.xml', media: { kind: 'taken', type: 'application/ofd', extensions: ['ofd'] } },
]

const starts = (bytes: Buffer, ...signature: number[]): boolean =>
  signature.every((each, i) => bytes[i] === each)

/** Whether the name fits the content is the caller's question. */
export function mediaTypeOf(bytes: Buffer): Media {
  if (bytes.length === 0) return { kind: 'refused', text: '文件是空的，请重新选择' }
  if (bytes.length > MOST_BYTES)
    return { kind: 'refused', text: `文件超过${MOST_BYTES / 2 ** 20}MB，请压缩或拆分后上传` }
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return PDF
  if (starts(bytes, 0xff, 0xd8, 0xff)) return JPEG
  if (starts(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return PNG
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04)) return packedType(bytes)
  return { kind: 'refused', text: '只收 PDF、JPG、PNG、DOCX、XLSX、OFD，请转换后上传' }
}

function packedType(bytes: Buffer): Media {
  const verdict = checkZip(bytes)
  if (verdict.kind === 'refused') return verdict
  if (verdict.names.some((each) => /vbaproject\.bin$/i.test(each)))
    return { kind: 'refused', text: '文件带宏，请另存为不带宏的格式后上传' }
  const found = PACKED.find(({ has }) => verdict.names.includes(has))
  return found?.media ?? { kind: 'refused', text: '压缩包不收，请把里面的文件逐个上传' }
}
