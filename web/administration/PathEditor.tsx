// A path being written: its steps and acts on one side, its picture and the model checker's verdict on the other.
import { Button } from 'antd'
import { useState } from 'react'
import type { Path, PathStep } from '#server/api/caseSettings.ts'
import { Choice } from '../ui/Choice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { placed } from './keyIn.ts'
import { PathPicture } from './PathPicture.tsx'
import { PathVerdict } from './PathVerdict.tsx'
import { PlainField } from './PlainField.tsx'
import { StepFields } from './StepFields.tsx'
import { useAct } from './useAct.ts'
import { useExamination } from './useExamination.ts'

type Saved = { readonly id: string; readonly version: number }
type Props = { readonly start: Path; readonly close: (saved?: Saved) => void }

export function PathEditor({ start, close }: Props) {
  const [path, setPath] = useState(start)
  const [way, setWay] = useState<readonly string[]>([])
  const { verdict, waiting, error } = useExamination(path)
  const saving = useAct<Saved>()
  const { paths: say, cancel } = words.administration
  const put = (next: Partial<Path>) => {
    setWay([])
    setPath({ ...path, ...next })
  }
  const putStep = (at: number, step: PathStep | undefined) =>
    put({ steps: step ? path.steps.with(at, step) : path.steps.toSpliced(at, 1) })
  const addStep = () => {
    const step: PathStep = {
      id: freshId(path),
      name: say.newStep,
      state: 'in_review',
      desk: 'lead',
      acts: [],
    }
    put({ steps: [...path.steps, step] })
  }
  return (
    <div className="path-editor">
      <form
        className="path-fields"
        onSubmit={(event) => {
          event.preventDefault()
          const sent = { method: 'POST', path: '/api/approval-paths', body: path } as const
          saving.mutate(sent, { onSuccess: close })
        }}
      >
        <div className="field-row">
          <PlainField
            {...{ id: 'path-name', label: say.name, value: path.name, onChange: (name) => put({ name }) }}
          />
          <PlainField {...{ id: 'path-id', label: say.id, value: path.id, onChange: (id) => put({ id }) }} />
          <Choice
            {...{ id: 'path-start', label: say.start, value: path.start }}
            choices={path.steps.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(first) => put({ start: first })}
          />
        </div>
        {placed(path.steps).map(({ one, place }) => (
          <StepFields
            key={place}
            {...{ step: one, at: place, path }}
            onChange={(next) => putStep(place, next)}
          />
        ))}
        <div className="button-row">
          <Button onClick={addStep}>{say.addStep}</Button>
        </div>
        <Refused error={saving.error ?? error} />
        <div className="button-row">
          <Button
            type="primary"
            htmlType="submit"
            disabled={waiting || verdict?.kind !== 'sound'}
            loading={saving.isPending}
          >
            {say.save}
          </Button>
          <Button onClick={() => close()}>{cancel}</Button>
        </div>
      </form>
      <div className="path-beside">
        <PathVerdict {...{ verdict, waiting, onShow: setWay }} />
        <section className="picture" aria-labelledby="draft-picture">
          <h2 id="draft-picture">{say.picture}</h2>
          <p className="picture-note">{say.legend}</p>
          <PathPicture path={path} way={way} />
        </section>
      </div>
    </div>
  )
}

/** Letters only, as ids of steps are. */
function freshId({ steps }: Path): string {
  const taken = new Set(steps.map(({ id }) => id))
  for (let id = 'new-step'; ; id += '-x') if (!taken.has(id)) return id
}
