// An enterprise's own pages: what is known of it, its dates, its money, and what its people and officers are told.
import type { OpenAPIHono } from '@hono/zod-openapi'
import { addDates } from './dates.ts'
import type { FirmParts } from './firmParts.ts'
import { addMessages } from './messages.ts'
import { addPayments } from './payments.ts'
import { addProfile } from './profile.ts'
import { addRectifications } from './rectifications.ts'

export function addFirm(app: OpenAPIHono, parts: FirmParts): void {
  addProfile(app, parts)
  addRectifications(app, parts)
  addDates(app, parts)
  addPayments(app, parts)
  addMessages(app, parts)
}
