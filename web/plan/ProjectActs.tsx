// What I can do with a project now, what stands against it, and the form of the act that was chosen.
import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import type { ProjectReply } from '#server/api/plan/projectReply.ts'
import { words } from '../words.zh.ts'
import { ProjectActForm } from './ProjectActForm.tsx'

type Possible = ProjectReply['possible'][number]
type Props = { readonly project: ProjectReply; readonly onDone: (act: string) => void }

export function ProjectActs({ project, onDone }: Props) {
  const [chosen, setChosen] = useState<Possible>()
  const client = useQueryClient()
  const open = project.gates.some(({ done }) => !done)
  const shown = project.possible.filter(({ act }) => act !== 'gate' || open)
  return (
    <section className="panel act-panel" aria-labelledby="project-acts-title">
      <h2 id="project-acts-title">{words.projects.acts}</h2>
      {shown.length === 0 && <p>{words.projects.noActs}</p>}
      <ul className="act-list">
        {shown.map((each) => (
          <li key={each.act}>
            <Button
              type={
                (each.act === 'advance' || each.act === 'gate') && each.against.length === 0
                  ? 'primary'
                  : 'default'
              }
              danger={each.act === 'drop'}
              disabled={each.against.length > 0}
              aria-expanded={chosen?.act === each.act}
              onClick={() => setChosen(chosen?.act === each.act ? undefined : each)}
            >
              {each.to ? words.projects.to(each.to) : each.name}
            </Button>
            {each.against.map((text) => (
              <p key={text} className="against">
                {text}
              </p>
            ))}
          </li>
        ))}
      </ul>
      {chosen && (
        <ProjectActForm
          key={chosen.act}
          project={project}
          act={chosen}
          done={async () => {
            setChosen(undefined)
            onDone(chosen.to ? words.projects.to(chosen.to) : chosen.name)
            await client.invalidateQueries({ queryKey: ['plan'] })
          }}
        />
      )}
    </section>
  )
}
