// How an indicator is kept from now on: everything of it that is not the document's; what is refused is told at its field.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { PlanTargetReply } from '#server/api/plan/planReply.ts'
import { useChange } from '../identity/session.ts'
import { faultAt } from '../ui/ask.ts'
import { Choice } from '../ui/Choice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { words } from '../words.zh.ts'
import { FormLine } from './FormLine.tsx'
import { isYesNo } from './periods.ts'
import { type Periodicity, samePeriod } from './samePeriod.ts'

type Setting = PlanTargetReply['setting']
type Props = { readonly data: PlanTargetReply; readonly done: () => void }

const TEXTS = ['definition', 'formula', 'source', 'note'] as const
const FIELDS = [
  ...([...TEXTS, 'departmentId', 'unit', 'periodicity', 'gathers', 'firstPeriod', 'dueDays'] as const),
  ...(['lowest', 'highest'] as const),
] as const
type Field = (typeof FIELDS)[number]

export function SettingForm({ data: { line, setting, keepers }, done }: Props) {
  const { settingFields: names, ...told } = words.plan.target
  const [fields, setFields] = useState(() => fieldsOf(setting, line.owner.id))
  const change = useChange()
  const client = useQueryClient()
  const saving = useMutation({
    mutationFn: async () => {
      const { policy, target, district } = line
      await change('POST', '/api/plan/settings', { policy, target, district, ...bodyOf(fields) })
      await client.invalidateQueries({ queryKey: ['plan'] })
      done()
    },
  })
  const faults = FIELDS.map((each) => faultAt(saving.error, each))
  const set = (key: Field) => (value: string) => setFields({ ...fields, [key]: value })
  const field = (key: Field, label: string) => ({
    ...{ id: `setting-${key}`, label, value: fields[key], onChange: set(key) },
    fault: faultAt(saving.error, key),
  })
  const choices = (of: Readonly<Record<string, string>>) =>
    Object.entries(of).map(([value, label]) => ({ value, label }))
  return (
    <form
      className="act-form plan-form"
      aria-label={told.change}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      <p className="rule-small">{told.changeNote}</p>
      <Choice
        {...field('departmentId', names.department)}
        choices={keepers.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextArea {...field('definition', names.definition)} />
      <TextArea {...field('formula', names.formula)} />
      {!isYesNo(setting.unit) && <FormLine {...field('unit', names.unit)} note={told.unitNote} required />}
      <TextArea {...field('source', names.source)} />
      <Choice
        {...field('periodicity', names.periodicity)}
        choices={choices(told.periodicity)}
        onChange={(value) => {
          const periodicity = (['month', 'quarter', 'half', 'year'] as const).find((each) => each === value)
          if (!periodicity) return
          setFields({ ...fields, periodicity, firstPeriod: samePeriod(fields.firstPeriod, periodicity) })
        }}
      />
      {fields.periodicity !== setting.periodicity && (
        <p className="rule-small" role="status">
          {told.periodicityNote}
        </p>
      )}
      <FormLine
        {...field('firstPeriod', names.firstPeriod)}
        note={told.firstPeriodNote(fields.periodicity)}
        required
      />
      <Choice {...field('gathers', names.gathers)} choices={choices(told.gathers)} />
      <FormLine {...field('dueDays', names.dueDays)} suffix={told.dueDaysUnit} numeric required />
      <div className="plan-range">
        <FormLine {...field('lowest', told.lowest)} suffix={fields.unit} numeric />
        <FormLine {...field('highest', told.highest)} suffix={fields.unit} numeric />
      </div>
      <TextArea {...field('note', names.note)} />
      {faults.every((each) => each === undefined) && <Refused error={saving.error} />}
      <Button type="primary" htmlType="submit" loading={saving.isPending}>
        {told.saveSetting}
      </Button>
    </form>
  )
}

type Fields = Readonly<Record<Field, string>> & { readonly periodicity: Periodicity }

function fieldsOf(setting: Setting, departmentId: string): Fields {
  const { definition, formula, source, note, unit, periodicity, gathers, firstPeriod, dueDays } = setting
  return {
    ...{ definition, formula, source, note, unit, periodicity, gathers, firstPeriod, departmentId },
    ...{ dueDays: String(dueDays), lowest: setting.lowest ?? '', highest: setting.highest ?? '' },
  }
}

/** As the server takes it; what is no number goes as it was written, to be refused. */
function bodyOf({ dueDays, lowest, highest, ...rest }: Fields): Record<string, unknown> {
  const bound = (text: string) => (text.trim() === '' ? null : text.trim())
  const days = /^\d+$/.test(dueDays.trim()) ? Number(dueDays) : dueDays
  return { ...rest, dueDays: days, lowest: bound(lowest), highest: bound(highest) }
}
