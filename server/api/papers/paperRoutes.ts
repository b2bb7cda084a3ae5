// The officer's papers and tables, and what the public reads of them: one place, because they share the parts of cases.
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { CaseParts } from '../caseParts.ts'
import { addActTables } from './actTables.ts'
import { addCasePapers } from './casePapers.ts'
import { addOversight } from './oversight.ts'
import { addPublicity } from './publicity.ts'
import { addSignQuestions } from './signQuestions.ts'
import { addTemplates } from './templates.ts'

export function addPapers(app: OpenAPIHono, parts: CaseParts): void {
  addPublicity(app, parts)
  addCasePapers(app, parts)
  addActTables(app, parts)
  addTemplates(app, parts)
  addSignQuestions(app, parts)
  addOversight(app, parts)
}
