// Every endpoint, every kind of visitor, against a table of who is let in. An endpoint without a row fails.
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createTestApp, program } from '../../testing/application.ts'
import { type Answer, type Browser, createBrowser, member } from '../../testing/browser.ts'
import { openTestEmbedded, openTestServer, stopTestServer } from '../../testing/databases.ts'
import { createPeople, DEPARTMENT, PASSWORD, signInFully } from '../../testing/people.ts'
import { runSuites, suite } from '../../testing/suites.ts'
import { ROLES, TOKEN_SCOPES } from '../db/tables.ts'
import { createEngine } from '../simulation/engine.ts'
import { describeApi } from './describeApi.ts'

/** Signed in completely. */
const COMPLETE = [...ROLES, 'owner', 'colleague', 'agent', 'formerAgent', 'stranger'] as const
/** Has a password and still must: bind an authenticator, enter a code, change the first password. */
const UNFINISHED = ['unbound', 'codeless', 'newcomer'] as const
const VISITORS = [...COMPLETE, ...UNFINISHED, 'nobody', 'machine'] as const

type Visitor = (typeof VISITORS)[number]

const all: readonly Visitor[] = VISITORS
const complete: readonly Visitor[] = COMPLETE
const officers: readonly Visitor[] = ['handler', 'reviewer', 'approver', 'payer', 'auditor', 'leader']
const planReaders: readonly Visitor[] = [...officers, 'planner']
const planDoers: readonly Visitor[] = ['handler', 'reviewer', 'planner']

