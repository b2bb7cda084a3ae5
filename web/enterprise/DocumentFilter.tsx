// Which documents to check: all, unless a person leaves some out. Each says what it comes to for this subject.
import { Button, Checkbox } from 'antd'
import { useId, useState } from 'react'
import type { Document, Finding, Outcome, Program } from '#lang'
import { words } from '../words.zh.ts'
import type { Checkup } from './useCheckup.ts'

type Choice = {
  readonly document: Document
  readonly chosen: boolean
  readonly counts: Readonly<Record<Outcome, number>>
}

export type Documents = {
  readonly choices: readonly Choice[]
  /** Exactly these and no others are to be checked. */
  readonly choose: (ids: readonly string[]) => void
}

export function documentsOf({ policies }: Program, { answers, without, setWithout }: Checkup): Documents {
  const ids = policies.map(({ document }) => document.id)
  return {
    choices: policies.map(({ document }) => ({
      document,
      chosen: !without.includes(document.id),
      counts: countOutcomes(answers.filter(({ policy }) => policy === document.id)),
    })),
    choose: (chosen) => setWithout(ids.filter((id) => !chosen.includes(id))),
  }
}

function countOutcomes(findings: readonly Finding[]): Record<Outcome, number> {
  const count = (wanted: Outcome) => findings.filter(({ outcome }) => outcome === wanted).length
  return {
    eligible: count('eligible'),
    undetermined: count('undetermined'),
    not_eligible: count('not_eligible'),
    not_applicable: count('not_applicable'),
    not_in_force: count('not_in_force'),
  }
}

export function DocumentFilter({ documents: { choices, choose } }: { readonly documents: Documents }) {
  const [open, setOpen] = useState(false)
  const panel = useId()
  const chosen = choices.filter((choice) => choice.chosen)
  return (
    <>
      <div className="scope-choice">
        <span className="scope-label">{words.scope.documents}</span>
        <button
          type="button"
          className="native-select scope-documents"
          aria-expanded={open}
          aria-controls={panel}
          onClick={() => setOpen(!open)}
        >
          {words.scope.chosen(chosen.length, choices.length)}
          <span aria-hidden="true">{open ? '▴' : '▾'}</span>
        </button>
      </div>
      {open && (
        <fieldset className="document-filter" id={panel} aria-label={words.scope.documents}>
          <DocumentRows choices={choices} choose={choose} />
        </fieldset>
      )}
      {chosen.length === 0 && <p className="field-problem scope-none">{words.scope.noneChosen}</p>}
    </>
  )
}

function DocumentRows({ choices, choose }: Documents) {
  const chosen = choices.filter((choice) => choice.chosen).map(({ document }) => document.id)
  const toggle = (id: string, on: boolean) =>
    choose(on ? [...chosen, id] : chosen.filter((each) => each !== id))
  return (
    <>
      <ul>
        {choices.map(({ document: { id, title, number }, chosen: isChosen, counts }) => (
          <li key={id} className="document-choice">
            <Checkbox checked={isChosen} onChange={(event) => toggle(id, event.target.checked)}>
              {title}
              <span className="document-standing">
                {number}
                <span>{standing(counts)}</span>
              </span>
            </Checkbox>
            <Button
              type="link"
              size="small"
              onClick={() => choose([id])}
              aria-label={words.scope.onlyThis(title)}
            >
              {words.scope.only}
            </Button>
          </li>
        ))}
      </ul>
      <Button
        size="small"
        disabled={chosen.length === choices.length}
        onClick={() => choose(choices.map(({ document }) => document.id))}
      >
        {words.scope.all}
      </Button>
    </>
  )
}

/** In few words what a document comes to; one that does not concern the subject at all says why. */
function standing({
  eligible,
  undetermined,
  not_eligible,
  not_applicable,
  not_in_force,
}: Choice['counts']): string {
  if (eligible + undetermined + not_eligible > 0)
    return words.scope.counts(eligible, undetermined, not_eligible)
  return not_in_force > not_applicable ? words.scope.notInForce : words.scope.notApplicable
}
