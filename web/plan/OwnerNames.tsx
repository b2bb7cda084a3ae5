// Which departments a name in a text stands for: the ones that nobody has said, and the form to say it.
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useChange } from '../identity/session.ts'
import { Choice } from '../ui/Choice.tsx'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { DepartmentChecks } from './DepartmentChecks.tsx'
import { ownerNames, taskChoices } from './taskAsk.ts'

export function OwnerNames({ districts }: { readonly districts: readonly string[] }) {
  const { data, error } = useQuery(ownerNames)
  const { departments: all } = useSuspenseQuery(taskChoices).data
  const [pick, setPick] = useState('')
  const [departments, setDepartments] = useState<readonly string[]>([])
  const [note, setNote] = useState('')
  const [said, setSaid] = useState('')
  const change = useChange()
  const client = useQueryClient()
  const own = (data?.names ?? []).filter(({ district }) => districts.includes(district))
  const chosen = own.find(({ district, name }) => `${district} ${name}` === pick)
  const sending = useMutation({
    mutationFn: async () => {
      if (!chosen) return
      const { district, name } = chosen
      const body = { district, name, departments, note: note.trim() }
      const { tasks } = await change<{ tasks: number }>('POST', '/api/plan/owner-names', body)
      setSaid(words.tasks.office.saved(tasks))
      setPick('')
      setDepartments([])
      setNote('')
      await client.invalidateQueries({ queryKey: ['plan', 'tasks'] })
    },
    onMutate: () => setSaid(''),
  })
  const { office } = words.tasks
  const open = own.filter((each) => each.departments.length === 0)
  return (
    <section className="panel" aria-labelledby="names-title">
      <h2 id="names-title">{office.names}</h2>
      <p className="rule-small">{office.namesNote}</p>
      <Refused error={error} />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          sending.mutate()
        }}
      >
        <Choice
          {...{
            id: 'owner-name',
            label: office.pick,
            value: pick,
            onChange: setPick,
            empty: words.tasks.choose,
          }}
          choices={[
            ...open.map((each) => ({ each, group: office.unmapped(open.length) })),
            ...own
              .filter((each) => !open.includes(each))
              .map((each) => ({ each, group: office.mapped(own.length - open.length) })),
          ].map(({ each: { district, name }, group }) => ({
            value: `${district} ${name}`,
            label: name,
            group,
          }))}
        />
        {chosen && (
          <>
            {chosen.departments.length > 0 && (
              <p>
                {office.means}：{chosen.departments.map(({ name }) => name).join('、')}
              </p>
            )}
            <p className="rule-small">{chosen.note}</p>
            <DepartmentChecks
              legend={office.means}
              departments={all.filter(({ district }) => district === chosen.district)}
              value={departments}
              onChange={setDepartments}
            />
            <div className="person-field">
              <label htmlFor="owner-note">{office.basis}</label>
              <Input
                {...{ id: 'owner-note', value: note, required: true, maxLength: 500 }}
                onChange={(event) => setNote(event.target.value)}
              />
            </div>
            <Refused error={sending.error} />
            <Button type="primary" htmlType="submit" loading={sending.isPending}>
              {office.save}
            </Button>
          </>
        )}
        <p role="status">{said}</p>
      </form>
    </section>
  )
}
