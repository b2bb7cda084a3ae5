// Everything about cases, in one place because it shares the database and what an installation does when a case moves.
import type { OpenAPIHono } from '@hono/zod-openapi'
import { addCaseActs } from './caseActs.ts'
import { addCaseLists } from './caseLists.ts'
import type { CaseParts } from './caseParts.ts'
import { addCaseSettings } from './caseSettings.ts'
import { addEvidenceRoutes } from './evidence.ts'
import { addGranting } from './granting/grantingRoutes.ts'
import { addNewCase } from './newCase.ts'
import { addOneCase } from './oneCase.ts'
import { addOpinions } from './opinions.ts'
import { addTransfers } from './transfers.ts'

export function addCases(app: OpenAPIHono, parts: CaseParts): void {
  addNewCase(app, parts)
  addCaseLists(app, parts)
  addOneCase(app, parts)
  addCaseActs(app, parts)
  addEvidenceRoutes(app, parts)
  addOpinions(app, parts)
  addTransfers(app, parts)
  addCaseSettings(app, parts)
  addGranting(app, parts)
}
