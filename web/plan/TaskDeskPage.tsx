// 部门工作台: what a department has to sign for, what is late, what is due, what waits.
import { useState } from 'react'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import type { SignedIn } from '../identity/session.ts'
import { Choice } from '../ui/Choice.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { DeskList } from './DeskList.tsx'
import { NodeImport } from './NodeImport.tsx'
import { departmentsOf, TaskNav } from './TaskNav.tsx'

export function TaskDeskPage() {
  usePageTitle(words.tasks.desk.title)
  return <SignedInOnly>{(session) => <Desk session={session} />}</SignedInOnly>
}

function Desk({ session }: { readonly session: SignedIn }) {
  const { desk } = words.tasks
  const own = departmentsOf(session)
  const [department, setDepartment] = useState(own[0]?.id ?? '')
  return (
    <>
      <h1>{desk.title}</h1>
      <p className="lead">{desk.lead}</p>
      <TaskNav session={session} />
      {own.length === 0 && <p>{desk.none}</p>}
      {own.length > 1 && (
        <Choice
          {...{ id: 'desk-department', label: desk.department, value: department, onChange: setDepartment }}
          choices={own.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      {own.length === 1 && <p className="desk-department">{own[0]?.name}</p>}
      {department !== '' && (
        <div className="desk-grid">
          <DeskList title={desk.red} note={desk.redNote} query={{ department, lamp: 'red' }} />
          <DeskList title={desk.yellow} note={desk.yellowNote} query={{ department, lamp: 'yellow' }} />
          <DeskList title={desk.sign} note={desk.signNote} query={{ lead: department, step: 'assigned' }} />
          <DeskList
            title={desk.doing}
            note={desk.doingNote}
            query={{ lead: department, step: 'broken_down' }}
          />
          <DeskList
            title={desk.waiting}
            note={desk.waitingNote}
            query={{ lead: department, step: 'reported' }}
          />
          <DeskList
            title={desk.finish}
            note={desk.finishNote}
            query={{ lead: department, step: 'reviewed' }}
          />
          <DeskList title={desk.asked} note={desk.askedNote} query={{ department, asked: '1' }} />
          <NodeImport department={department} download={{ lead: department }} />
        </div>
      )}
    </>
  )
}
