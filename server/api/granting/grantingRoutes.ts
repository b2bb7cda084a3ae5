// Decisions and money of cases over HTTP.
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { CaseParts } from '../caseParts.ts'
import { addCaseMoney } from './caseMoney.ts'
import { addPayees } from './payees.ts'

export function addGranting(app: OpenAPIHono, parts: CaseParts): void {
  addCaseMoney(app, parts)
  addPayees(app, parts)
}
