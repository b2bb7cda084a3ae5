// How an indicator is kept: ours, and said to be; the plan office may change it from now on.
import { Button } from 'antd'
import { useState } from 'react'
import type { PlanTargetReply } from '#server/api/plan/planReply.ts'
import { momentText } from '../ui/dates.ts'
import { words } from '../words.zh.ts'
import { periodText } from './periods.ts'
import { SettingForm } from './SettingForm.tsx'
import { SampleMark } from './TargetTable.tsx'

export function SettingPanel({ data }: { readonly data: PlanTargetReply }) {
  const [open, setOpen] = useState(false)
  const [said, setSaid] = useState('')
  const { target: told } = words.plan
  return (
    <section className="panel" aria-labelledby="setting-title">
      <h2 id="setting-title">{told.setting}</h2>
      {data.setting.sample && <SampleMark />}
      <SettingList data={data} />
      {data.may.set && (
        <Button
          aria-expanded={open}
          onClick={() => {
            setOpen(!open)
            setSaid('')
          }}
        >
          {told.change}
        </Button>
      )}
      {open && data.may.set && (
        <SettingForm
          data={data}
          done={() => {
            setOpen(false)
            setSaid(told.saved)
          }}
        />
      )}
      <p aria-live="polite">{said}</p>
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
    [names.set, `${setting.setBy ?? ''}　${momentText(setting.setAt)}`.trim()],
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
