// The workbook out and in: each cell that is wrong, and each one that somebody else changed meanwhile, is shown.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useRef, useState } from 'react'
import type { PlanImportReply } from '#server/api/plan/planReply.ts'
import { useChange } from '../identity/session.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'

type Conflict = Extract<PlanImportReply, { kind: 'conflicts' }>['conflicts'][number]
type Choices = Readonly<Record<string, 'mine' | 'theirs'>>

export function WorkbookPanel() {
  const told = words.plan.deskPage
  const file = useRef<HTMLInputElement>(null)
  const [choices, setChoices] = useState<Choices>({})
  const change = useChange()
  const client = useQueryClient()
  const sending = useMutation({
    mutationFn: async (chosen: Choices) => {
      const workbook = file.current?.files?.[0]
      if (!workbook) return undefined
      const form = new FormData()
      form.set('file', workbook)
      if (Object.keys(chosen).length > 0) form.set('choices', JSON.stringify(chosen))
      const reply = await change<PlanImportReply>('POST', '/api/plan/workbook', form)
      if (reply.kind === 'imported') await client.invalidateQueries({ queryKey: ['plan'] })
      return reply
    },
  })
  const conflicts = sending.data?.kind === 'conflicts' ? sending.data.conflicts : []
  return (
    <section className="panel" aria-labelledby="workbook-title">
      <h2 id="workbook-title">{told.workbook}</h2>
      <p className="rule-small">{told.workbookNote}</p>
      <p>
        <a href="/api/plan/workbook" download>
          {told.download}
        </a>
      </p>
      <form
        className="upload"
        onSubmit={(event) => {
          event.preventDefault()
          sending.mutate(choices)
        }}
      >
        <div className="person-field">
          <label htmlFor="workbook-file">{told.file}</label>
          <input
            {...{ id: 'workbook-file', ref: file, type: 'file', accept: '.xlsx', required: true }}
            onChange={() => {
              setChoices({})
              sending.reset()
            }}
          />
        </div>
        {conflicts.length > 0 && <Conflicts {...{ conflicts, choices }} onChange={setChoices} />}
        <Refused error={sending.error} />
        <Button htmlType="submit" loading={sending.isPending}>
          {conflicts.length > 0 ? told.chosen : told.upload}
        </Button>
        <p aria-live="polite">
          {sending.data?.kind === 'imported' && told.imported(sending.data.reports, sending.data.unchanged)}
        </p>
      </form>
    </section>
  )
}

type Props = {
  readonly conflicts: readonly Conflict[]
  readonly choices: Choices
  readonly onChange: (choices: Choices) => void
}

function Conflicts({ conflicts, choices, onChange }: Props) {
  const told = words.plan.deskPage
  const shown = ({ kind, value }: Conflict['base']): string =>
    value === undefined ? told.nothingThere : `${value}（${told.kind[kind]}）`
  return (
    <div role="alert">
      <p>{told.conflicts(conflicts.length)}</p>
      <table className="case-table plan-conflicts">
        <HeadRow titles={told.conflictColumns} />
        <tbody>
          {conflicts.map(({ cell, indicator, base, now, mine }) => (
            <tr key={cell}>
              {[cell, indicator, shown(base), shown(now), mine].map((text, i) => (
                <td key={told.conflictColumns[i]} data-label={told.conflictColumns[i]}>
                  {text}
                </td>
              ))}
              <td data-label={told.conflictColumns[5]}>
                {(['mine', 'theirs'] as const).map((whose) => (
                  <label key={whose} className="plan-choice">
                    <input
                      type="radio"
                      name={cell}
                      required
                      checked={choices[cell] === whose}
                      onChange={() => onChange({ ...choices, [cell]: whose })}
                    />{' '}
                    {told[whose]}
                  </label>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
