// The tables of migrations/ as the queries see them. A test compares this page with a migrated database.
import { sql } from 'drizzle-orm'
import { bigint, boolean, date, integer, jsonb, numeric, pgTable, text, timestamp } from 'drizzle-orm/pg-core'

import { CASE_STATE_NAMES } from '../approval/states.ts'

const id = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()
const link = (name: string) => bigint(name, { mode: 'number' })
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 6 })
const byTheClock = (name: string) => moment(name).notNull().default(sql`act_time()`)

export const DEPARTMENT_KINDS = ['bureau', 'street', 'platform', 'finance', 'government'] as const

export const department = pgTable('department', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  district: text('district'),
  kind: text('kind', { enum: DEPARTMENT_KINDS }).notNull(),
  closedAt: moment('closed_at'),
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
  'planner',
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

export const TOKEN_SCOPES = [
  ...(['evaluate', 'push_facts', 'read_cases', 'report_payments'] as const),
  ...(['read_plan', 'report_plan'] as const),
] as const

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

// — money (0003-money.sql) —

const fen = (name: string) => bigint(name, { mode: 'number' })
const madeByActor = (name: string) => link(name).notNull().default(sql`acting_person()`)

export const envelope = pgTable('envelope', {
  id: id(),
  title: text('title').notNull(),
  programme: text('programme').notNull(),
  policy: text('policy').notNull(),
  year: integer('year').notNull(),
  source: text('source', { enum: ['central', 'municipal', 'district', 'fund'] }).notNull(),
  district: text('district'),
  validFrom: date('valid_from', { mode: 'string' }).notNull(),
  expiresOn: date('expires_on', { mode: 'string' }).notNull(),
  openedBy: link('opened_by').default(sql`acting_person()`),
  openedAt: byTheClock('opened_at'),
})

export const envelopeBalance = pgTable('envelope_balance', {
  envelopeId: link('envelope_id').primaryKey(),
  allottedFen: fen('allotted_fen').notNull().default(0),
  availableFen: fen('available_fen').notNull().default(0),
  reservedFen: fen('reserved_fen').notNull().default(0),
  inTransitFen: fen('in_transit_fen').notNull().default(0),
  paidFen: fen('paid_fen').notNull().default(0),
  recoveredFen: fen('recovered_fen').notNull().default(0),
})

export const moneyTransaction = pgTable('money_transaction', {
  id: id(),
  envelopeId: link('envelope_id').notNull(),
  kind: text('kind', {
    enum: ['allot', 'reserve', 'release', 'send', 'arrive', 'return', 'recover', 'reverse'],
  }).notNull(),
  at: byTheClock('at'),
  personId: link('person_id').default(sql`acting_person()`),
  caseId: link('case_id'),
  awardId: link('award_id'),
  orderId: link('order_id'),
  clawbackId: link('clawback_id'),
  reverses: link('reverses'),
  note: text('note').notNull().default(''),
})

export const ACCOUNTS = ['source', 'available', 'reserved', 'in_transit', 'paid', 'recovered'] as const

export const posting = pgTable('posting', {
  id: id(),
  transactionId: link('transaction_id').notNull(),
  account: text('account', { enum: ACCOUNTS }).notNull(),
  amountFen: fen('amount_fen').notNull(),
})

export const allotment = pgTable('allotment', {
  id: id(),
  envelopeId: link('envelope_id').notNull(),
  amountFen: fen('amount_fen').notNull(),
  document: text('document').notNull(),
  allottedBy: link('allotted_by').default(sql`acting_person()`),
  allottedAt: byTheClock('allotted_at'),
})

export const award = pgTable('award', {
  id: id(),
  caseId: link('case_id').notNull(),
  subjectId: link('subject_id').notNull(),
  envelopeId: link('envelope_id').notNull(),
  policy: text('policy').notNull(),
  item: text('item').notNull(),
  year: integer('year').notNull(),
  amountFen: fen('amount_fen').notNull(),
  handledBy: link('handled_by').notNull(),
  reviewedBy: link('reviewed_by').notNull(),
  approvedBy: link('approved_by').notNull(),
  decidedAt: byTheClock('decided_at'),
  closedAt: moment('closed_at'),
})

export const awardStage = pgTable('award_stage', {
  id: id(),
  awardId: link('award_id').notNull(),
  number: integer('number').notNull(),
  amountFen: fen('amount_fen').notNull(),
  waitsFor: text('waits_for').notNull().default(''),
  dueOn: date('due_on', { mode: 'string' }),
  metAt: moment('met_at'),
  orderedFen: fen('ordered_fen').notNull().default(0),
  paidFen: fen('paid_fen').notNull().default(0),
  releasedFen: fen('released_fen').notNull().default(0),
  // Computed from the sums in the table itself.
  state: text('state', { enum: ['waiting', 'due', 'ordered', 'paid', 'released'] })
    .notNull()
    .generatedAlwaysAs(sql``),
})

export const awardRelease = pgTable('award_release', {
  id: id(),
  stageId: link('stage_id').notNull(),
  amountFen: fen('amount_fen').notNull(),
  reason: text('reason').notNull(),
  releasedBy: link('released_by').default(sql`acting_person()`),
  releasedAt: byTheClock('released_at'),
})

export const earlierPayment = pgTable('earlier_payment', {
  id: id(),
  subjectId: link('subject_id').notNull(),
  policy: text('policy').notNull(),
  item: text('item').notNull(),
  year: integer('year').notNull(),
  amountFen: fen('amount_fen').notNull(),
  source: text('source').notNull(),
  line: integer('line').notNull(),
  reverses: link('reverses'),
  statedBy: link('stated_by').default(sql`acting_person()`),
  statedAt: byTheClock('stated_at'),
})

export const paymentClearance = pgTable('payment_clearance', {
  id: id(),
  caseId: link('case_id').notNull(),
  publicityClosedAt: moment('publicity_closed_at'),
  objectionsOpen: integer('objections_open').notNull(),
  vetoCheckedAt: moment('veto_checked_at'),
  vetoFound: boolean('veto_found').notNull(),
  note: text('note').notNull().default(''),
  statedBy: link('stated_by').default(sql`acting_person()`),
  statedAt: byTheClock('stated_at'),
})

export const paymentBatch = pgTable('payment_batch', {
  id: id(),
  number: text('number').notNull().default(sql`DEFAULT`),
  channel: text('channel', { enum: ['file', 'direct'] }).notNull(),
  state: text('state', { enum: ['open', 'sealed', 'sent', 'dissolved'] })
    .notNull()
    .default('open'),
  madeBy: madeByActor('made_by'),
  madeAt: byTheClock('made_at'),
  orderCount: integer('order_count').notNull().default(0),
  totalFen: fen('total_fen').notNull().default(0),
  sentBy: link('sent_by'),
  sentAt: moment('sent_at'),
})

export const ORDER_STATES = ['made', 'batched', 'sent', 'paid', 'returned', 'unknown', 'cancelled'] as const

export const paymentOrder = pgTable('payment_order', {
  id: id(),
  number: text('number').notNull().default(sql`DEFAULT`),
  key: text('key').notNull(),
  contentHash: text('content_hash').notNull(),
  stageId: link('stage_id').notNull(),
  // The database takes it from the stage.
  awardId: link('award_id').notNull().default(sql`DEFAULT`),
  clearanceId: link('clearance_id').notNull(),
  amountFen: fen('amount_fen').notNull(),
  payeeName: text('payee_name').notNull(),
  payeeBank: text('payee_bank').notNull(),
  // Written here, read only by whole_account().
  payeeAccount: text('payee_account').notNull(),
  maskedAccount: text('masked_account').notNull().generatedAlwaysAs(sql``),
  replaces: link('replaces'),
  state: text('state', { enum: ORDER_STATES }).notNull().default('made'),
  batchId: link('batch_id'),
  madeBy: link('made_by').notNull().default(sql`DEFAULT`),
  madeAt: byTheClock('made_at'),
  sentBy: link('sent_by'),
  sentAt: moment('sent_at'),
  resultId: link('result_id'),
  receipt: text('receipt'),
})

export const batchFile = pgTable('batch_file', {
  id: id(),
  batchId: link('batch_id').notNull(),
  format: text('format', { enum: ['csv', 'xlsx'] }).notNull(),
  sha256: text('sha256').notNull(),
  orderCount: integer('order_count').notNull(),
  totalFen: fen('total_fen').notNull(),
  exportedBy: madeByActor('exported_by'),
  exportedAt: byTheClock('exported_at'),
})

export const resultFile = pgTable('result_file', {
  id: id(),
  sha256: text('sha256').notNull(),
  name: text('name').notNull(),
  rowCount: integer('row_count').notNull(),
  importedBy: madeByActor('imported_by'),
  importedAt: byTheClock('imported_at'),
})

export const paymentResult = pgTable('payment_result', {
  id: id(),
  orderId: link('order_id').notNull(),
  result: text('result', { enum: ['accepted', 'paid', 'returned', 'unknown'] }).notNull(),
  at: moment('at').notNull(),
  reason: text('reason').notNull().default(''),
  receipt: text('receipt'),
  source: text('source', { enum: ['bank', 'file', 'person'] }).notNull(),
  fileId: link('file_id'),
  line: integer('line'),
  saidBy: link('said_by').default(sql`acting_person()`),
  recordedAt: byTheClock('recorded_at'),
})

export const clawback = pgTable('clawback', {
  id: id(),
  awardId: link('award_id').notNull(),
  amountFen: fen('amount_fen').notNull(),
  reason: text('reason').notNull(),
  clause: text('clause').notNull().default(''),
  dueOn: date('due_on', { mode: 'string' }).notNull(),
  decidedBy: link('decided_by').notNull().default(sql`DEFAULT`),
  decidedAt: byTheClock('decided_at'),
  recoveredFen: fen('recovered_fen').notNull().default(0),
})

export const recovery = pgTable('recovery', {
  id: id(),
  clawbackId: link('clawback_id').notNull(),
  amountFen: fen('amount_fen').notNull(),
  receivedOn: date('received_on', { mode: 'string' }).notNull(),
  reference: text('reference').notNull(),
  recordedBy: link('recorded_by').notNull().default(sql`DEFAULT`),
  recordedAt: byTheClock('recorded_at'),
})

export const commitment = pgTable('commitment', {
  id: id(),
  subjectId: link('subject_id').notNull(),
  fund: text('fund').notNull(),
  agreement: text('agreement').notNull(),
  policy: text('policy').notNull(),
  district: text('district'),
  amountFen: fen('amount_fen').notNull(),
  ceilingFen: fen('ceiling_fen').notNull(),
  investedOn: date('invested_on', { mode: 'string' }).notNull(),
  earliestExitOn: date('earliest_exit_on', { mode: 'string' }).notNull(),
  decidedBy: madeByActor('decided_by'),
  decidedAt: byTheClock('decided_at'),
})

export const commitmentExit = pgTable('commitment_exit', {
  id: id(),
  commitmentId: link('commitment_id').notNull(),
  amountFen: fen('amount_fen').notNull(),
  proceedsFen: fen('proceeds_fen').notNull(),
  exitedOn: date('exited_on', { mode: 'string' }).notNull(),
  reference: text('reference').notNull(),
  recordedBy: madeByActor('recorded_by'),
  recordedAt: byTheClock('recorded_at'),
})

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

// — cases —

const day = (name: string) => date(name, { mode: 'string' })
// What a trigger writes: the query may leave it out.
const byTrigger = (name: string) => text(name).notNull().default('')

export const approvalPath = pgTable('approval_path', {
  id: text('id').notNull(),
  version: integer('version').notNull(),
  definition: jsonb('definition').notNull(),
  savedBy: link('saved_by'),
  checkedAt: byTheClock('checked_at'),
})

export const itemSetting = pgTable('item_setting', {
  id: id(),
  policy: text('policy').notNull(),
  item: text('item').notNull(),
  district: text('district').notNull(),
  pathId: text('path_id').notNull(),
  pathVersion: integer('path_version').notNull(),
  leadDepartment: text('lead_department').notNull(),
  financeDepartment: text('finance_department').notNull(),
  firstLevelKind: text('first_level_kind', { enum: ['street', 'platform'] }),
  takingPart: text('taking_part').array().notNull().default([]),
  publicityDays: integer('publicity_days').notNull(),
  opensOn: day('opens_on'),
  closesOn: day('closes_on'),
  programme: text('programme').notNull().default(''),
  several: boolean('several').notNull().default(false),
  quota: integer('quota'),
  stages: jsonb('stages').notNull().default([]),
  validFrom: day('valid_from').notNull(),
  validTo: day('valid_to'),
  savedBy: link('saved_by'),
  savedAt: byTheClock('saved_at'),
})

export const caseCounter = pgTable('case_counter', {
  place: text('place').notNull(),
  year: integer('year').notNull(),
  last: integer('last').notNull(),
})

export const supportCase = pgTable('support_case', {
  id: id(),
  number: byTrigger('number'),
  subjectId: link('subject_id').notNull(),
  settingId: link('setting_id').notNull(),
  policy: byTrigger('policy'),
  item: byTrigger('item'),
  year: integer('year').notNull(),
  stage: text('stage').notNull().default(''),
  element: text('element').notNull().default(''),
  previousCase: link('previous_case'),
  pathId: byTrigger('path_id'),
  pathVersion: integer('path_version').notNull().default(0),
  district: byTrigger('district'),
  leadDepartment: byTrigger('lead_department'),
  firstDepartment: text('first_department'),
  financeDepartment: byTrigger('finance_department'),
  takingPart: text('taking_part').array().notNull().default([]),
  departments: text('departments').array().notNull().default([]),
  situation: jsonb('situation').notNull(),
  state: text('state', { enum: CASE_STATE_NAMES }).notNull().default('draft'),
  step: byTrigger('step'),
  parties: text('parties').array().notNull().default([]),
  desk: text('desk').array().notNull().default([]),
  deskSince: byTheClock('desk_since'),
  dueOn: day('due_on'),
  holidaysKnown: boolean('holidays_known').notNull().default(true),
  version: integer('version').notNull().default(0),
  openedBy: link('opened_by'),
  openedAt: byTheClock('opened_at'),
  submittedAt: moment('submitted_at'),
})

export const caseAct = pgTable('case_act', {
  id: id(),
  caseId: link('case_id').notNull(),
  number: integer('number').notNull(),
  requestKey: text('request_key').notNull(),
  act: text('act').notNull(),
  party: byTrigger('party'),
  hand: text('hand'),
  fromStep: byTrigger('from_step'),
  fromState: byTrigger('from_state'),
  toStep: byTrigger('to_step'),
  toState: byTrigger('to_state'),
  situation: jsonb('situation').notNull(),
  circumstances: jsonb('circumstances').notNull(),
  personId: link('person_id'),
  departmentId: text('department_id'),
  opinion: text('opinion').notNull().default(''),
  reasonCode: text('reason_code'),
  reason: text('reason'),
  clause: jsonb('clause'),
  payload: jsonb('payload'),
  dueOn: day('due_on'),
  holidaysKnown: boolean('holidays_known').notNull().default(true),
  at: byTheClock('at'),
})

export const departmentOpinion = pgTable('department_opinion', {
  id: id(),
  caseId: link('case_id').notNull(),
  departmentId: text('department_id').notNull(),
  stance: text('stance', { enum: ['agree', 'disagree', 'no_comment'] }).notNull(),
  opinion: text('opinion').notNull().default(''),
  givenBy: link('given_by').notNull().default(sql`acting_person()`),
  givenAt: byTheClock('given_at'),
})

export const correctionNotice = pgTable('correction_notice', {
  caseId: link('case_id').primaryKey(),
  items: jsonb('items').notNull(),
  dueOn: day('due_on').notNull(),
  toldBy: link('told_by').notNull().default(sql`acting_person()`),
  toldAt: byTheClock('told_at'),
})

export const EVIDENCE_KINDS = ['invoice', 'contract', 'licence', 'report', 'payment_proof', 'other'] as const

export const evidence = pgTable('evidence', {
  id: id(),
  caseId: link('case_id').notNull(),
  kind: text('kind', { enum: EVIDENCE_KINDS }).notNull(),
  name: text('name').notNull(),
  mediaType: text('media_type').notNull(),
  sizeBytes: integer('size_bytes').notNull(),
  sha256: text('sha256').notNull(),
  invoiceNumber: text('invoice_number'),
  invoiceDate: day('invoice_date'),
  invoiceFen: link('invoice_fen'),
  putBy: link('put_by').notNull().default(sql`acting_person()`),
  putAt: byTheClock('put_at'),
})

export const publicity = pgTable('publicity', {
  id: id(),
  caseId: link('case_id').notNull(),
  number: text('number').notNull().default(sql`DEFAULT`),
  openedAt: byTheClock('opened_at'),
  workingDays: integer('working_days').notNull(),
  closesOn: day('closes_on').notNull(),
  holidaysKnown: boolean('holidays_known').notNull(),
  openedBy: link('opened_by').notNull().default(sql`acting_person()`),
  closedAt: moment('closed_at'),
  voidedAt: moment('voided_at'),
})

export const objection = pgTable('objection', {
  id: id(),
  caseId: link('case_id').notNull(),
  publicityId: link('publicity_id').notNull(),
  requestKey: text('request_key').notNull(),
  byName: text('by_name').notNull(),
  contact: text('contact').notNull(),
  content: text('content').notNull(),
  raisedAt: byTheClock('raised_at'),
  settled: text('settled', { enum: ['dismissed', 'upheld'] }),
  settledWhy: text('settled_why'),
  settledBy: link('settled_by'),
  settledAt: moment('settled_at'),
})

export const upperLevelArrival = pgTable('upper_level_arrival', {
  id: id(),
  caseId: link('case_id').notNull(),
  amountFen: link('amount_fen').notNull(),
  arrivedOn: day('arrived_on').notNull(),
  document: text('document').notNull(),
  recordedBy: link('recorded_by'),
  recordedAt: byTheClock('recorded_at'),
})

export const escalation = pgTable('escalation', {
  caseId: link('case_id').notNull(),
  version: integer('version').notNull(),
  level: text('level', { enum: ['desk', 'leader'] }).notNull(),
  dueOn: day('due_on').notNull(),
  workingDaysLate: integer('working_days_late').notNull(),
  at: byTheClock('at'),
})

// — lists (0018-case-lists.sql) —

/** Kept by the database itself; lists of cases ask it (server/cases/askForCases.ts). */
export const caseOfDepartment = pgTable('case_of_department', {
  departmentId: text('department_id').notNull(),
  due: day('due').notNull(),
  caseId: link('case_id').notNull(),
  subjectId: link('subject_id').notNull(),
  parties: text('parties').array().notNull(),
})

// — granting (0006-granting.sql) —

export const payeeAccount = pgTable('payee_account', {
  id: id(),
  subjectId: link('subject_id').notNull(),
  name: text('name').notNull(),
  bank: text('bank').notNull(),
  // Written here, read only by payee_of().
  account: text('account').notNull(),
  maskedAccount: text('masked_account').notNull().generatedAlwaysAs(sql``),
  confirmedBy: madeByActor('confirmed_by'),
  confirmedAt: byTheClock('confirmed_at'),
})

// — the plan (0012-plan.sql) —

export const PERIODICITIES = ['month', 'quarter', 'half', 'year'] as const
export const GATHERS = ['level', 'since_start', 'within_year'] as const
export const REPORT_KINDS = ['proposed', 'official', 'returned'] as const

export const planSetting = pgTable('plan_setting', {
  id: id(),
  policy: text('policy').notNull(),
  target: text('target').notNull(),
  district: text('district').notNull(),
  departmentId: text('department_id').notNull(),
  definition: text('definition').notNull(),
  formula: text('formula').notNull(),
  unit: text('unit').notNull(),
  source: text('source').notNull(),
  periodicity: text('periodicity', { enum: PERIODICITIES }).notNull(),
  gathers: text('gathers', { enum: GATHERS }).notNull(),
  firstPeriod: text('first_period').notNull(),
  dueDays: integer('due_days').notNull(),
  lowest: numeric('lowest'),
  highest: numeric('highest'),
  note: text('note').notNull(),
  sample: boolean('sample').notNull().default(false),
  setBy: link('set_by').default(sql`acting_person()`),
  recordedAt: byTheClock('recorded_at'),
})

export const planReport = pgTable('plan_report', {
  id: id(),
  policy: text('policy').notNull(),
  target: text('target').notNull(),
  district: text('district').notNull(),
  departmentId: text('department_id').notNull(),
  period: text('period').notNull(),
  periodEnd: day('period_end').notNull().generatedAlwaysAs(sql``),
  kind: text('kind', { enum: REPORT_KINDS }).notNull(),
  value: numeric('value').notNull(),
  unit: text('unit').notNull(),
  reason: text('reason').notNull(),
  follows: link('follows'),
  saidBy: link('said_by').default(sql`acting_person()`),
  saidByToken: link('said_by_token'),
  sample: boolean('sample').notNull().default(false),
  recordedAt: byTheClock('recorded_at'),
})

export const planEvidence = pgTable('plan_evidence', {
  id: id(),
  reportId: link('report_id').notNull(),
  name: text('name').notNull(),
  mediaType: text('media_type').notNull(),
  sizeBytes: integer('size_bytes').notNull(),
  sha256: text('sha256').notNull(),
  putBy: madeByActor('put_by'),
  putAt: byTheClock('put_at'),
})

// — what is kept of the plan (0020-plan-rollup.sql); triggers write it —

export const planProposal = pgTable('plan_proposal', {
  reportId: link('report_id').primaryKey(),
  policy: text('policy').notNull(),
  target: text('target').notNull(),
  district: text('district').notNull(),
  departmentId: text('department_id').notNull(),
  period: text('period').notNull(),
  settledAt: moment('settled_at').notNull(),
})

export const PLAN_PARTS = ['targets', 'tasks', 'projects'] as const

export const planChange = pgTable('plan_change', {
  district: text('district').notNull(),
  part: text('part', { enum: PLAN_PARTS }).notNull(),
  number: link('number').notNull(),
  lastAt: moment('last_at').notNull(),
})

// — other systems (0014-exchange.sql) —

export const WEBHOOK_EVENTS = [
  ...(['case.moved', 'payment.result', 'task.moved', 'project.moved', 'indicator.official'] as const),
] as const

export const webhook = pgTable('webhook', {
  id: id(),
  uid: text('uid').notNull(),
  name: text('name').notNull(),
  departmentId: text('department_id').notNull(),
  url: text('url').notNull(),
  events: text('events', { enum: WEBHOOK_EVENTS }).array().notNull(),
  sealedSecret: text('sealed_secret').notNull(),
  madeBy: madeByActor('made_by'),
  madeAt: byTheClock('made_at'),
  endedAt: moment('ended_at'),
})

export const webhookDelivery = pgTable('webhook_delivery', {
  id: id(),
  webhookId: link('webhook_id').notNull(),
  event: text('event', { enum: [...WEBHOOK_EVENTS, 'ping'] }).notNull(),
  content: jsonb('content').notNull(),
  madeAt: byTheClock('made_at'),
  attempts: integer('attempts').notNull().default(0),
  nextAt: moment('next_at').default(sql`act_time()`),
  deliveredAt: moment('delivered_at'),
  status: integer('status'),
  failure: text('failure'),
})

// — papers (0010-papers.sql) —

export const opinionTemplate = pgTable('opinion_template', {
  id: id(),
  departmentId: text('department_id').notNull(),
  title: text('title').notNull(),
  content: text('content').notNull(),
  version: integer('version').notNull().default(1),
  changedBy: madeByActor('changed_by'),
  changedAt: byTheClock('changed_at'),
  retiredAt: moment('retired_at'),
})

export const actImport = pgTable('act_import', {
  id: id(),
  personId: madeByActor('person_id'),
  name: text('name').notNull(),
  sha256: text('sha256').notNull(),
  rows: jsonb('rows').notNull(),
  checkedAt: byTheClock('checked_at'),
  doneAt: moment('done_at'),
})

export const signQuestion = pgTable('sign_question', {
  id: id(),
  caseId: link('case_id').notNull(),
  question: text('question').notNull(),
  askedBy: madeByActor('asked_by'),
  askedAt: byTheClock('asked_at'),
  answer: text('answer'),
  answeredBy: link('answered_by'),
  answeredAt: moment('answered_at'),
})

// — messages (0011-messages.sql) —

export const MESSAGE_KINDS = [
  ...(['case', 'publicity', 'paid', 'returned', 'next_stage', 'due_soon', 'date'] as const),
  'rectification_answered',
  'appeal_answered',
  ...(['assigned', 'opinion_asked', 'due_today', 'overdue', 'escalated', 'rectification_asked'] as const),
] as const

export const message = pgTable('message', {
  id: id(),
  kind: text('kind', { enum: MESSAGE_KINDS }).notNull(),
  key: text('key').notNull(),
  subjectId: link('subject_id'),
  desks: text('desks').array().notNull().default([]),
  caseId: link('case_id'),
  rectificationId: link('rectification_id'),
  said: jsonb('said').notNull().default({}),
  dueOn: day('due_on'),
  causedBy: link('caused_by'),
  at: byTheClock('at'),
})

export const messageRead = pgTable('message_read', {
  messageId: link('message_id').notNull(),
  personId: madeByActor('person_id'),
  readAt: byTheClock('read_at'),
})

export const datesTold = pgTable('dates_told', {
  subjectId: link('subject_id').primaryKey(),
  toldOn: day('told_on').notNull(),
})

export const rectification = pgTable('rectification', {
  id: id(),
  subjectId: link('subject_id').notNull(),
  name: text('name').notNull(),
  year: integer('year'),
  disputed: link('disputed'),
  claim: text('claim').notNull(),
  ground: text('ground').notNull(),
  departmentId: text('department_id'),
  askedBy: madeByActor('asked_by'),
  askedAt: byTheClock('asked_at'),
  outcome: text('outcome', { enum: ['rectified', 'kept'] }),
  answer: text('answer'),
  answeredBy: link('answered_by'),
  answeredFor: text('answered_for'),
  answeredAt: moment('answered_at'),
})

// — tasks of the plan (0013-tasks.sql) —

export const TASK_STEPS = [
  'registered',
  'assigned',
  'signed',
  'broken_down',
  'reported',
  'reviewed',
  'finished',
  'struck',
] as const

export const planOwnerName = pgTable('plan_owner_name', {
  id: id(),
  district: text('district').notNull(),
  name: text('name').notNull(),
  departments: text('departments').array().notNull(),
  note: text('note').notNull(),
  setBy: link('set_by').default(sql`acting_person()`),
  recordedAt: byTheClock('recorded_at'),
})

export const planMeeting = pgTable('plan_meeting', {
  id: id(),
  district: text('district').notNull(),
  title: text('title').notNull(),
  heldOn: day('held_on').notNull(),
  agenda: text('agenda').notNull(),
  sample: boolean('sample').notNull().default(false),
  calledBy: link('called_by').default(sql`acting_person()`),
  calledAt: byTheClock('called_at'),
})

export const planMeetingRecord = pgTable('plan_meeting_record', {
  id: id(),
  meetingId: link('meeting_id').notNull(),
  minutes: text('minutes').notNull(),
  sample: boolean('sample').notNull().default(false),
  recordedBy: link('recorded_by').default(sql`acting_person()`),
  recordedAt: byTheClock('recorded_at'),
})

/** What an act leaves behind; a task shows what its last act left. */
const taskState = () => ({
  leadDepartment: text('lead_department'),
  departments: text('departments').array().notNull().default([]),
  deadline: day('deadline'),
  nextOn: day('next_on'),
  reportedOn: day('reported_on'),
  openQuestion: integer('open_question'),
})

export const planTask = pgTable('plan_task', {
  id: id(),
  policy: text('policy').notNull(),
  task: text('task').notNull(),
  district: text('district').notNull(),
  statedDue: day('stated_due'),
  sample: boolean('sample').notNull().default(false),
  version: integer('version').notNull().default(0),
  step: text('step', { enum: TASK_STEPS }).notNull().default('registered'),
  ...taskState(),
  actedAt: byTheClock('acted_at'),
})

export const planTaskAct = pgTable('plan_task_act', {
  id: id(),
  taskId: link('task_id').notNull(),
  number: integer('number').notNull(),
  act: text('act').notNull(),
  key: text('key').notNull(),
  personId: link('person_id').default(sql`acting_person()`),
  /** The system that said it, where it was one. */
  tokenId: link('token_id').default(sql`acting_token()`),
  departmentId: text('department_id'),
  text: text('text').notNull().default(''),
  nodes: jsonb('nodes').notNull().default([]),
  meetingId: link('meeting_id'),
  level: text('level', { enum: ['department', 'leader'] }),
  workingDaysLate: integer('working_days_late'),
  sample: boolean('sample').notNull().default(false),
  step: text('step', { enum: TASK_STEPS }).notNull().default(sql`''`),
  ...taskState(),
  recordedAt: byTheClock('recorded_at'),
})

export const planTaskNode = pgTable('plan_task_node', {
  id: id(),
  taskId: link('task_id').notNull(),
  node: integer('node').notNull(),
  actNumber: integer('act_number').notNull(),
  title: text('title').notNull(),
  departmentId: text('department_id').notNull(),
  plannedOn: day('planned_on').notNull(),
  actualOn: day('actual_on'),
  meetingId: link('meeting_id'),
  recordedAt: moment('recorded_at').notNull(),
})

export const planTaskEvidence = pgTable('plan_task_evidence', {
  id: id(),
  taskId: link('task_id').notNull(),
  name: text('name').notNull(),
  mediaType: text('media_type').notNull(),
  sizeBytes: integer('size_bytes').notNull(),
  sha256: text('sha256').notNull(),
  putBy: link('put_by').default(sql`acting_person()`),
  /** The system that attached it, where it was one, and its request. */
  tokenId: link('token_id').default(sql`acting_token()`),
  key: text('key'),
  putAt: byTheClock('put_at'),
})

// — projects (0015-projects.sql) —

export const PROJECT_STAGES = [
  'to_attract',
  'in_talks',
  'preparing',
  'building',
  'completed',
  'dropped',
] as const
export const DROP_REASONS = [
  ...(['investor_withdrew', 'moved_elsewhere', 'site', 'funds', 'approval'] as const),
  ...(['market', 'policy', 'merged', 'other'] as const),
] as const
export const POOL_STATES = ['not_applied', 'applied', 'admitted', 'refused', 'removed'] as const

export const planProject = pgTable('plan_project', {
  id: id(),
  district: text('district').notNull(),
  departmentId: text('department_id').notNull(),
  sample: boolean('sample').notNull().default(false),
  version: integer('version').notNull().default(0),
  name: text('name').notNull().default(''),
  investor: text('investor').notNull().default(''),
  industry: text('industry').notNull().default(''),
  place: text('place').notNull().default(''),
  investedFen: link('invested_fen'),
  subjectId: link('subject_id'),
  targets: text('targets').array().notNull().default([]),
  stage: text('stage', { enum: PROJECT_STAGES }).notNull().default('to_attract'),
  enteredOn: day('entered_on'),
  dropReason: text('drop_reason', { enum: DROP_REASONS }),
  plannedStart: day('planned_start'),
  plannedCompletion: day('planned_completion'),
  slips: integer('slips').notNull().default(0),
  pool: text('pool', { enum: POOL_STATES }).notNull().default('not_applied'),
  green: boolean('green').notNull().default(false),
  totalFen: link('total_fen'),
  approvedFen: link('approved_fen'),
  progressQualifies: boolean('progress_qualifies'),
  exceptional: boolean('exceptional'),
  consent: boolean('consent'),
  actedAt: byTheClock('acted_at'),
})

export const planProjectAct = pgTable('plan_project_act', {
  id: id(),
  projectId: link('project_id').notNull(),
  number: integer('number').notNull(),
  act: text('act').notNull(),
  topic: text('topic').notNull().default(sql`''`),
  key: text('key').notNull(),
  personId: link('person_id').default(sql`acting_person()`),
  happenedOn: day('happened_on').notNull().default(sql`act_date()`),
  text: text('text').notNull().default(''),
  source: text('source').notNull().default(''),
  gate: text('gate'),
  meetingId: link('meeting_id'),
  name: text('name'),
  investor: text('investor'),
  industry: text('industry'),
  place: text('place'),
  investedFen: link('invested_fen'),
  subjectId: link('subject_id'),
  targets: text('targets').array(),
  fromStage: text('from_stage', { enum: PROJECT_STAGES }),
  stage: text('stage', { enum: PROJECT_STAGES }),
  enteredOn: day('entered_on'),
  dropReason: text('drop_reason', { enum: DROP_REASONS }),
  plannedStart: day('planned_start'),
  plannedCompletion: day('planned_completion'),
  slippedDays: integer('slipped_days'),
  pool: text('pool', { enum: POOL_STATES }),
  green: boolean('green'),
  totalFen: link('total_fen'),
  approvedFen: link('approved_fen'),
  progressQualifies: boolean('progress_qualifies'),
  exceptional: boolean('exceptional'),
  consent: boolean('consent'),
  sample: boolean('sample').notNull().default(false),
  recordedAt: byTheClock('recorded_at'),
})

// — appeals —

export const appeal = pgTable('appeal', {
  id: id(),
  caseId: link('case_id').notNull(),
  against: text('against', { enum: ['not_accepted', 'refused'] }).notNull(),
  content: text('content').notNull(),
  raisedBy: link('raised_by').notNull().default(sql`acting_person()`),
  raisedAt: byTheClock('raised_at'),
  settled: text('settled', { enum: ['upheld', 'dismissed', 'withdrawn'] }),
  settledWhy: text('settled_why'),
  settledBy: link('settled_by'),
  settledAt: moment('settled_at'),
})
