// A file to keep: its bytes with a type and a name that every browser understands.
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export type SentFile = {
  readonly name: string
  readonly type: string
  readonly content: Buffer | string
}

export function sendFile(c: Context, { name, type, content }: SentFile) {
  const ascii = name.replace(/[^\w.-]/g, '').replace(/^\.+/, '') || 'file'
  const bytes = typeof content === 'string' ? content : new Uint8Array(content)
  return c.body(bytes, 200, {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`,
  })
}

/** The OpenAPI entry of a reply that is a file. */
export function fileResponse(description: string, type: string) {
  return {
    description,
    content: { [type]: { schema: z.string().openapi({ format: 'binary', description: '文件' }) } },
  }
}
