// One engine's answers beside the interpreter's, value for value: outcome, amount to the 分, causes, needs, readings,
// reasons. Returns what differs, in words.

import type { Subject } from '#lang'
import { type Profile, type Program, profiles } from '#lang'

export type Reference = (item: string, policy: string, subject: number) => Profile

/** The interpreter's profiles of the chosen items, computed once for each subject. */
export function referenceOf(
  program: Program,
  subjects: readonly Subject[],
  at: number,
  items?: ReadonlySet<string>,
): Reference {
  const known = subjects.map((subject) => {
    const all = profiles(program, subject, { at, ...(items ? { items: [...items] } : {}) })
    return new Map(all.map((each) => [`${each.policy} ${each.item}`, normal(each)]))
  })
  return (item, policy, subject) => {
    const found = known[subject]?.get(`${policy} ${item}`)
    if (!found) throw new TypeError(`no profile of ${policy} ${item}`)
    return found
  }
}

export function normal(profile: Profile): Profile {
  return { ...profile, reasons: profile.reasons.map((each) => each.replace('\u0000', ' ')).sort() }
}

/** Only the outcome and the amount. */
export function plain(profile: Profile): Profile {
  return { ...profile, causes: [], needs: [], readings: [], reasons: [] }
}

/** Empty when both agree. */
export function differences(want: Profile, got: Profile): string[] {
  return (Object.keys(want) as (keyof Profile)[]).flatMap((key) => {
    const [x, y] = [JSON.stringify(want[key]), JSON.stringify(got[key])]
    return x === y ? [] : [`${want.item} ${key}: ${y}, not ${x}`]
  })
}

/** A row of the statements of compileSql as a profile. */
export function profileOfRow(item: string, policy: string, row: Readonly<Record<string, unknown>>): Profile {
  const listed = (name: string): string[] => {
    const text = String(row[name] ?? '')
    return text === '' ? [] : [...new Set(text.split('|'))].sort()
  }
  const kind = String(row.amount_kind) as Profile['amount']['kind']
  return {
    ...{ item, policy, outcome: String(row.outcome) as Profile['outcome'] },
    amount: {
      ...{ kind, low: Number(row.low_fen), high: row.high_fen === null ? null : Number(row.high_fen) },
      candidates:
        kind === 'candidates'
          ? listed('candidates_fen')
              .map(Number)
              .sort((a, b) => a - b)
          : [],
    },
    causes: listed('causes') as Profile['causes'],
    ...{ needs: listed('missing'), readings: listed('readings'), reasons: listed('reasons') },
  }
}
