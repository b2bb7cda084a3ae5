// Everything for those who check: the log, whether it is whole, decisions computed again, bundles.
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { AuditParts } from './auditParts.ts'
import { addBundleCheck } from './bundleCheck.ts'
import { addLog } from './logRoutes.ts'
import { addReplays } from './replays.ts'
import { addVerification } from './verification.ts'

export function addAudit(app: OpenAPIHono, parts: AuditParts): void {
  addLog(app, parts)
  addVerification(app, parts)
  addReplays(app, parts)
  addBundleCheck(app)
}