/** Who is let in. Subjects in paths are the enterprise of owner, colleague, agent and formerAgent. */
const TABLE: Readonly<Record<string, readonly Visitor[]>> = {
  'GET /api/program': all,
  'GET /api/samples': all,
  'POST /api/evaluate': all,
  'POST /api/package': all,
  'GET /api/search': all,
  'GET /api/readings.docx': all,
  'POST /api/answer.docx': all,
  'GET /api/lint': all,
  'GET /api/calendar.ics': all,
  'GET /api/populations': all,
  'POST /api/simulate': all,
  'POST /api/simulate/compare': all,
  'POST /api/simulate/subjects': all,
  'POST /api/simulate/cliff': all,
  'POST /api/simulate/export': all,
  'GET /api/parameters': all,
  'GET /api/reforms': all,
  'GET /api/reforms/{id}': all,
  'POST /api/reforms': all,
  'DELETE /api/reforms/{id}': all,
  'GET /api/session': all,
  'POST /api/session': all,
  'POST /api/session/second-factor': [...complete, 'codeless'],
  'POST /api/second-factor': [...complete, 'unbound'],
  'POST /api/second-factor/confirmation': [...complete, 'unbound'],
  'POST /api/password': [...complete, 'newcomer'],
  'GET /api/single-sign-on': all,
  'GET /api/single-sign-on/return': all,
  'GET /api/subjects/{subject}/members': ['owner'],
  'POST /api/subjects/{subject}/members': ['owner'],
  'DELETE /api/subjects/{subject}/members/{id}': ['owner'],
  'GET /api/persons': ['system_admin', 'security_admin'],
  'POST /api/persons': ['system_admin'],
  'POST /api/persons/{id}/password': ['system_admin'],
  'POST /api/persons/{id}/disabled': ['system_admin'],
  'POST /api/persons/{id}/phone': ['system_admin', 'security_admin'],
  'DELETE /api/persons/{id}/second-factor': ['security_admin'],
  'GET /api/departments': complete,
  'POST /api/departments': ['system_admin'],
  'POST /api/departments/{id}/name': ['system_admin'],
  'POST /api/departments/{id}/closed': ['system_admin'],
  'POST /api/duties': ['security_admin'],
  'DELETE /api/duties/{id}': ['security_admin'],
  'GET /api/tokens': ['security_admin'],
  'POST /api/tokens': ['security_admin'],
  'DELETE /api/tokens/{id}': ['security_admin'],
  'GET /api/token': ['machine'],
  'GET /api/exchange/cases': ['machine'],
  'GET /api/exchange/cases/{number}': ['machine'],
  'POST /api/exchange/facts': ['machine'],
  'POST /api/exchange/payment-results': ['machine'],
  'GET /api/webhooks': ['security_admin'],
  'POST /api/webhooks': ['security_admin'],
  'DELETE /api/webhooks/{id}': ['security_admin'],
  'GET /api/webhooks/{id}/deliveries': ['security_admin'],
  'POST /api/webhooks/{id}/ping': ['security_admin'],
  'POST /api/webhooks/{id}/deliveries/{delivery}/again': ['security_admin'],
  'GET /api/open-items': complete,
  'GET /api/subjects/{subject}/prefill': ['owner', 'colleague', 'agent'],
  // Whose case it is decides the database, row by row: a case that is not there is answered like one that is not theirs.
  'POST /api/cases': complete,
  'GET /api/cases': complete,
  'GET /api/cases/{id}': complete,
  'POST /api/cases/{id}/acts': complete,
  'POST /api/cases/{id}/evidence': complete,
  'GET /api/evidence/{id}': complete,
  'GET /api/workbench': officers,
  'POST /api/cases/acts': officers,
  'POST /api/cases/{id}/opinions': officers,
  // Decisions and money of cases: whose they are decides the database.
  'POST /api/cases/{id}/judgement': officers,
  'GET /api/cases/{id}/bundle': complete,
  'GET /api/payment-orders/{id}/receipt.docx': complete,
  'GET /api/subjects/{subject}/payee': ['owner', 'colleague', 'agent'],
  'POST /api/subjects/{subject}/payee': ['owner'],
  'POST /api/cases/{id}/payee-account': ['payer'],
  // Anyone of the public.
  'POST /api/objections': all,
  // Papers and tables.
  'GET /api/publicity': all,
  'GET /api/publicity/{number}/paper': officers,
  'GET /api/cases/{id}/papers': complete,
  'GET /api/cases/{id}/papers/{kind}': complete,
  'GET /api/workbench/export': officers,
  'GET /api/workbench/act-table': officers,
  'POST /api/workbench/act-table': officers,
  'POST /api/workbench/act-table/{id}': officers,
  'GET /api/opinion-templates': officers,
  'POST /api/opinion-templates': officers,
  'POST /api/opinion-templates/{id}': officers,
  'DELETE /api/opinion-templates/{id}': officers,
  'GET /api/cases/{id}/opinion-templates': officers,
  'GET /api/cases/{id}/sign-questions': complete,
  'POST /api/cases/{id}/sign-questions': officers,
  'POST /api/sign-questions/{id}': complete,
  'GET /api/late-cases': officers,
  'GET /api/cases/{id}/escalations': officers,
  'GET /api/approval-paths': complete,
  'POST /api/approval-paths': ['system_admin'],
  'POST /api/approval-paths/examination': ['system_admin'],
  'GET /api/item-settings': complete,
  'GET /api/item-settings/vacancies': ['approver', 'leader', 'system_admin', 'security_admin'],
  'POST /api/item-settings': ['approver', 'leader'],
  'GET /api/money/envelopes': officers,
  'POST /api/money/envelopes': ['approver', 'leader'],
  'GET /api/money/envelopes/{id}': officers,
  'POST /api/money/envelopes/{id}/allotments': ['approver', 'leader'],
  'POST /api/money/envelopes/{id}/extensions': ['approver', 'leader'],
  'POST /api/money/movements/{id}/reversal': ['approver', 'leader'],
  'GET /api/money/orders': officers,
  'POST /api/money/orders/{id}/result': ['payer'],
  'POST /api/money/orders/{id}/account': ['payer', 'auditor'],
  'GET /api/money/batches': ['payer', 'auditor', 'leader'],
  'POST /api/money/batches': ['payer'],
  'GET /api/money/batches/{id}': ['payer', 'auditor', 'leader'],
  'POST /api/money/batches/{id}/file': ['payer'],
  'POST /api/money/batches/{id}/sending': ['payer'],
  'POST /api/money/batches/{id}/submission': ['payer'],
  'POST /api/money/batches/{id}/dissolution': ['payer'],
  'GET /api/money/results': ['payer', 'auditor'],
  'POST /api/money/results': ['payer'],
  'POST /api/money/bank-questions': ['payer'],
  'GET /api/money/reconciliation': ['payer', 'auditor', 'leader'],
  'GET /api/money/forecast': officers,
  'GET /api/money/clawbacks': officers,
  'POST /api/money/clawbacks': ['approver', 'leader'],
  'POST /api/money/clawbacks/{id}/recoveries': ['handler', 'payer'],
  'GET /api/money/commitments': officers,
  'POST /api/money/commitments': ['approver', 'leader'],
  'POST /api/money/commitments/{id}/exits': ['approver', 'leader', 'payer'],
  'GET /api/money/export': officers,
  'GET /api/audit/log': ['auditor', 'audit_admin'],
  'GET /api/audit/names': ['auditor', 'audit_admin'],
  'GET /api/audit/log.file': ['auditor', 'audit_admin'],
  'POST /api/audit/verification': ['auditor', 'audit_admin'],
  // The heads are public; the business is not the administrator's.
  'GET /api/audit/heads': all,
  'POST /api/audit/heads': ['audit_admin'],
  'GET /api/audit/decisions': ['auditor'],
  'GET /api/audit/decisions/{id}/replay': ['auditor'],
  'POST /api/audit/bundle': ['auditor'],
  // An enterprise's own pages; whose messages and requests they are decides the database, row by row.
  'GET /api/subjects/{subject}/profile': ['owner', 'colleague', 'agent'],
  'GET /api/subjects/{subject}/facts': ['owner', 'colleague', 'agent'],
  'POST /api/subjects/{subject}/facts': ['owner', 'agent'],
  'GET /api/subjects/{subject}/rectifications': ['owner', 'colleague', 'agent'],
  'POST /api/subjects/{subject}/rectifications': ['owner', 'agent'],
  'GET /api/rectifications': ['handler', 'reviewer', 'auditor'],
  'POST /api/rectifications/{id}/answer': ['handler', 'reviewer'],
  'GET /api/subjects/{subject}/dates': ['owner', 'colleague', 'agent'],
  'GET /api/subjects/{subject}/dates.ics': ['owner', 'colleague', 'agent'],
  'GET /api/subjects/{subject}/payments': ['owner', 'colleague', 'agent'],
  'GET /api/subjects/{subject}/payments.xlsx': ['owner', 'colleague', 'agent'],
  'GET /api/messages': complete,
  'GET /api/messages/unread': complete,
  'POST /api/messages/read': complete,
  'GET /api/plan/targets': planReaders,
  'GET /api/plan/targets/{policy}/{target}': planReaders,
  'GET /api/plan/targets/{policy}/{target}/course.xlsx': planReaders,
  'GET /api/plan/export': planReaders,
  'GET /api/plan/evidence/{id}': planReaders,
  'POST /api/plan/reports': ['handler', 'reviewer'],
  'POST /api/plan/reports/{id}/evidence': ['handler', 'reviewer'],
  'GET /api/plan/workbook': ['handler', 'reviewer'],
  'POST /api/plan/workbook': ['handler', 'reviewer'],
  'GET /api/plan/review': ['planner'],
  'POST /api/plan/reports/{id}/official': ['planner'],
  'POST /api/plan/reports/{id}/return': ['planner'],
  'POST /api/plan/settings': ['planner'],
  'GET /api/plan/projects': planReaders,
  'POST /api/plan/projects': ['handler', 'reviewer', 'planner'],
  'GET /api/plan/projects/{id}': planReaders,
  'POST /api/plan/projects/{id}/acts': ['handler', 'reviewer', 'planner'],
  'GET /api/plan/project-enterprises': ['handler', 'reviewer', 'planner'],
  'GET /api/plan/project-summary': planReaders,
  'GET /api/plan/project-choices': planReaders,
  'GET /api/plan/project-workbook': planReaders,
  'POST /api/plan/project-workbook': ['handler', 'reviewer', 'planner'],
  'GET /api/plan/wall': planReaders,
  'GET /api/plan/wall.xlsx': planReaders,
  'GET /api/exchange/plan': ['machine'],
  'POST /api/exchange/plan/reports': ['machine'],
  'GET /api/exchange/plan/projects': ['machine'],
  'GET /api/exchange/plan/projects/{id}': ['machine'],
  // Whose task it is decides the database, row by row.
  'GET /api/plan/tasks': planReaders,
  'GET /api/plan/task-summary': planReaders,
  'GET /api/plan/task-summary.xlsx': planReaders,
  'GET /api/plan/task-choices': planReaders,
  'GET /api/plan/tasks/{id}': planReaders,
  'POST /api/plan/tasks/{id}/acts': planDoers,
  'POST /api/plan/tasks/{id}/evidence': planDoers,
  'GET /api/plan/task-evidence/{id}': planReaders,
  'GET /api/plan/tasks.xlsx': planReaders,
  'GET /api/plan/task-nodes.xlsx': planDoers,
  'POST /api/plan/task-nodes': planDoers,
  'GET /api/plan/task-report.docx': planReaders,
  'GET /api/plan/meetings': planReaders,
  'POST /api/plan/meetings': ['planner'],
  'POST /api/plan/meetings/{id}/record': ['planner'],
  'GET /api/plan/owner-names': planReaders,
  'POST /api/plan/owner-names': ['planner'],
  'GET /api/exchange/plan/tasks': ['machine'],
  'GET /api/exchange/plan/tasks/{id}': ['machine'],
  'POST /api/exchange/plan/tasks/{id}/progress': ['machine'],
  'POST /api/exchange/plan/tasks/{id}/acts': ['machine'],
  'POST /api/exchange/plan/tasks/{id}/evidence': ['machine'],
  // The last one: it ends the session that asks.
  'DELETE /api/session': [...complete, ...UNFINISHED],
}

