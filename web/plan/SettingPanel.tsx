// How an indicator is kept: ours, and said to be; the plan office may change it from now on.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import type { PlanTargetReply } from '#server/api/plan/planReply.ts'
import { useChange } from '../identity/session.ts'
import { momentText } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { words } from '../words.zh.ts'
import { periodText } from './periods.ts'
import { SampleMark } from './TargetTable.tsx'

export function SettingPanel({ data }: { readonly data: PlanTargetReply }) {
  const [open, setOpen] = useState(false)
  const { target: told } = words.plan
  return (
    <section className="panel" aria-labelledby="setting-title">
      <h2 id="setting-title">{told.setting}</h2>
      {data.setting.sample && <SampleMark />}
      <SettingList data={data} />
      {data.may.set && (
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {told.change}
        </Button>
      )}
      {open && <SettingForm data={data} done={() => setOpen(false)} />}
    </section>
  )
}

function SettingList({ data: { setting } }: { readonly data: PlanTargetReply }) {
  const { settingFields: names, ...told } = words.plan.target
  const rows = [
    [names.department, setting.department],
    [names.definition, setting.definition],
    [names.formula, setting.formula],
    [names.unit, setting.unit],
    [names.source, setting.source],
    [names.periodicity, told.periodicity[setting.periodicity]],
    [names.gathers, told.gathers[setting.gathers]],
    [names.firstPeriod, periodText(setting.firstPeriod)],
    [names.dueDays, told.dueDays(setting.dueDays)],
    [names.range, told.range(setting.lowest, setting.highest, setting.unit)],
    [names.note, setting.note],
    [names.set, `${setting.setBy ?? ''}　${momentText(setting.setAt)}`],
  ] as const
  return (
    <dl className="plan-setting">
      {rows
        .filter(([, text]) => text.trim() !== '')
        .map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
    </dl>
  )
}

type FormProps = { readonly data: PlanTargetReply; readonly done: () => void }

function SettingForm({ data: { line, setting }, done }: FormProps) {
  const { settingFields: names, saveSetting } = words.plan.target
  const [fields, setFields] = useState({
    ...{ definition: setting.definition, formula: setting.formula, source: setting.source },
    ...{ note: setting.note, lowest: setting.lowest ?? '', highest: setting.highest ?? '' },
  })
  const change = useChange()
  const client = useQueryClient()
  const set = (key: keyof typeof fields) => (value: string) => setFields({ ...fields, [key]: value })
  const saving = useMutation({
    mutationFn: async () => {
      const { unit, periodicity, gathers, firstPeriod, dueDays } = setting
      const { policy, target, district, owner } = line
      const bound = (text: string) => (text.trim() === '' ? null : text.trim())
      await change('POST', '/api/plan/settings', {
        ...{
          policy,
          target,
          district,
          departmentId: owner.id,
          unit,
          periodicity,
          gathers,
          firstPeriod,
          dueDays,
        },
        ...{ ...fields, lowest: bound(fields.lowest), highest: bound(fields.highest) },
      })
      await client.invalidateQueries({ queryKey: ['plan'] })
      done()
    },
  })
  return (
    <form
      className="act-form plan-form"
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      {(['definition', 'formula', 'source', 'note'] as const).map((key) => (
        <TextArea
          key={key}
          id={`setting-${key}`}
          label={names[key]}
          value={fields[key]}
          onChange={set(key)}
        />
      ))}
      <div className="person-field">
        <label htmlFor="setting-lowest">{names.range}</label>
        <span className="plan-range">
          <Input
            {...{ id: 'setting-lowest', value: fields.lowest, inputMode: 'decimal' }}
            onChange={(event) => set('lowest')(event.target.value)}
          />
          —
          <Input
            {...{ value: fields.highest, inputMode: 'decimal', 'aria-label': names.range }}
            onChange={(event) => set('highest')(event.target.value)}
          />
        </span>
      </div>
      <Refused error={saving.error} />
      <Button type="primary" htmlType="submit" loading={saving.isPending}>
        {saveSetting}
      </Button>
    </form>
  )
}
