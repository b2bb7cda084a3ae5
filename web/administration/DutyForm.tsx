// The security administrator gives a duty, in a department that is open; the three administrations have none.
import { Button } from 'antd'
import { useState } from 'react'
import { Choice } from '../ui/Choice.tsx'
import { words } from '../words.zh.ts'
import { DepartmentChoice } from './DepartmentChoice.tsx'
import { PlainField } from './PlainField.tsx'

type Props = { readonly person: number; readonly send: (body: unknown) => void }

export function DutyForm({ person, send }: Props) {
  const { users, role: names } = words.administration
  const [role, setRole] = useState('handler')
  const [department, setDepartment] = useState('')
  const [until, setUntil] = useState('')
  const administers = role.endsWith('_admin')
  return (
    <form
      className="field-row"
      aria-label={users.grant}
      onSubmit={(event) => {
        event.preventDefault()
        send({ person, role, ...(!administers && { department }), ...(until !== '' && { until }) })
      }}
    >
      <Choice
        {...{ id: `role-${person}`, label: users.role, value: role, onChange: setRole }}
        choices={Object.entries(names).map(([value, label]) => ({ value, label }))}
      />
      {!administers && (
        <DepartmentChoice
          {...{ id: `place-${person}`, label: users.department, value: department, onChange: setDepartment }}
        />
      )}
      <PlainField
        {...{ id: `until-${person}`, label: users.untilDay, value: until, onChange: setUntil, type: 'date' }}
        optional
      />
      <Button type="primary" htmlType="submit">
        {users.grant}
      </Button>
    </form>
  )
}
