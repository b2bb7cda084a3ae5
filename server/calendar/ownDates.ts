// What is known of a subject, its cases and its awards → the days it has to keep in mind, the nearest first. Pure.
import {
  calendarOf,
  type Dated,
  dateToIso,
  documentName,
  type Edge,
  type Finding,
  type Program,
  parseDate,
  type Subject,
  type Value,
} from '#lang'

export const OWN_DATE_KINDS = [
  'answer',
  'publicity',
  'opens',
  'closes',
  'document',
  'stage',
  'instalment',
  'expiry',
] as const

export type OwnDate = {
  /** Stable, so that a calendar program and the clock know it again. */
  readonly id: string
  readonly kind: (typeof OWN_DATE_KINDS)[number]
  /** ISO. */
  readonly day: string
  readonly title: string
  readonly note: string
  /** How the day was understood where no text names it. */
  readonly inferred?: string
  readonly caseId?: number
  readonly policy?: string
  readonly item?: string
}

export type Window = {
  readonly policy: string
  readonly item: string
  readonly opensOn: string | null
  readonly closesOn: string | null
}

/** From `today` (ISO) on. `findings`: what every item says of the subject today. */
export function lawDates(
  program: Program,
  subject: Subject,
  findings: readonly Finding[],
  windows: readonly Window[],
  today: string,
): OwnDate[] {
  const open = findings.filter((each) => each.outcome === 'eligible' || each.outcome === 'undetermined')
  const all = [
    ...windows.flatMap((each) => windowDates(each, open)),
    ...calendarOf(program).flatMap((each) => endOf(each, open, program)),
    ...expiries(program, subject),
    ...certificates(subject),
  ]
  return all.filter((each) => each.day >= today)
}

export function inOrder(dates: readonly OwnDate[]): OwnDate[] {
  return dates.toSorted((a, b) => a.day.localeCompare(b.day) || a.id.localeCompare(b.id))
}

const OUTCOMES: Readonly<Record<string, string>> = {
  eligible: '按已知情况符合条件。',
  undetermined: '按已知情况还有未定的条件。',
}

function windowDates({ policy, item, opensOn, closesOn }: Window, open: readonly Finding[]): OwnDate[] {
  const finding = open.find((each) => each.policy === policy && each.item === item)
  if (!finding) return []
  const about = { title: finding.title, note: OUTCOMES[finding.outcome] ?? '', policy, item }
  return [
    ...(opensOn === null
      ? []
      : [{ ...about, id: `opens-${policy}-${item}`, kind: 'opens' as const, day: opensOn }]),
    ...(closesOn === null
      ? []
      : [{ ...about, id: `closes-${policy}-${item}`, kind: 'closes' as const, day: closesOn }]),
  ]
}

/** The end of what a document gives for a while, and of the document itself, where something of it is still open. */
function endOf(dated: Dated, open: readonly Finding[], program: Program): OwnDate[] {
  const { kind, policy, id, to } = dated
  const day = dayOf(to)
  if (day === undefined) return []
  const more = { day, policy, ...(to.kind === 'inferred' ? { inferred: to.note } : {}) }
  if (kind === 'window') {
    const finding = open.find((each) => each.policy === policy && each.item === id)
    if (!finding) return []
    const note = OUTCOMES[finding.outcome] ?? ''
    return [{ ...more, id: `window-${policy}-${id}`, kind: 'closes', title: finding.title, note, item: id }]
  }
  if (kind !== 'document') return []
  const count = open.filter((each) => each.policy === policy).length
  const document = program.policies.find((each) => each.document.id === policy)?.document
  if (count === 0 || !document) return []
  const note = `其中有 ${count} 项您可能享受。`
  return [
    { ...more, id: `document-${policy}`, kind: 'document', title: `${documentName(document)}失效`, note },
  ]
}

function dayOf(edge: Edge): string | undefined {
  return edge.kind === 'unstated' ? undefined : dateToIso(edge.day)
}

// A fact of the dictionary that says until when something holds.
const UNTIL = /(有效期止|到期日|截止日|届满日)$/

function expiries({ vocabulary }: Program, subject: Subject): OwnDate[] {
  return vocabulary.facts.flatMap(({ name, english, type, authority }): OwnDate[] => {
    const day = type.kind === 'date' && UNTIL.test(name) ? isoOf(subject.facts.get(name)) : undefined
    if (day === undefined) return []
    const note = authority.kind === 'applicant' ? '' : `由${authority.name}掌握。`
    return [{ id: `expiry-${english}`, kind: 'expiry', day, title: name, note }]
  })
}

// Certificates of these kinds are valid for three years (工信部企业〔2022〕63号 and its successor; 国科发火〔2016〕32号).
// No fact of the dictionary says so: the day is inferred from the last recognition or recheck.
const CERTIFICATES = new Set(['市级专精特新', '国家专精特新小巨人', '创新型中小企业', '高新技术企业'])
const VALID_YEARS = 3

function certificates(subject: Subject): OwnDate[] {
  const last = new Map<string, string>()
  for (const event of subject.collections.get('资质事件') ?? []) {
    const [kind, day] = [wordOf(event.get('类别')), isoOf(event.get('日期'))]
    if (kind !== undefined && day !== undefined && CERTIFICATES.has(kind) && day > (last.get(kind) ?? ''))
      last.set(kind, day)
  }
  return [...last].map(([kind, from]) => ({
    ...{ id: `certificate-${kind}`, kind: 'expiry', day: yearsLater(from, VALID_YEARS) },
    ...{ title: `${kind}资质满三年`, note: '请在到期前关注复核通知。' },
    inferred: `从 ${from} 的认定（复核）文件起按三年推算，以证书为准`,
  }))
}

export function yearsLater(day: string, years: number): string {
  const [year = '', rest = ''] = [day.slice(0, 4), day.slice(4)]
  const same = `${Number(year) + years}${rest}`
  // 29 February has no such day in most years.
  return parseDate(same) === undefined ? `${Number(year) + years}-02-28` : same
}

function isoOf(value: Value | undefined): string | undefined {
  return value?.kind === 'number' && value.value.d === 1n ? dateToIso(Number(value.value.n)) : undefined
}

function wordOf(value: Value | undefined): string | undefined {
  return value?.kind === 'word' ? value.value : undefined
}