/** The pages about the API itself, which are no part of what they describe. */
const UNDESCRIBED = ['GET /api/docs', 'GET /api/openapi.json']

const REFUSALS = new Set([
  'not-signed-in',
  'unfinished-sign-in',
  'forbidden',
  'forged-request',
  'too-many-requests',
])

/** They ask for a token, whoever else has signed in. */
const FOR_SYSTEMS = /^\w+ \/api\/(token$|exchange\/)/

/** How whoever is not let in is refused: no one learns more than they must. */
function refusalOf(visitor: Visitor, endpoint: string): string {
  if (visitor === 'nobody' || visitor === 'machine' || FOR_SYSTEMS.test(endpoint)) return '401 not-signed-in'
  return UNFINISHED.some((each) => each === visitor) ? '403 unfinished-sign-in' : '403 forbidden'
}

after(stopTestServer)

for (const open of [openTestEmbedded, openTestServer]) {
  const { name, database, close } = await open()
  const data = await mkdtemp(join(tmpdir(), 'duixian-rights-'))
  const engine = createEngine(program, data, 1)
  after(async () => {
    await close()
    await engine.close()
    await rm(data, { recursive: true })
  })

  const clock = { now: new Date('2026-03-02T01:00:00Z') }
  const app = createTestApp(database, clock, { engine })
  const browsers = new Map<Visitor, Browser>()
  const bearer: Record<string, string> = {}
  let subject = 0

  const endpoints = (): string[] =>
    Object.entries(describeApi(app).paths ?? {}).flatMap(([path, methods]) =>
      Object.keys(methods ?? {}).map((method) => `${method.toUpperCase()} ${path}`),
    )

  /** Asks for nothing in particular: who is let in is refused for that, and changes nothing. */
  async function ask(visitor: Visitor, endpoint: string): Promise<string> {
    const [method = '', path = ''] = endpoint.split(' ')
    const place = path.replace('{subject}', String(subject)).replace(/\{(id|number|delivery)\}/g, '999999')
    const browser = browsers.get(visitor) ?? assert.fail(visitor)
    const body = method === 'POST' ? {} : undefined
    const answer = await browser.send(method, place, body, visitor === 'machine' ? bearer : {})
    assert.ok(answer.status < 500, `${visitor} ${endpoint}: ${answer.status}`)
    return described(answer)
  }

  function described({ status, code = '' }: Answer): string {
    return REFUSALS.has(code) ? `${status} ${code}` : 'in'
  }

  suite(`rights on ${name}`, () => {
    before(async () => {
      const people = await createPeople(database, clock.now)
      subject = people.first
      for (const [i, visitor] of VISITORS.entries()) browsers.set(visitor, createBrowser(app, `10.4.0.${i}`))
      const browserOf = (visitor: Visitor): Browser => browsers.get(visitor) ?? assert.fail(visitor)
      for (const visitor of COMPLETE) await signInFully(browserOf(visitor), visitor, clock.now)
      // The payer has bound an authenticator by now; this session has not seen a code of it.
      await browserOf('codeless').send('POST', '/api/session', { login: 'payer', password: PASSWORD })
      const made = await browserOf('system_admin').send('POST', '/api/persons', {
        login: 'unbound',
        name: '未绑定',
      })
      const [id, password] = [member(made.body, 'id'), member(made.body, 'password')]
      const later = await browserOf('system_admin').send('POST', '/api/persons', {
        login: 'newcomer',
        name: '新人',
      })
      const first = { login: 'newcomer', password: member(later.body, 'password') }
      await browserOf('newcomer').send('POST', '/api/session', first)
      await browserOf('unbound').send('POST', '/api/session', { login: 'unbound', password })
      await browserOf('unbound').send('POST', '/api/password', { old: password, wanted: PASSWORD })
      await browserOf('unbound').send('POST', '/api/session', { login: 'unbound', password: PASSWORD })
      const duty = { person: id, role: 'payer', department: DEPARTMENT }
      await browserOf('security_admin').send('POST', '/api/duties', duty)
      const grant = { name: '系统', department: DEPARTMENT, scopes: TOKEN_SCOPES, days: 1 }
      const issued = await browserOf('security_admin').send('POST', '/api/tokens', grant)
      bearer.Authorization = `Bearer ${member(issued.body, 'token')}`
    })

    test('every endpoint has a row, and every row an endpoint', () => {
      assert.deepEqual(endpoints().sort(), Object.keys(TABLE).sort())
    })

    test('nothing answers below /api that is not described', () => {
      const routes = app.routes
        .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/api/'))
        .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`)
      const undescribed = [...new Set(routes)].filter((each) => !endpoints().includes(each))
      assert.deepEqual(undescribed.sort(), UNDESCRIBED)
    })

    for (const [endpoint, allowed] of Object.entries(TABLE))
      test(endpoint, async () => {
        const expected: Record<string, string> = {}
        const actual: Record<string, string> = {}
        for (const visitor of VISITORS) {
          expected[visitor] = allowed.includes(visitor) ? 'in' : refusalOf(visitor, endpoint)
          actual[visitor] = await ask(visitor, endpoint)
        }
        assert.deepEqual(actual, expected)
      })
  })
}

runSuites()
