// What callers saw → bench/LOAD.md.
import { type Driven, KINDS, type Kind } from './drive.ts'

export type LoadRow = {
  readonly engine: string
  readonly cases: number
  readonly perSecond: number
  /** Milliseconds. */
  readonly kinds: Readonly<
    Record<Kind, { readonly count: number; readonly p50: number; readonly p99: number }>
  >
  readonly byHand: number | null
  readonly peak: number | null
}

type Measured = {
  readonly engine: string
  readonly cases: number
  readonly driven: Driven
  readonly byHand: number | undefined
  readonly peak: number | undefined
}

export function rowOf({ engine, cases, driven, byHand, peak }: Measured): LoadRow {
  const { times, seconds } = driven
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
  return { engine, cases, perSecond: count / seconds, kinds, byHand: byHand ?? null, peak: peak ?? null }
}

const NAMES: Readonly<Record<Kind, string>> = {
  ...{ checkup: 'check-up', workbench: 'workbench', search: 'search by number', case: 'one case' },
  ...{ ownCases: 'own cases', submission: 'submission (two requests)' },
}

type Report = {
  readonly date: string
  readonly machine: string
  readonly node: string
  readonly callers: number
  readonly seconds: number
  readonly rows: readonly LoadRow[]
}

/** Where nobody was answered within the time there is nothing to say. */
const timesText = ({ count, p50, p99 }: LoadRow['kinds'][Kind]): string =>
  count === 0 ? '—' : `${p50.toFixed(0)} / ${p99.toFixed(0)}`

const count = (n: number): string => n.toLocaleString('en').replaceAll(',', ' ')

export function loadReport({ date, machine, node, callers, seconds, rows }: Report): string {
  return [
    '# Results of `npm run bench:load`',
    '',
    `${date} · ${machine} · Node ${node}`,
    '',
    `${callers} callers at once over HTTP, each asking again as soon as it is answered, for ${seconds} s after a warm-up; the callers run on the same machine. Of a hundred requests 35 are check-ups of all items with reasons, 25 the first page of an officer's workbench with its count, 5 a search by case number, 15 one case with everything that the officer could do, 10 an owner's cases, 10 a new case and its submission. The server process and, where it is one, the database server do the rest. PostgreSQL writes to disk before it answers (fsync on).`,
    '',
    'Milliseconds, p50 / p99:',
    '',
    `| database | cases | requests a second | ${KINDS.map((kind) => NAMES[kind]).join(' | ')} | peak MiB of our process |`,
    `| --- | --- | --- | ${KINDS.map(() => '---').join(' | ')} | --- |`,
    ...rows.map(
      ({ engine, cases, perSecond, kinds, peak }) =>
        `| ${engine} | ${count(cases)} | ${perSecond.toFixed(0)} | ${KINDS.map((kind) => timesText(kinds[kind])).join(' | ')} | ${peak?.toFixed(0) ?? ''} |`,
    ),
    '',
    '## Beside SQL by hand',
    '',
    "The first page of the same workbench by one query without session, rights, count or HTTP, with nobody else asking. Ours is what a caller saw under the load above, so the ratio is the most that rights, the count, HTTP and the others' requests cost together.",
    '',
    '| cases | by hand, ms | ours under load, ms | times |',
    '| --- | --- | --- | --- |',
    ...rows.flatMap(({ cases, kinds, byHand }) =>
      byHand === null
        ? []
        : [
            `| ${count(cases)} | ${byHand.toFixed(1)} | ${kinds.workbench.p50.toFixed(0)} | ${(kinds.workbench.p50 / byHand).toFixed(1)} |`,
          ],
    ),
    '',
    '## Growth',
    '',
    'Times the p50 at a thousand cases of the same database.',
    '',
    `| database | cases | ${KINDS.map((kind) => NAMES[kind]).join(' | ')} |`,
    `| --- | --- | ${KINDS.map(() => '---').join(' | ')} |`,
    ...rows.map((row) => growthLine(row, rows)),
    '',
  ].join('\n')
}

function growthLine({ engine, cases, kinds }: LoadRow, rows: readonly LoadRow[]): string {
  const base = rows.find((each) => each.engine === engine)
  const times = KINDS.map((kind) =>
    kinds[kind].count === 0 ? '—' : (kinds[kind].p50 / (base?.kinds[kind].p50 || 1)).toFixed(2),
  )
  return `| ${engine} | ${count(cases)} | ${times.join(' | ')} |`
}
