// The lists inside a card: reasons, what is missing, what would change it, parts, caps, and what else to know.
import { Button } from 'antd'
import type { AmountBasis, CapUse, Change, Flag, Need, Outcome, PartFinding, Reason } from '#lang'
import { MoneyText } from '../ui/MoneyText.tsx'
import { words } from '../words.zh.ts'

const marks = { met: '✓', unmet: '✗', unknown: '?' } as const

type ReasonsProps = { readonly reasons: readonly Reason[]; readonly outcome: Outcome }

/** What decides is open at once; what only confirms, or still waits for answers, is one click away. */
export function ReasonList({ reasons, outcome }: ReasonsProps) {
  if (reasons.length === 0) return null
  if (outcome === 'eligible') return <Reasons reasons={reasons} />
  if (outcome === 'undetermined') {
    return (
      <details className="fold">
        <summary>{words.finding.reasons(reasons.length)}</summary>
        <Reasons reasons={reasons} />
      </details>
    )
  }
  const met = reasons.filter(({ truth }) => truth === 'met')
  return (
    <>
      <Reasons reasons={reasons.filter(({ truth }) => truth !== 'met')} />
      {met.length > 0 && (
        <details className="fold">
          <summary>{words.finding.metToo(met.length)}</summary>
          <Reasons reasons={met} />
        </details>
      )}
    </>
  )
}

function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  return (
    <ul>
      {reasons.map(({ truth, text, part, reading }) => (
        <li key={`${part ?? ''} ${truth} ${text}`} className={`reason reason-${truth}`}>
          <span className="reason-mark" role="img" aria-label={words.truth[truth]}>
            {marks[truth]}
          </span>
          <span>
            {text}
            {reading && <span className="reason-reading">{words.finding.underReading(reading)}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}

type NeedsProps = {
  readonly needs: readonly Need[]
  readonly outcome: Outcome
  readonly onSeek: (fact: string) => void
}

/** More missing facts than these are named in one line; the list opens. */
const fewNeeds = 3

export function NeedList({ needs, outcome, onSeek }: NeedsProps) {
  if (needs.length === 0) return null
  if (needs.length > fewNeeds) {
    return (
      <details className="needs">
        <summary>{words.finding.needsMany(needs.length, needs.map(needName).join('、'))}</summary>
        <Needs needs={needs} onSeek={onSeek} />
      </details>
    )
  }
  return (
    <div className="needs">
      <h4>{outcome === 'eligible' ? words.finding.open : words.finding.needs}</h4>
      <Needs needs={needs} onSeek={onSeek} />
    </div>
  )
}

function needName({ path, fact }: Need): string {
  return path ? words.finding.element(path.collection, path.index, path.field) : fact
}

function Needs({ needs, onSeek }: Omit<NeedsProps, 'outcome'>) {
  return (
    <ul>
      {needs.map((need) => (
        <li key={`${need.cause} ${need.fact} ${need.path?.index ?? ''}`}>
          <strong>{needName(need)}</strong>
          <span className="need-who">{whoseWord(need)}</span>
          {(need.cause === 'fact' || need.cause === 'decision') && (
            <Button type="link" size="small" onClick={() => onSeek(need.path?.collection ?? need.fact)}>
              {words.finding.fill}
            </Button>
          )}
          <span className="need-question">{need.question}</span>
        </li>
      ))}
    </ul>
  )
}

function whoseWord({ cause, authority: { kind, name } }: Need): string {
  switch (cause) {
    case 'decision':
      return words.whose.decision(name)
    case 'standard':
      return words.whose.standard(name)
    case 'reading':
      return words.whose.reading(name)
    case 'time':
      return words.whose.time
    case 'conflict':
      return words.whose.conflict
    case 'fact':
      return kind === 'government' ? words.whose.government(name) : words.whose.applicant
  }
}

export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  if (changes.length === 0) return null
  return (
    <div className="changes">
      <h4>{words.finding.changes}</h4>
      <ul>
        {changes.map(({ fact, has, needs, gap }) => (
          <li key={fact}>{words.finding.change(fact, has, needs, gap)}</li>
        ))}
      </ul>
    </div>
  )
}

export function PartList({ parts }: { readonly parts: readonly PartFinding[] }) {
  return (
    <div className="parts">
      <h4>{words.finding.parts}</h4>
      <ul>
        {parts.map(({ label, index, outcome, amount }) => (
          <li key={`${label} ${index ?? ''}`}>
            <span>{label}</span>
            <span className={`outcome outcome-${outcome}`}>{words.outcome[outcome]}</span>
            {(outcome === 'eligible' || outcome === 'undetermined') && <MoneyText amount={amount} />}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** How the amount came about: the tier that applied, or the computation with its numbers. */
export function BasisList({ basis }: { readonly basis: readonly AmountBasis[] }) {
  if (basis.length === 0) return null
  return (
    <ul className="basis">
      {basis.map(({ text, part, reading }) => (
        <li key={`${part ?? ''} ${text} ${reading ?? ''}`}>
          <span className="nature">{words.finding.basis}</span>
          {part === undefined ? text : `${part}：${text}`}
          {reading && <span className="reason-reading">{words.finding.underReading(reading)}</span>}
        </li>
      ))}
    </ul>
  )
}

export function CapList({ caps }: { readonly caps: readonly CapUse[] }) {
  if (caps.length === 0) return null
  return (
    <ul className="caps">
      {caps.map(({ text, scope, strength, applied, reading }) => (
        <li key={`${scope} ${text} ${reading ?? ''}`}>
          <span className="nature">{strength === 'soft' ? words.finding.softCap : words.finding.cap}</span>
          {text}
          {applied && <strong className="cap-applied">{words.finding.capApplied}</strong>}
          {applied === undefined && <span className="cap-open">{words.finding.capOpen}</span>}
          {reading && <span className="reason-reading">{words.finding.underReading(reading)}</span>}
        </li>
      ))}
    </ul>
  )
}

export function FlagList({ flags }: { readonly flags: readonly Flag[] }) {
  if (flags.length === 0) return null
  return (
    <ul className="flags">
      {flags.map(({ code, text }) => (
        <li key={`${code} ${text}`}>{text}</li>
      ))}
    </ul>
  )
}
