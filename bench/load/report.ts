// What callers saw → bench/LOAD.md.
import { type Driven, KINDS, type Kind } from './drive.ts'

/** What callers saw of a server, so many at once. */
type Seen = {
  readonly perSecond: number
  /** Milliseconds. */
  readonly kinds: Readonly<
    Record<Kind, { readonly count: number; readonly p50: number; readonly p99: number }>
  >
}

export type LoadRow = {
  readonly engine: string
  readonly cases: number
  /** A caller for each core: what an answer takes. */
  readonly light: Seen
  /** More than the machine has cores: what it answers when all wait for it. */
  readonly heavy: Seen
  readonly byHand: number | null
  readonly peak: number | null
}

type Measured = {
  readonly engine: string
  readonly cases: number
  readonly light: Driven
  readonly heavy: Driven
  readonly byHand: number | undefined
  readonly peak: number | undefined
}

export function rowOf({ engine, cases, light, heavy, byHand, peak }: Measured): LoadRow {
  return {
    ...{ engine, cases, light: seen(light), heavy: seen(heavy) },
    ...{ byHand: byHand ?? null, peak: peak ?? null },
  }
}

function seen({ times, seconds }: Driven): Seen {
  const count = KINDS.reduce((sum, kind) => sum + times[kind].length, 0)
  const of = (kind: Kind) => {
    const sorted = [...times[kind]].sort((a, b) => a - b)
    const at = (share: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
    return { count: sorted.length, p50: at(0.5), p99: at(0.99) }
  }
  const kinds = {
    ...{ checkup: of('checkup'), workbench: of('workbench'), search: of('search') },
    ...{ case: of('case'), ownCases: of('ownCases'), submission: of('submission') },
  }
  return { perSecond: count / seconds, kinds }
}

const NAMES: Readonly<Record<Kind, string>> = {
  ...{ checkup: 'check-up', workbench: 'workbench', search: 'search by number', case: 'one case' },
  ...{ ownCases: 'own cases', submission: 'submission (two requests)' },
}

type Report = {
  readonly date: string
  readonly machine: string
  readonly node: string
  readonly few: number
  readonly many: number
  readonly seconds: number
  readonly rows: readonly LoadRow[]
}

/** Where nobody was answered within the time there is nothing to say. */
const timesText = ({ count, p50, p99 }: Seen['kinds'][Kind]): string =>
  count === 0 ? '—' : `${p50.toFixed(0)} / ${p99.toFixed(0)}`

const count = (n: number): string => n.toLocaleString('en').replaceAll(',', ' ')

export function loadReport({ date, machine, node, few, many, seconds, rows }: Report): string {
  return [
    '# Results of `npm run bench:load`',
    '',
    `${date} · ${machine} · Node ${node}`,
    '',
    `Callers over HTTP, each asking again as soon as it is answered, for ${seconds} s after a warm-up; they run on the same machine. Of a hundred requests 35 are check-ups of all items with reasons, 25 the first page of an officer's workbench with its count (up to a thousand), 5 a search by case number, 15 one case with everything that the officer could do, 10 an owner's cases, 10 a new case and its submission. The server process and, where it is one, the database server do the rest. PostgreSQL writes to disk before it answers (fsync on). The embedded database is measured up to a hundred thousand cases: it lives in the memory of one process, for a district.`,
    '',
    `## ${few} callers at once: what an answer takes`,
    '',
    ...tableOf(rows, 'light'),
    `## ${many} callers at once: what is answered when everybody waits`,
    '',
    ...tableOf(rows, 'heavy'),
    '## Beside SQL by hand',
    '',
    `The first page of the same workbench by one query without session, rights, count or HTTP, with nobody else asking. Ours is the p50 of ${few} callers, so the ratio is the most that rights, the count, HTTP and the others' requests cost together.`,
    '',
    '| cases | by hand, ms | ours, ms | times |',
    '| --- | --- | --- | --- |',
    ...rows.flatMap(({ cases, light: { kinds }, byHand }) =>
      byHand === null
        ? []
        : [
            `| ${count(cases)} | ${byHand.toFixed(1)} | ${kinds.workbench.p50.toFixed(0)} | ${(kinds.workbench.p50 / byHand).toFixed(1)} |`,
          ],
    ),
    '',
    '## Growth',
    '',
    `Times the p50 at a thousand cases of the same database, with ${few} callers.`,
    '',
    `| database | cases | ${KINDS.map((kind) => NAMES[kind]).join(' | ')} |`,
    `| --- | --- | ${KINDS.map(() => '---').join(' | ')} |`,
    ...rows.map((row) => growthLine(row, rows)),
    '',
  ].join('\n')
}

function tableOf(rows: readonly LoadRow[], load: 'light' | 'heavy'): string[] {
  return [
    'Milliseconds, p50 / p99:',
    '',
    `| database | cases | requests a second | ${KINDS.map((kind) => NAMES[kind]).join(' | ')} | peak MiB of our process |`,
    `| --- | --- | --- | ${KINDS.map(() => '---').join(' | ')} | --- |`,
    ...rows.map(({ engine, cases, [load]: { perSecond, kinds }, peak }) => {
      const times = KINDS.map((kind) => timesText(kinds[kind])).join(' | ')
      return `| ${engine} | ${count(cases)} | ${perSecond.toFixed(0)} | ${times} | ${peak?.toFixed(0) ?? ''} |`
    }),
    '',
  ]
}

function growthLine({ engine, cases, light: { kinds } }: LoadRow, rows: readonly LoadRow[]): string {
  const base = rows.find((each) => each.engine === engine)?.light.kinds
  const times = KINDS.map((kind) =>
    kinds[kind].count === 0 ? '—' : (kinds[kind].p50 / (base?.[kind].p50 || 1)).toFixed(2),
  )
  return `| ${engine} | ${count(cases)} | ${times.join(' | ')} |`
}
