// The compiled library, the samples, a clock and the folder of built screens → the HTTP application.

import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serveStatic } from '@hono/node-server/serve-static'
import { OpenAPIHono } from '@hono/zod-openapi'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'
import { secureHeaders } from 'hono/secure-headers'
import type { Compiled } from '#lang'
import type { Sample } from '#policies'
import { dayInChina } from '../clock/dayInChina.ts'
import type { Database } from '../db/openDatabase.ts'
import type { SealKey } from '../identity/seal.ts'
import type { SingleSignOn } from '../identity/singleSignOn.ts'
import type { Bank } from '../payments/bank.ts'
import { createSearch } from '../search/search.ts'
import type { Engine } from '../simulation/engine.ts'
import { answerDocx, postAnswerDocx } from './answerDocx.ts'
import { addAudit } from './audit/auditRoutes.ts'
import type { CaseSettings } from './caseParts.ts'
import { addCases } from './caseRoutes.ts'
import { describeApi } from './describeApi.ts'
import { docsPage } from './docsPage.ts'
import { RequestError, replyToError } from './errors.ts'
import { evaluateSubject, postEvaluate } from './evaluateSubject.ts'
import { addExchange } from './exchange/exchangeRoutes.ts'
import { sendFile } from './file.ts'
import { addFirm } from './firm/firmRoutes.ts'
import { type Front, isSecure } from './front.ts'
import { calendarFile, getCalendar } from './getCalendar.ts'
import { createLint, getLint } from './getLint.ts'
import { getProgram } from './getProgram.ts'
import { getSamples } from './getSamples.ts'
import { addIdentity } from './identityRoutes.ts'
import { LIMITS, type Limits, limitBody, limitRate } from './limits.ts'
import { addMoney } from './money/moneyRoutes.ts'
import { packageSubject, postPackage } from './packageSubject.ts'
import { addPapers } from './papers/paperRoutes.ts'
import { addPlan } from './plan/planRoutes.ts'
import { addTasks } from './plan/taskRoutes.ts'
import { getReadingsDocx, readingsDocx } from './readingsDocx.ts'
import { getSearch, searchLibrary } from './searchLibrary.ts'
import { addSimulation } from './simulationRoutes.ts'

export type Parts = Pick<Compiled, 'program' | 'trees'> & {
  readonly samples: readonly Sample[]
  readonly webFolder: string
  readonly clock: () => Date
  /** What simulations share; without it there are none. */
  readonly engine?: Engine
  /** People, their rights and everything that is theirs; without it there are none. Needs the key. */
  readonly database?: Database
  /** Opens the second factors that the database keeps closed. */
  readonly key?: SealKey
  readonly singleSignOn?: SingleSignOn | undefined
  /** Cases; without it there are none. Needs the database. */
  readonly cases?: CaseSettings
  /** A bank that is told directly; without it files are brought to it. */
  readonly bank?: Bank
  readonly front?: Front
  /** Hosts of other systems that may be told without TLS. */
  readonly plainHosts?: readonly string[]
  readonly limits?: Limits
}

// The page of the API asks no other host, so a machine without a Chinese font gets ours from here.
const fontPath = '/api/docs/font'
const fontFolder = dirname(fileURLToPath(import.meta.resolve('@fontsource-variable/noto-sans-sc/index.css')))

const DIRECT: Front = { behindProxy: false }

