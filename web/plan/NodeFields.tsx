// Nodes as they are planned: what, who, until when; as many as are wanted.
import { Button, Input } from 'antd'
import { Choice } from '../ui/Choice.tsx'
import { words } from '../words.zh.ts'

export type TypedNode = { readonly title: string; readonly department: string; readonly plannedOn: string }

type Props = {
  readonly value: readonly TypedNode[]
  readonly onChange: (value: readonly TypedNode[]) => void
  readonly departments: readonly { readonly id: string; readonly name: string }[]
}

export function NodeFields({ value, onChange, departments }: Props) {
  const set = (i: number, change: Partial<TypedNode>) =>
    onChange(value.map((each, at) => (at === i ? { ...each, ...change } : each)))
  const [first] = departments
  return (
    <div className="node-fields">
      {value.map(({ title, department, plannedOn }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added at the end.
        <div key={i} className="node-field-row">
          <div className="person-field">
            <label htmlFor={`node-title-${i}`}>{words.tasks.nodeTitle(i + 1)}</label>
            <Input
              {...{ id: `node-title-${i}`, value: title, required: true, maxLength: 200 }}
              onChange={(event) => set(i, { title: event.target.value })}
            />
          </div>
          <Choice
            {...{ id: `node-department-${i}`, label: words.tasks.nodeDepartment(i + 1), value: department }}
            choices={departments.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(next) => set(i, { department: next })}
          />
          <div className="person-field">
            <label htmlFor={`node-day-${i}`}>{words.tasks.nodeDay(i + 1)}</label>
            <Input
              {...{ id: `node-day-${i}`, type: 'date', value: plannedOn, required: true }}
              onChange={(event) => set(i, { plannedOn: event.target.value })}
            />
          </div>
        </div>
      ))}
      <Button onClick={() => onChange([...value, { title: '', department: first?.id ?? '', plannedOn: '' }])}>
        {words.tasks.addNode}
      </Button>
    </div>
  )
}
