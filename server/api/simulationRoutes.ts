// The simulation's calls, in one place because they share one engine.
import type { OpenAPIHono } from '@hono/zod-openapi'
import { listPopulations } from '#population'
import { cliff } from '../simulation/cliff.ts'
import { compareReform } from '../simulation/compareReform.ts'
import type { Engine } from '../simulation/engine.ts'
import { listSubjects } from '../simulation/listSubjects.ts'
import { deleteScenario, listScenarios, loadScenario, saveScenario } from '../simulation/scenarios.ts'
import { simulate } from '../simulation/simulate.ts'
import { answerRun } from './answerRun.ts'
import { postCliff } from './cliffOfThreshold.ts'
import { postCompare } from './compareReforms.ts'
import { postExport, sendExport } from './exportSimulation.ts'
import { getParameters, parametersFor } from './getParameters.ts'
import { getPopulations } from './getPopulations.ts'
import { postSubjects } from './listOfSubjects.ts'
import { deleteReform, getReform, getReforms, postReform } from './reforms.ts'
import { postSimulate } from './simulatePopulation.ts'

export function addSimulation(app: OpenAPIHono, engine: Engine, clock: () => Date): void {
  const { program, data } = engine
  app.openapi(getPopulations, async (c) =>
    c.json((await listPopulations(data, program.vocabulary)) as never, 200),
  )
  app.openapi(postSimulate, async (c) => {
    const request = c.req.valid('json')
    return (await answerRun(c, (watch) => simulate(engine, request, watch))) as never
  })
  app.openapi(postCompare, async (c) => {
    const request = c.req.valid('json')
    return (await answerRun(c, (watch) => compareReform(engine, request, watch))) as never
  })
  app.openapi(postSubjects, async (c) => {
    const request = c.req.valid('json')
    return (await answerRun(c, (watch) => listSubjects(engine, request, watch))) as never
  })
  app.openapi(postCliff, async (c) => {
    const request = c.req.valid('json')
    return (await answerRun(c, (watch) => cliff(engine, request, watch))) as never
  })
  app.openapi(postExport, async (c) => (await sendExport(c, engine, c.req.valid('json'), clock())) as never)
  app.openapi(getParameters, (c) => c.json(parametersFor(program, c.req.valid('query')) as never, 200))
  app.openapi(getReforms, async (c) => c.json((await listScenarios(data)) as never, 200))
  app.openapi(getReform, async (c) =>
    c.json((await loadScenario(data, c.req.valid('param').id)) as never, 200),
  )
  app.openapi(postReform, async (c) => {
    const { id, ...scenario } = c.req.valid('json')
    return c.json((await saveScenario(data, scenario, clock(), id)) as never, 200)
  })
  app.openapi(deleteReform, async (c) => {
    const { id } = c.req.valid('param')
    await deleteScenario(data, id)
    return c.json({ id }, 200)
  })
}
