// Size, industry and age of a firm → the certificates it holds, since when, and the events that led to them.
import { CERTIFICATE, CERTIFICATES, SECTIONS } from './distributions.ts'
import type { Scene } from './scene.ts'
import { at, type Layer, numbers, text } from './sql.ts'

const { days, firstAfterDays, lapsed, mostRechecks } = CERTIFICATE

/**
 * `cert_i`: held now; `was_cert_i`: once held, expired since; `cert_i_ago`: days since the last event;
 * `cert_i_rechecks`: how often it was renewed before.
 */
export function certificateLayers(scene: Scene): Layer[] {
  return [
    // One layer each: a certificate may ask for an earlier one.
    ...CERTIFICATES.map((_, i): Layer => ({ [`cert_${i}`]: held(scene, i) })),
    Object.fromEntries(CERTIFICATES.map((_, i) => [`was_cert_${i}`, expired(scene, i)])),
    Object.fromEntries(CERTIFICATES.map((_, i) => [`cert_${i}_ago`, daysAgo(scene, i)])),
    {
      ...Object.fromEntries(CERTIFICATES.map((_, i) => [`cert_${i}_rechecks`, rechecks(scene, i)])),
      certified: CERTIFICATES.map((_, i) => `cert_${i}`).join(' OR '),
      ever_certified: CERTIFICATES.map((_, i) => `cert_${i} OR was_cert_${i}`).join(' OR '),
    },
  ]
}

function held({ draw }: Scene, i: number): string {
  const within = withinOf(i)
  const holder = within < 0 ? `age_days > ${2 * firstAfterDays}` : `cert_${within}`
  return `(${holder} AND ${draw.chanceOf(`certificate ${i}`, likelihood(i))})`
}

function expired({ draw }: Scene, i: number): string {
  const oldEnough = `age_days > ${2 * days + firstAfterDays}`
  return `(NOT cert_${i} AND ${oldEnough} AND ${draw.chanceOf(`lapsed ${i}`, `${lapsed} * ${likelihood(i)}`)})`
}

function likelihood(i: number): string {
  const share = at(numbers(CERTIFICATES[i]?.shares ?? []), 'size')
  return withinOf(i) < 0 ? `${share} * ${at(numbers(SECTIONS.map((each) => each.tech)), 'section')}` : share
}

function withinOf(i: number): number {
  const certificate = CERTIFICATES[i]
  const outer = certificate && 'of' in certificate ? certificate.of : undefined
  return CERTIFICATES.findIndex((each) => each.name === outer)
}

function daysAgo({ draw }: Scene, i: number): string {
  const since = draw.below(
    `certificate ${i} ago`,
    `greatest(1, least(${days}, age_days - ${firstAfterDays}))`,
  )
  return `1 + ${since} + CASE WHEN was_cert_${i} THEN ${days} ELSE 0 END`
}

function rechecks({ draw }: Scene, i: number): string {
  const possible = `(age_days - ${firstAfterDays} - cert_${i}_ago) // ${days}`
  const drawn = draw.below(`certificate ${i} rechecks`, mostRechecks + 1)
  return `CASE WHEN cert_${i} THEN greatest(0, least(${drawn}, ${possible})) ELSE 0 END`
}

/** The set of those that are held, in the dictionary's order. */
export function heldCertificates(known: readonly string[]): string {
  const members = known.flatMap((name) => {
    const i = CERTIFICATES.findIndex((each) => each.name === name)
    return i < 0 ? [] : [`CASE WHEN cert_${i} THEN ${text(name)} END`]
  })
  if (members.length === 0) return '[]::VARCHAR[]'
  return `CASE WHEN NOT certified THEN []::VARCHAR[] ELSE list_filter([${members.join(', ')}], lambda each: each IS NOT NULL) END`
}

/** The history as a list of structs {name, first, date}, each certificate's events in order. */
export function certificateEvents(known: readonly string[], today: string): string {
  const events = CERTIFICATES.flatMap(({ name }, i) =>
    known.includes(name) ? steps().map((step) => event(name, i, step, today)) : [],
  )
  return events.length === 0
    ? '[]'
    : `list_filter([${events.join(', ')}], lambda each: each.name IS NOT NULL)`
}

/** 0 is the recognition, the others are rechecks; the last one lies `cert_i_ago` days back. */
function steps(): number[] {
  return Array.from({ length: mostRechecks + 1 }, (_, step) => step)
}

function event(name: string, i: number, step: number, today: string): string {
  const happened = `(cert_${i} OR was_cert_${i}) AND cert_${i}_rechecks >= ${step}`
  const date = `${today} - cert_${i}_ago - ${days} * (cert_${i}_rechecks - ${step})`
  return `{'name': CASE WHEN ${happened} THEN ${text(name)} END, 'first': ${step === 0}, 'date': ${date}}`
}
