// One step of a path as fields, folded until it is wanted.
import { Button } from 'antd'
import type { Path, PathAct, PathStep } from '#server/api/caseSettings.ts'
import { Choice } from '../ui/Choice.tsx'
import { words } from '../words.zh.ts'
import { ActFields } from './ActFields.tsx'
import { keyIn, placed } from './keyIn.ts'
import { PlainField } from './PlainField.tsx'

type Props = {
  readonly step: PathStep
  readonly at: number
  readonly path: Path
  /** Undefined removes it. */
  readonly onChange: (step: PathStep | undefined) => void
}

export function StepFields({ step, at, path, onChange }: Props) {
  const { paths: say, desk } = words.administration
  const put = (next: Partial<PathStep>) => onChange({ ...step, ...next })
  const putAct = (place: number, act: PathAct | undefined) =>
    put({ acts: act ? step.acts.with(place, act) : step.acts.toSpliced(place, 1) })
  const addAct = () => {
    const id = `new-act${'-x'.repeat(step.acts.length)}`
    const act: PathAct = {
      id,
      name: say.newAct,
      to: step.id,
      by: 'handler',
      needs: [],
      does: [],
      reason: false,
    }
    put({ acts: [...step.acts, act] })
  }
  const id = `step-${at}`
  return (
    <details className="panel step-fields">
      <summary>{step.name}</summary>
      <div className="field-row">
        <PlainField
          {...{ id: `${id}-name`, label: say.stepName, value: step.name, onChange: (name) => put({ name }) }}
        />
        <PlainField
          {...{ id: `${id}-id`, label: say.stepId, value: step.id, onChange: (next) => put({ id: next }) }}
        />
        <Choice
          {...{ id: `${id}-state`, label: say.stateOf, value: step.state }}
          choices={Object.entries(words.cases.stateName).map(([value, label]) => ({ value, label }))}
          onChange={(state) => put({ state: keyIn(words.cases.stateName, state) ?? step.state })}
        />
        <Choice
          {...{ id: `${id}-desk`, label: say.deskOf, value: step.desk }}
          choices={Object.entries(desk).map(([value, label]) => ({ value, label }))}
          onChange={(next) => put({ desk: keyIn(desk, next) ?? step.desk })}
        />
        <PlainField
          {...{ id: `${id}-days`, label: say.daysOf, type: 'number', optional: true }}
          value={step.days === undefined ? '' : String(step.days)}
          onChange={(days) => {
            const { days: _, ...rest } = step
            onChange(days === '' ? rest : { ...rest, days: Number(days) })
          }}
        />
      </div>
      {placed(step.acts).map(({ one, place }) => (
        <ActFields
          key={place}
          id={`${id}-${place}`}
          {...{ act: one, path }}
          onChange={(next) => putAct(place, next)}
        />
      ))}
      <div className="button-row">
        <Button onClick={addAct}>{say.addAct}</Button>
        <Button danger onClick={() => onChange(undefined)}>
          {say.removeStep}
        </Button>
      </div>
    </details>
  )
}