export function createApp(parts: Parts) {
  const { program, trees, samples, webFolder, clock, engine, front = DIRECT, limits = LIMITS } = parts
  const lint = createLint({ program, trees })
  const search = createSearch(program)
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw wrongShape(result.error.issues)
    },
  })

  app.use(secureHeaders({ ...headers, strictTransportSecurity: isSecure(front) && OVER_TLS_ONLY }))
  app.use(compress())
  app.use('/api/*', limitRate(limits, front, clock))
  app.use('/api/*', limitBody)
  app.use('/api/program', etag())
  app.onError(replyToError)
  app.notFound((c) => replyToError(noSuchPlace(c.req.method, c.req.path), c))

  app.openapi(getProgram, (c) => c.json(program as never, 200))
  app.openapi(getSamples, (c) => c.json(samples as never, 200))
  app.openapi(postEvaluate, (c) =>
    c.json(evaluateSubject(program, dayInChina(clock()), c.req.valid('json')) as never, 200),
  )
  app.openapi(postPackage, (c) =>
    c.json(packageSubject(program, dayInChina(clock()), c.req.valid('json')) as never, 200),
  )
  app.openapi(getSearch, (c) => c.json(searchLibrary(search, dayInChina(clock()), c.req.valid('query')), 200))
  app.openapi(getReadingsDocx, async (c) =>
    sendFile(c, await readingsDocx(program, samples, dayInChina(clock()), c.req.valid('query'))),
  )
  app.openapi(postAnswerDocx, async (c) =>
    sendFile(c, await answerDocx(program, dayInChina(clock()), c.req.valid('json'))),
  )
  app.openapi(getLint, (c) => c.json([...lint(c.req.valid('query').policy, dayInChina(clock()))], 200))
  app.openapi(getCalendar, (c) =>
    sendFile(c, calendarFile(program, clock(), new URL(c.req.url).origin, c.req.valid('query'))),
  )
  if (engine) addSimulation(app, engine, clock)
  const { database, key, singleSignOn, cases, bank, plainHosts = [] } = parts
  if (database) {
    if (!key) throw new TypeError('a database without the key to its second factors')
    addIdentity(app, { database, clock, front, key, singleSignOn })
    addAudit(app, { database, clock, program })
    if (cases) addCases(app, { ...cases, database, clock, program })
    if (cases) addMoney(app, { ...cases, ...(bank && { bank }), database, clock })
    if (cases) addPlan(app, { evidence: cases.evidence, database, clock, program })
    if (cases) addTasks(app, { database, clock, program, evidence: cases.evidence })
    addExchange(app, { database, clock, program, webhooks: { key, plainHosts } })
    if (cases) addPapers(app, { ...cases, database, clock, program })
    addFirm(app, { database, clock, program })
  }
  app.get('/api/openapi.json', (c) => c.json(describeApi(app)))
  app.get('/api/docs', (c) => c.html(docsPage(describeApi(app))))
  app.use(
    '/api/docs/font/*',
    serveStatic({ root: fontFolder, rewriteRequestPath: (path) => path.slice(fontPath.length) }),
  )
  app.all('/api/*', (c) => c.notFound())

  app.use('/assets/*', async (c, next) => {
    await next()
    // A built file's name carries the hash of its content, so a browser need never ask for it again.
    if (c.res.ok) c.res.headers.set('Cache-Control', 'public, max-age=31536000, immutable')
  })
  app.use('/*', async (c, next) => {
    await next()
    // The page names the built files; an old copy of it would ask for files that are gone.
    if (c.res.headers.get('Content-Type')?.startsWith('text/html'))
      c.res.headers.set('Cache-Control', 'no-cache')
  })
  app.use('/*', serveStatic({ root: webFolder }))
  // The browser's router owns every path without a file extension, so a reload on a deep link works.
  app.get('/:path{[^.]*}', serveStatic({ root: webFolder, path: 'index.html' }))
  return app
}

const headers: Parameters<typeof secureHeaders>[0] = {
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    // Ant Design writes its styles into the page while it runs.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  referrerPolicy: 'same-origin',
}

// Half a year. Over plain HTTP the header would have no meaning.
const OVER_TLS_ONLY = 'max-age=15552000'

function noSuchPlace(method: string, path: string): RequestError {
  return new RequestError('not-found', `没有这个地址：${method} ${path}。可用的接口见 /api/docs。`)
}

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string }

function wrongShape(issues: readonly Issue[]): RequestError {
  const problems = issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message }))
  return new RequestError('wrong-shape', '请求的写法不对，请按下列说明修改。', problems)
}
