// Everything about the plan: its targets, its projects; tasks stand beside them.
import type { OpenAPIHono } from '@hono/zod-openapi'
import { addOneTarget } from './oneTarget.ts'
import { addPlanLists } from './planLists.ts'
import type { PlanParts } from './planParts.ts'
import { addPlanReports } from './planReports.ts'
import { addPlanSettings } from './planSettings.ts'
import { addPlanSystems } from './planSystems.ts'
import { addPlanWorkbook } from './planWorkbook.ts'
import { addProjects } from './projectRoutes.ts'

export function addPlan(app: OpenAPIHono, parts: PlanParts): void {
  addPlanLists(app, parts)
  addOneTarget(app, parts)
  addPlanReports(app, parts)
  addPlanSettings(app, parts)
  addPlanWorkbook(app, parts)
  addPlanSystems(app, parts)
  addProjects(app, parts)
}
