// One act of a step: who does it, where it leads, what it needs and what it does beside.
import { Button, Checkbox } from 'antd'
import type { Path, PathAct } from '#server/api/caseSettings.ts'
import { Choice } from '../ui/Choice.tsx'
import { words } from '../words.zh.ts'
import { Checks } from './Checks.tsx'
import { keyIn, keysOf } from './keyIn.ts'
import { PlainField } from './PlainField.tsx'

type Props = {
  readonly id: string
  readonly act: PathAct
  readonly path: Path
  /** Undefined removes it. */
  readonly onChange: (act: PathAct | undefined) => void
}

export function ActFields({ id, act, path, onChange }: Props) {
  const { paths: say, party, hand, need, effect } = words.administration
  const put = (next: Partial<PathAct>) => onChange({ ...act, ...next })
  return (
    <fieldset className="act-fields">
      <legend>{say.act(act.name)}</legend>
      <div className="field-row">
        <PlainField
          {...{ id: `${id}-name`, label: say.actName, value: act.name, onChange: (name) => put({ name }) }}
        />
        <PlainField
          {...{ id: `${id}-id`, label: say.actId, value: act.id, onChange: (next) => put({ id: next }) }}
        />
        <Choice
          {...{ id: `${id}-by`, label: say.by, value: act.by }}
          choices={Object.entries(party).map(([value, label]) => ({ value, label }))}
          onChange={(by) => put({ by: keyIn(party, by) ?? act.by })}
        />
        <Choice
          {...{ id: `${id}-to`, label: say.toStep, value: act.to }}
          choices={path.steps.map((each) => ({ value: each.id, label: each.name }))}
          onChange={(to) => put({ to })}
        />
        <Choice
          {...{ id: `${id}-hand`, label: say.hand, value: act.hand ?? '', empty: say.noHand, optional: true }}
          choices={Object.entries(hand).map(([value, label]) => ({ value, label }))}
          onChange={(next) => {
            const { hand: _, ...rest } = act
            const known = keyIn(hand, next)
            onChange(known ? { ...rest, hand: known } : rest)
          }}
        />
      </div>
      <Checks
        legend={say.needsOf}
        choices={keysOf(need).map((value) => ({ value, label: need[value] }))}
        chosen={act.needs}
        onChange={(needs) => put({ needs: [...needs] })}
      />
      <Checks
        legend={say.doesOf}
        choices={keysOf(effect).map((value) => ({ value, label: effect[value] }))}
        chosen={act.does}
        onChange={(does) => put({ does: [...does] })}
      />
      <Checkbox checked={act.reason} onChange={({ target }) => put({ reason: target.checked })}>
        {say.reason}
      </Checkbox>
      <Button danger size="small" onClick={() => onChange(undefined)}>
        {say.removeAct}
      </Button>
    </fieldset>
  )
}
