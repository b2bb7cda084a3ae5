// The tables of migrations/ as the queries see them. A test compares this page with a migrated database.
import { sql } from 'drizzle-orm'
import { bigint, date, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

const id = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()
const link = (name: string) => bigint(name, { mode: 'number' })
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 6 })
const byTheClock = (name: string) => moment(name).notNull().default(sql`act_time()`)

export const department = pgTable('department', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  district: text('district'),
  kind: text('kind', { enum: ['bureau', 'street', 'platform', 'finance', 'government'] }).notNull(),
})

export const person = pgTable('person', {
  id: id(),
  login: text('login').notNull(),
  name: text('name').notNull(),
  ssoIssuer: text('sso_issuer'),
  ssoSubject: text('sso_subject'),
  createdAt: byTheClock('created_at'),
  disabledAt: moment('disabled_at'),
})

export const ROLES = [
  'handler',
  'reviewer',
  'approver',
  'payer',
  'auditor',
  'leader',
  'system_admin',
  'security_admin',
  'audit_admin',
] as const

export const duty = pgTable('duty', {
  id: id(),
  personId: link('person_id').notNull(),
  role: text('role', { enum: ROLES }).notNull(),
  departmentId: text('department_id'),
  validFrom: date('valid_from', { mode: 'string' }).notNull(),
  validTo: date('valid_to', { mode: 'string' }),
  grantedBy: link('granted_by'),
})

export const subject = pgTable('subject', {
  id: id(),
  kind: text('kind').notNull(),
  name: text('name').notNull(),
  creditCode: text('credit_code'),
  district: text('district'),
  createdAt: byTheClock('created_at'),
})

export const membership = pgTable('membership', {
  id: id(),
  personId: link('person_id').notNull(),
  subjectId: link('subject_id').notNull(),
  kind: text('kind', { enum: ['owner', 'member', 'agent'] }).notNull(),
  scopes: text('scopes').array().notNull(),
  validFrom: date('valid_from', { mode: 'string' }).notNull(),
  validTo: date('valid_to', { mode: 'string' }),
  grantedBy: link('granted_by'),
})

export const recusal = pgTable('recusal', {
  personId: link('person_id').notNull(),
  subjectId: link('subject_id').notNull(),
  reason: text('reason').notNull(),
  statedBy: link('stated_by'),
  statedAt: byTheClock('stated_at'),
})

export const fact = pgTable('fact', {
  id: id(),
  subjectId: link('subject_id').notNull(),
  name: text('name').notNull(),
  year: integer('year'),
  value: jsonb('value').notNull(),
  validFrom: date('valid_from', { mode: 'string' }),
  source: text('source', { enum: ['enterprise', 'department', 'register', 'import', 'payment'] }).notNull(),
  sourceNote: text('source_note').notNull().default(''),
  saidBy: link('said_by'),
  departmentId: text('department_id'),
  recordedAt: byTheClock('recorded_at'),
})

export const ruleVersion = pgTable('rule_version', {
  hash: text('hash').primaryKey(),
  program: text('program').notNull(),
  recordedAt: byTheClock('recorded_at'),
})

export const audit = pgTable('audit', {
  number: bigint('number', { mode: 'number' }).primaryKey(),
  at: text('at').notNull(),
  personId: link('person_id'),
  act: text('act').notNull(),
  object: text('object').notNull(),
  content: text('content').notNull(),
  previous: text('previous').notNull(),
  hash: text('hash').notNull(),
})

export const personName = pgTable('person_name', { id: link('id').notNull(), name: text('name').notNull() })

// — 0005: rules over time, decisions, files of profiles, published heads —

export const ruleAdoption = pgTable('rule_adoption', {
  id: id(),
  ruleHash: text('rule_hash').notNull(),
  adoptedAt: byTheClock('adopted_at'),
})

export const SETTLED_OUTCOMES = ['eligible', 'not_eligible', 'not_applicable', 'not_in_force'] as const

export const decision = pgTable('decision', {
  id: id(),
  caseId: link('case_id').notNull(),
  subjectId: link('subject_id').notNull(),
  policy: text('policy').notNull(),
  item: text('item').notNull(),
  evaluatedOn: date('evaluated_on', { mode: 'string' }).notNull(),
  knownAt: moment('known_at').notNull(),
  ruleHash: text('rule_hash').notNull(),
  outcome: text('outcome', { enum: SETTLED_OUTCOMES }).notNull(),
  awardFen: bigint('award_fen', { mode: 'bigint' }).notNull(),
  awardBasis: text('award_basis').notNull(),
  facts: text('facts').notNull(),
  readings: text('readings').notNull(),
  finding: text('finding').notNull(),
  package: text('package'),
  evidence: text('evidence').notNull(),
  factIds: bigint('fact_ids', { mode: 'number' }).array().notNull(),
  hash: text('hash').notNull(),
  decidedBy: link('decided_by'),
  decidedAt: byTheClock('decided_at'),
})

export const decisionUndone = pgTable('decision_undone', {
  decisionId: link('decision_id').primaryKey(),
  reason: text('reason').notNull(),
  objection: text('objection').notNull(),
  undoneBy: link('undone_by'),
  undoneAt: byTheClock('undone_at'),
})

export const importFile = pgTable('import_file', {
  hash: text('hash').primaryKey(),
  source: text('source').notNull(),
  name: text('name').notNull(),
  outcome: text('outcome', { enum: ['read', 'refused'] }).notNull(),
  accepted: integer('accepted').notNull(),
  refused: integer('refused').notNull(),
  message: text('message').notNull(),
  readAt: byTheClock('read_at'),
})

export const auditHead = pgTable('audit_head', {
  number: bigint('number', { mode: 'number' }).primaryKey(),
  at: text('at').notNull(),
  firstRow: link('first_row').notNull(),
  lastRow: link('last_row').notNull(),
  lastHash: text('last_hash').notNull(),
  root: text('root').notNull(),
  previous: text('previous').notNull(),
  hash: text('hash').notNull(),
})
