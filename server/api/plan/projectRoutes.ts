// Everything about projects and the wall that shows the whole plan.
import type { OpenAPIHono } from '@hono/zod-openapi'
import { addOneProject } from './oneProject.ts'
import type { PlanParts } from './planParts.ts'
import { addPlanWall } from './planWall.ts'
import { addProjectLists } from './projectLists.ts'
import { addProjectSystems } from './projectSystems.ts'

export function addProjects(app: OpenAPIHono, parts: PlanParts): void {
  addProjectLists(app, parts)
  addOneProject(app, parts)
  addPlanWall(app, parts)
  addProjectSystems(app, parts)
}
