// One item's handling as fields; saving makes a new row, and cases that run keep the one they began with.
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import type { DepartmentReply } from '#server/api/duties.ts'
import { Choice } from '../ui/Choice.tsx'
import { todayInChina } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import type { PathLine, SettingLine } from './ask.ts'
import { Checks } from './Checks.tsx'
import { DepartmentChoice } from './DepartmentChoice.tsx'
import { PlainField } from './PlainField.tsx'
import { useAct } from './useAct.ts'

type Props = {
  readonly line: SettingLine
  readonly title: string
  readonly places: readonly DepartmentReply[]
  readonly ways: readonly PathLine[]
  readonly close: (saved: boolean) => void
}

function typedOf({ setting }: SettingLine) {
  return {
    path: `${setting.pathId} ${setting.pathVersion}`,
    ...{ lead: setting.leadDepartment, finance: setting.financeDepartment },
    ...{ first: setting.firstLevelKind ?? '', takingPart: setting.takingPart },
    publicityDays: String(setting.publicityDays),
    ...{ opensOn: setting.opensOn ?? '', closesOn: setting.closesOn ?? '', programme: setting.programme },
    quota: setting.quota === null ? '' : String(setting.quota),
    ...{ several: setting.several, validFrom: todayInChina() },
  }
}

type Typed = ReturnType<typeof typedOf>

/** What was left empty is not said. */
function bodyOf({ setting }: SettingLine, typed: Typed) {
  const [id = '', version = ''] = typed.path.split(' ')
  return {
    ...{ policy: setting.policy, item: setting.item, district: setting.district },
    path: { id, version: Number(version) },
    ...{ leadDepartment: typed.lead, financeDepartment: typed.finance, takingPart: typed.takingPart },
    ...{ publicityDays: Number(typed.publicityDays), several: typed.several, validFrom: typed.validFrom },
    stages: setting.stages,
    ...(typed.first !== '' && { firstLevelKind: typed.first }),
    ...(typed.opensOn !== '' && { opensOn: typed.opensOn }),
    ...(typed.closesOn !== '' && { closesOn: typed.closesOn }),
    ...(typed.programme.trim() !== '' && { programme: typed.programme.trim() }),
    ...(typed.quota !== '' && { quota: Number(typed.quota) }),
    ...(setting.validTo !== null && setting.validTo >= typed.validFrom && { validTo: setting.validTo }),
  }
}

export function SettingForm({ line, title, places, ways, close }: Props) {
  const [typed, setTyped] = useState(() => typedOf(line))
  const act = useAct()
  const { settings: say, save, cancel } = words.administration
  const put =
    <K extends keyof Typed>(key: K) =>
    (value: Typed[K]) =>
      setTyped((now) => ({ ...now, [key]: value }))
  const field = (key: 'opensOn' | 'closesOn' | 'validFrom', label: string, optional: boolean) => (
    <PlainField
      {...{ id: `setting-${key}`, label, value: typed[key], onChange: put(key), type: 'date', optional }}
    />
  )
  const own = `${line.setting.pathId} ${line.setting.pathVersion}`
  const choices = [
    ...ways.map(({ path, version }) => ({
      ...{ value: `${path.id} ${version}`, label: say.pathVersion(path.name, version) },
    })),
    { value: own, label: say.pathVersion(line.path.name, line.setting.pathVersion) },
  ]
  return (
    <form
      className="panel"
      aria-label={say.editOne(title)}
      onSubmit={(event) => {
        event.preventDefault()
        const sent = { method: 'POST', path: '/api/item-settings', body: bodyOf(line, typed) } as const
        act.mutate(sent, { onSuccess: () => close(true) })
      }}
    >
      <h2>{say.editOne(title)}</h2>
      <div className="field-row">
        <Choice
          {...{ id: 'setting-path', label: say.path, value: typed.path, onChange: put('path') }}
          choices={[...new Map(choices.map((each) => [each.value, each])).values()]}
        />
        <DepartmentChoice
          {...{ id: 'setting-lead', label: say.lead_, value: typed.lead, onChange: put('lead') }}
        />
        <DepartmentChoice
          {...{ id: 'setting-finance', label: say.finance, value: typed.finance, onChange: put('finance') }}
        />
        <Choice
          {...{ id: 'setting-first', label: `${say.first}（${say.firstNote}）`, value: typed.first }}
          {...{ onChange: (value: string) => put('first')(firstOf(value)), optional: true }}
          empty={words.administration.none}
          choices={[
            { value: 'street', label: say.street },
            { value: 'platform', label: say.platform },
          ]}
        />
        <PlainField
          {...{ id: 'setting-days', label: say.publicityDays, value: typed.publicityDays }}
          {...{ onChange: put('publicityDays'), type: 'number' }}
        />
        {field('opensOn', say.opensOn, true)}
        {field('closesOn', say.closesOn, true)}
        <PlainField
          {...{ id: 'setting-programme', label: say.programme, value: typed.programme }}
          {...{ onChange: put('programme'), optional: true }}
        />
        <PlainField
          {...{ id: 'setting-quota', label: say.quota, value: typed.quota, onChange: put('quota') }}
          {...{ type: 'number', optional: true }}
        />
        {field('validFrom', say.validFrom, false)}
      </div>
      <Checks
        legend={say.takingPart}
        choices={places
          .filter(
            ({ kind, district, closedAt }) =>
              closedAt === null && kind === 'bureau' && district === line.setting.district,
          )
          .map(({ id, name }) => ({ value: id, label: name }))}
        chosen={typed.takingPart}
        onChange={(chosen) => put('takingPart')([...chosen])}
      />
      <Checkbox checked={typed.several} onChange={({ target }) => put('several')(target.checked)}>
        {say.several}
      </Checkbox>
      <Refused error={act.error} />
      <div className="button-row">
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {save}
        </Button>
        <Button onClick={() => close(false)}>{cancel}</Button>
      </div>
    </form>
  )
}

const firstOf = (value: string): Typed['first'] => (value === 'street' || value === 'platform' ? value : '')
