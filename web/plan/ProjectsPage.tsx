// 项目清单: the four lists side by side, on a phone one at a time; the same set as Excel.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Skeleton } from 'antd'
import type {
  ProjectLineReply,
  ProjectPageReply,
  ProjectSummaryReply,
} from '#server/api/plan/projectReply.ts'
import { SignedInOnly } from '../identity/SignedInOnly.tsx'
import type { SignedIn } from '../identity/session.ts'
import { dayText } from '../ui/dates.ts'
import { Refused } from '../ui/Refused.tsx'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { useWide } from '../ui/useWide.ts'
import { words } from '../words.zh.ts'
import { plansHere, reportsHere } from './duties.ts'
import { ProjectCard } from './ProjectCard.tsx'
import { ProjectFiles } from './ProjectFiles.tsx'
import { ProjectFilter } from './ProjectFilter.tsx'
import { projectChoices, projectPage, projectSummary } from './projectAsk.ts'
import { type ProjectQuery, readProjectQuery } from './projectQuery.ts'

type Stage = ProjectLineReply['stage']
const LISTS = ['to_attract', 'in_talks', 'preparing', 'building'] as const satisfies readonly Stage[]
const isList = (stage: Stage): boolean => LISTS.some((each) => each === stage)

export function ProjectsPage() {
  usePageTitle(words.projects.title)
  return <SignedInOnly>{(session) => <Projects session={session} />}</SignedInOnly>
}

function Projects({ session }: { readonly session: SignedIn }) {
  const query = readProjectQuery(useSearch({ strict: false }))
  const navigate = useNavigate()
  const { stage: _, ...every } = query
  const page = useQuery({ ...projectPage(query), placeholderData: keepPreviousData })
  const summary = useQuery({ ...projectSummary(every), placeholderData: keepPreviousData })
  const change = (next: ProjectQuery) => void navigate({ to: '/plan/projects', search: next, replace: true })
  const keeps = reportsHere(session) || plansHere(session)
  return (
    <>
      <h1>{words.projects.title}</h1>
      <p className="lead">{words.projects.lead}</p>
      <Source />
      {keeps && (
        <p>
          <Link to="/plan/projects/new" className="button-link">
            {words.projects.register}
          </Link>
        </p>
      )}
      {summary.data && <Stages summary={summary.data} query={query} />}
      <ProjectFilter query={query} onChange={change} summary={summary.data} />
      <Refused error={page.error ?? summary.error} />
      {page.isPending && <Skeleton />}
      {page.data && summary.data && <Board page={page.data} summary={summary.data} query={query} />}
      <ProjectFiles query={query} keeps={keeps} />
    </>
  )
}

function Source() {
  const { data } = useQuery(projectChoices)
  if (!data?.document) return null
  const { name, policy, article, quote } = data.document
  return (
    <p className="rule-small">
      {words.projects.fromDocument}
      <Link to="/policies/$id" params={{ id: policy }} hash={`article-${article}`}>
        {name}
      </Link>
      “{quote}”
    </p>
  )
}

/** Every stage with its number; a number opens its list. */
function Stages({ summary, query }: { readonly summary: ProjectSummaryReply; readonly query: ProjectQuery }) {
  const { stage: chosen, ...rest } = query
  return (
    <ul className="plan-lamps project-stages">
      <li>
        <Link
          to="/plan/projects"
          search={rest}
          aria-current={chosen === undefined ? 'true' : undefined}
          replace
        >
          <span>{words.projects.filter.all}</span>
          <strong>{summary.total}</strong>
        </Link>
      </li>
      {summary.stages.map(({ stage, name, projects }) => (
        <li key={stage}>
          <Link
            to="/plan/projects"
            search={{ ...rest, stage }}
            aria-current={chosen === stage ? 'true' : undefined}
            replace
          >
            <span>{name}</span>
            <strong>{projects}</strong>
          </Link>
        </li>
      ))}
    </ul>
  )
}

type BoardProps = {
  readonly page: ProjectPageReply
  readonly summary: ProjectSummaryReply
  readonly query: ProjectQuery
}

function Board({ page, summary, query }: BoardProps) {
  const wide = useWide()
  const chosen = summary.stages.find(({ stage }) => stage === query.stage)?.stage
  const first: Stage = summary.stages.find(({ projects }) => projects > 0)?.stage ?? 'to_attract'
  const shown: readonly Stage[] = chosen ? [chosen] : wide ? LISTS : [first]
  const columns = summary.stages.filter(({ stage }) => shown.includes(stage))
  const when = { ...(query.at && { at: query.at }), ...(query.known && { known: query.known }) }
  const gone = page.projects.filter(({ stage }) => !isList(stage))
  return (
    <>
      <p className="rule-small" aria-live="polite">
        {words.projects.asOf(dayText(page.day))}，{words.projects.cards(page.total)}
      </p>
      {page.projects.some(({ sample }) => sample) && (
        <p className="sample-note">{words.projects.sampleNote}</p>
      )}
      <div className={columns.length > 1 ? 'project-board' : 'project-board project-board-one'}>
        {columns.map(({ stage, name }) => {
          const own = page.projects.filter((each) => each.stage === stage)
          return (
            <section key={stage} className="project-column" aria-label={name}>
              <h2>
                {name} <span className="project-count">{words.projects.cards(own.length)}</span>
              </h2>
              {own.length === 0 && <p className="rule-small">{words.projects.none}</p>}
              <ul>
                {own.map((each) => (
                  <li key={each.id}>
                    <ProjectCard project={each} when={when} />
                  </li>
                ))}
              </ul>
            </section>
          )
        })}
      </div>
      {wide && chosen === undefined && gone.length > 0 && (
        <details className="plan-rules">
          <summary>
            {words.projects.done} {words.projects.cards(gone.length)}
          </summary>
          <ul className="project-gone">
            {gone.map((each) => (
              <li key={each.id}>
                <ProjectCard project={each} when={when} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
