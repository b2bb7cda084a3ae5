// One project on its list: what it is, how long it stands there, and what is wrong.
import { Link } from '@tanstack/react-router'
import type { ProjectLineReply } from '#server/api/plan/projectReply.ts'
import { words } from '../words.zh.ts'
import type { ProjectQuery } from './projectQuery.ts'
import { wanText } from './wan.ts'

type Props = {
  readonly project: ProjectLineReply
  readonly when: Pick<ProjectQuery, 'at' | 'known'>
}

export function ProjectCard({ project, when }: Props) {
  const { id, name, investor, investedFen, department, dwell, late, slips, green, dropReason, stage } =
    project
  const { pool, poolName, sample } = project
  const listed = stage !== 'completed' && stage !== 'dropped'
  return (
    <article className="project-card">
      <h3>
        <Link to="/plan/projects/$id" params={{ id: String(id) }} search={when}>
          {name}
        </Link>
      </h3>
      <p>
        {investedFen === null ? words.projects.noMoney : words.projects.wan(wanText(investedFen))}
        {investor !== '' && ` · ${investor}`}
      </p>
      <p className="rule-small">{department.name}</p>
      <p className="project-marks">
        {listed && <span>{words.projects.days(dwell)}</span>}
        {late > 0 && <span className="project-late">{words.projects.late(late)}</span>}
        {slips > 0 && <span className="project-slipped">{words.projects.slips(slips)}</span>}
        {green && <span className="project-green">{words.projects.green}</span>}
        {pool !== 'not_applied' && <span>{poolName}</span>}
        {dropReason !== null && <span>{dropReason}</span>}
        {sample && <span className="sample-mark">{words.projects.sample}</span>}
      </p>
    </article>
  )
}
