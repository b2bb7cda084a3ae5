// What one may have together: the exact best package, why not more, and where the texts are silent.
import { useMemo } from 'react'
import {
  bestPackage,
  describePackage,
  type Finding,
  type PackageWords,
  type Program,
  type Subject,
} from '#lang'
import { words } from '../words.zh.ts'

type Props = {
  readonly program: Program
  readonly subject: Subject
  readonly findings: readonly Finding[]
  readonly day: number
}

export function PackagePanel({ program, subject, findings, day }: Props) {
  const payable = findings.some(({ outcome, nature }) => outcome === 'eligible' && nature !== 'none')
  const text = useMemo(
    () =>
      payable ? describePackage(bestPackage(program, subject, findings, { at: day }), program) : undefined,
    [payable, program, subject, findings, day],
  )
  if (!text) return null
  return (
    <details className="package">
      <summary>
        <h2>{words.package.title}</h2>
        <span className="package-total">{totalOf(text)}</span>
      </summary>
      <p className="answer-note">{words.package.note}</p>
      <Lines lines={text.shared.filter((each) => !isTotal(each))} />
      {text.byReading.map(({ readings, lines }) => (
        <section key={readings.join()} className="package-reading">
          <h3>{words.package.reading(readings.join('；'))}</h3>
          {lines.length === 0 ? <p>{words.package.nothingElse}</p> : <Lines lines={lines} />}
        </section>
      ))}
      <Lines lines={text.notes} />
    </details>
  )
}

/** The totals where all readings agree on them. */
function totalOf({ shared }: PackageWords): string {
  return shared.find(isTotal) ?? words.package.totalByReading
}

function isTotal(line: string): boolean {
  return line.startsWith('可得合计')
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <ul className="package-lines">
      {lines.map((line, i) => (
        // Lines never move among each other; two may read alike.
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is the identity
        <li key={i} className={`package-level-${levelOf(line)}`}>
          {line.trim()}
        </li>
      ))}
    </ul>
  )
}

/** Two spaces a level. */
function levelOf(line: string): number {
  return Math.floor((line.length - line.trimStart().length) / 2)
}
