// What a project is tied to: the enterprise of this system that builds it, and the targets that it feeds; and the form
// for both, for those who may correct what is registered.
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import type { ProjectReply } from '#server/api/plan/projectReply.ts'
import { words } from '../words.zh.ts'
import { TiesForm } from './TiesForm.tsx'

type Props = {
  readonly project: ProjectReply
  readonly changeable: boolean
  readonly onDone: (act: string) => void
}

export function ProjectTies({ project, changeable, onDone }: Props) {
  const [open, setOpen] = useState(false)
  const { targets } = project
  const { ties } = words.projects
  const mine = changeable && project.possible.some(({ act }) => act === 'revise')
  return (
    <section className="panel" aria-labelledby="ties-title">
      <h2 id="ties-title">{ties.title}</h2>
      <dl className="project-ties">
        <dt>{ties.enterprise}</dt>
        <dd>
          <EnterpriseName project={project} />
        </dd>
        <dt>{words.projects.targets}</dt>
        <dd>
          {targets.length === 0 && words.projects.noTargets}
          <ul className="plain-list">
            {targets.map(({ policy, target, title }) => (
              <li key={`${policy}/${target}`}>
                <Link to="/plan/$policy/$target" params={{ policy, target }}>
                  {title}
                </Link>
              </li>
            ))}
          </ul>
        </dd>
      </dl>
      {mine && (
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {ties.change}
        </Button>
      )}
      {mine && open && (
        <TiesForm
          project={project}
          done={() => {
            setOpen(false)
            onDone(ties.change)
          }}
        />
      )}
    </section>
  )
}

function EnterpriseName({ project: { enterprise } }: { readonly project: ProjectReply }) {
  const { ties } = words.projects
  if (!enterprise) return ties.noEnterprise
  if (enterprise.name === undefined) return ties.unseen
  return ties.named(enterprise.name, enterprise.creditCode)
}
