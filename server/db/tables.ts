// The tables of migrations/ as the queries see them. A test compares this page with a migrated database.
import { sql } from 'drizzle-orm'
import { bigint, boolean, date, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

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
  phone: text('phone'),
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
  endedAt: moment('ended_at'),
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
  endedAt: moment('ended_at'),
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

// — identity —

export const password = pgTable('password', {
  id: id(),
  personId: link('person_id').notNull(),
  hash: text('hash').notNull(),
  mustChange: boolean('must_change').notNull(),
  setAt: byTheClock('set_at'),
})

export const attempt = pgTable('attempt', {
  key: text('key').primaryKey(),
  failures: integer('failures').notNull().default(0),
  rounds: integer('rounds').notNull().default(0),
  lockedUntil: moment('locked_until'),
  changedAt: byTheClock('changed_at'),
})

export const session = pgTable('session', {
  id: id(),
  tokenHash: text('token_hash').notNull(),
  personId: link('person_id').notNull(),
  begunBy: text('begun_by', { enum: ['password', 'single-sign-on'] }).notNull(),
  address: text('address').notNull(),
  startedAt: byTheClock('started_at'),
  seenAt: byTheClock('seen_at'),
  secondFactorAt: moment('second_factor_at'),
  endedAt: moment('ended_at'),
})

export const secondFactor = pgTable('second_factor', {
  personId: link('person_id').primaryKey(),
  secret: text('secret').notNull(),
  confirmedAt: moment('confirmed_at'),
  lastStep: link('last_step').notNull().default(0),
})

export const recoveryCode = pgTable('recovery_code', {
  personId: link('person_id').notNull(),
  hash: text('hash').notNull(),
  usedAt: moment('used_at'),
})

export const ssoAttempt = pgTable('sso_attempt', {
  tokenHash: text('token_hash').primaryKey(),
  state: text('state').notNull(),
  nonce: text('nonce').notNull(),
  verifier: text('verifier').notNull(),
  returnTo: text('return_to').notNull(),
  startedAt: byTheClock('started_at'),
})

export const TOKEN_SCOPES = ['evaluate', 'push_facts', 'read_cases', 'report_payments'] as const

export const apiToken = pgTable('api_token', {
  id: id(),
  tokenHash: text('token_hash').notNull(),
  name: text('name').notNull(),
  departmentId: text('department_id').notNull(),
  scopes: text('scopes', { enum: TOKEN_SCOPES }).array().notNull(),
  grantedBy: link('granted_by').notNull(),
  grantedAt: byTheClock('granted_at'),
  expiresAt: moment('expires_at').notNull(),
  endedAt: moment('ended_at'),
  usedAt: moment('used_at'),
})
