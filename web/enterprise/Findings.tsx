// All findings in three answers: what one gets, what may still come, what one does not get and by how much.
import { Button } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { words } from '../words.zh.ts'
import { FindingCard, type ForFinding } from './FindingCard.tsx'
import type { Groups, Split } from './findingGroups.ts'
import { ServiceList } from './ServiceList.tsx'

type Props = ForFinding & {
  readonly groups: Groups
  /** An item that a link leads to; the group that holds it opens. */
  readonly target: string
}

export function Findings({ groups, target, ...actions }: Props) {
  return (
    <>
      <Answer id="eligible" {...words.findings.eligible}>
        <Members split={groups.eligible} {...actions} target={target} empty={words.findings.eligible.empty} />
      </Answer>
      <Answer id="undetermined" {...words.findings.undetermined}>
        <Members
          split={groups.undetermined}
          {...actions}
          target={target}
          empty={words.findings.undetermined.empty}
        />
      </Answer>
      <Answer id="not-eligible" {...words.findings.notEligible}>
        <Members
          split={groups.not_eligible}
          {...actions}
          target={target}
          empty={words.findings.notEligible.empty}
        />
        <Folded
          title={words.findings.notApplicable}
          split={groups.not_applicable}
          {...actions}
          target={target}
        />
        <Folded title={words.findings.notInForce} split={groups.not_in_force} {...actions} target={target} />
      </Answer>
    </>
  )
}

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

type MembersProps = ForFinding & { readonly split: Split; readonly target: string; readonly empty?: string }

function Members({ split: { money, services }, target, empty, ...actions }: MembersProps) {
  return (
    <>
      {money.length === 0 && services.length === 0 && <p className="nothing">{empty}</p>}
      {money.map((finding) => (
        <FindingCard key={finding.item} finding={finding} {...actions} />
      ))}
      {services.length > 0 && <ServiceList services={services} target={target} {...actions} />}
    </>
  )
}

function Folded({ title, split, target, ...actions }: MembersProps & { readonly title: string }) {
  const all = [...split.money, ...split.services]
  const [open, setOpen] = useState(false)
  const isTarget = all.some(({ item }) => item === target)
  useEffect(() => {
    if (isTarget) setOpen(true)
  }, [isTarget])
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
