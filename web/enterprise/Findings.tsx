// All findings in three answers: what one gets, what may still come, what one does not get and by how much.
import { Button } from 'antd'
import { memo, type ReactNode, useEffect, useState } from 'react'
import type { Finding } from '#lang'
import { words } from '../words.zh.ts'
import { FindingCard, type ForFinding } from './FindingCard.tsx'
import type { Groups, Split } from './findingGroups.ts'
import { ServiceList } from './ServiceList.tsx'

type Props = ForFinding & {
  readonly groups: Groups
  /** An item that a link leads to; the group that holds it opens. */
  readonly target: string
}

export const Findings = memo(function Findings({ groups, ...rest }: Props) {
  return (
    <>
      <Answer id="eligible" {...words.findings.eligible}>
        <Members split={groups.eligible} empty={words.findings.eligible.empty} {...rest} />
      </Answer>
      <Answer id="undetermined" {...words.findings.undetermined}>
        <Members split={groups.undetermined} empty={words.findings.undetermined.empty} {...rest} />
      </Answer>
      <Answer id="not-eligible" {...words.findings.notEligible}>
        <Members split={groups.not_eligible} empty={words.findings.notEligible.empty} {...rest} />
        <Folded title={words.findings.notApplicable} split={groups.not_applicable} {...rest} />
        <Folded title={words.findings.forOthers} split={groups.for_others} {...rest} />
        <Folded title={words.findings.notInForce} split={groups.not_in_force} {...rest} />
      </Answer>
    </>
  )
})

type AnswerProps = {
  readonly id: string
  readonly title: string
  readonly note: string
  readonly children: ReactNode
}

function Answer({ id, title, note, children }: AnswerProps) {
  return (
    <section className={`answer answer-${id}`} aria-labelledby={`answer-${id}`}>
      <h2 id={`answer-${id}`}>{title}</h2>
      <p className="answer-note">{note}</p>
      {children}
    </section>
  )
}

type MembersProps = ForFinding & { readonly split: Split; readonly target: string }

function Members({ split, empty, ...rest }: MembersProps & { readonly empty: string }) {
  const { money, services } = split
  return (
    <>
      {money.length === 0 && services.length === 0 && <p className="nothing">{empty}</p>}
      <MoneyCards money={money} {...rest} />
      {services.length > 0 && <ServiceList services={services} {...rest} />}
    </>
  )
}

/** So many cards stand open; the largest amounts come first, and nobody in a hurry reads forty. */
const mostCards = 8

type CardsProps = ForFinding & { readonly money: readonly Finding[]; readonly target: string }

function MoneyCards({ money, target, ...actions }: CardsProps) {
  // A button for one or two more would save nobody anything.
  const rest = money.length > mostCards + 2 ? money.slice(mostCards) : []
  const [open, setOpen] = useOpenFor(rest, target)
  return (
    <>
      {(open ? money : money.slice(0, money.length - rest.length)).map((finding) => (
        <FindingCard key={finding.item} finding={finding} {...actions} />
      ))}
      {rest.length > 0 && (
        <Button className="more-cards" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? words.findings.fewer : words.findings.more(rest.length)}
        </Button>
      )}
    </>
  )
}

function Folded({ title, split, target, ...actions }: MembersProps & { readonly title: string }) {
  const all = [...split.money, ...split.services]
  const [open, setOpen] = useOpenFor(all, target)
  if (all.length === 0) return null
  return (
    <div className="folded">
      <Button type="link" aria-expanded={open} onClick={() => setOpen(!open)}>
        {`${title}（${all.length}）`}
      </Button>
      {open && all.map((finding) => <FindingCard key={finding.item} finding={finding} {...actions} />)}
    </div>
  )
}

/** Closed until a person opens it, or a link leads to something inside. */
function useOpenFor(findings: readonly Finding[], target: string) {
  const [open, setOpen] = useState(false)
  const isTarget = findings.some(({ item }) => item === target)
  useEffect(() => {
    if (isTarget) setOpen(true)
  }, [isTarget])
  return [open, setOpen] as const
}
