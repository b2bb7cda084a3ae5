// Tables of the plan → an Excel file.
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type ExportTable, exportTo } from '#population'

export async function bookOf(tables: readonly ExportTable[]): Promise<Buffer> {
  const through = new PassThrough()
  const collected = buffer(through)
  await exportTo(through, 'xlsx', [...tables])
  return collected
}
