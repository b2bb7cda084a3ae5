// Approval paths: one is chosen, drawn, and by the system administrator changed.
import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { Path } from '#server/api/caseSettings.ts'
import { Choice } from '../ui/Choice.tsx'
import { momentText } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { paths } from './ask.ts'
import { PathEditor } from './PathEditor.tsx'
import { PathPicture } from './PathPicture.tsx'
import { PathTable } from './PathTable.tsx'

type Props = {
  /** Whether this person lays paths, or only looks at them. */
  readonly changes: boolean
}

export function PathsView({ changes }: Props) {
  const asked = useQuery(paths)
  const [id, setId] = useState('')
  const [draft, setDraft] = useState<Path>()
  const [told, setTold] = useState('')
  const { paths: say } = words.administration
  const all = asked.data ?? []
  const line = all.find(({ path }) => path.id === id) ?? all[0]
  const begin = (path: Path) => {
    setTold('')
    setDraft(path)
  }
  if (draft)
    return (
      <PathEditor
        start={draft}
        close={(saved) => {
          setDraft(undefined)
          if (!saved) return
          setId(saved.id)
          setTold(say.saved(draft.name, saved.version))
        }}
      />
    )
  return (
    <>
      <p className="lead">{say.lead}</p>
      <Refused error={asked.error} />
      {told !== '' && <Alert type="success" showIcon role="status" title={told} />}
      {asked.isPending && <Skeleton />}
      {asked.data && !line && <p>{say.empty}</p>}
      {line && (
        <>
          <div className="library-search field-row">
            <Choice
              {...{ id: 'path-choice', label: say.choose, value: line.path.id, onChange: setId }}
              choices={all.map(({ path }) => ({ value: path.id, label: path.name }))}
            />
            {changes && (
              <div className="button-row">
                <Button type="primary" onClick={() => begin(line.path)}>
                  {say.edit}
                </Button>
                <Button
                  onClick={() =>
                    begin({ ...line.path, id: `${line.path.id}-copy`, name: `${line.path.name}（副本）` })
                  }
                >
                  {say.copy}
                </Button>
              </div>
            )}
          </div>
          <p className="rule-small">{say.version(line.version, momentText(line.checkedAt))}</p>
          <section className="picture" aria-labelledby="path-title">
            <h2 id="path-title">{line.path.name}</h2>
            <p className="picture-note">{say.legend}</p>
            <PathPicture path={line.path} />
            <h3>{say.table}</h3>
            <PathTable path={line.path} />
          </section>
        </>
      )}
    </>
  )
}
