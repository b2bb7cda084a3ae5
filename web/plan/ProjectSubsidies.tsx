// What the documents of the place give to a project such as this, with its ceilings, and what is still to be known.
import { Link } from '@tanstack/react-router'
import type { ProjectReply } from '#server/api/plan/projectReply.ts'
import { words } from '../words.zh.ts'
import { wanText } from './wan.ts'

export function ProjectSubsidies({ project }: { readonly project: ProjectReply }) {
  const { subsidies, cases, facts } = project
  const told = words.projects.subsidies
  const { about } = words.projects
  const money = (fen: number | null): string =>
    fen === null ? about.unknown : words.projects.wan(wanText(fen))
  const flag = (value: boolean | null): string =>
    value === null ? about.unknown : value ? about.yes : about.no
  return (
    <section className="panel" aria-labelledby="subsidies-title">
      <h2 id="subsidies-title">{told.title}</h2>
      <p className="rule-small">
        {told.facts}：{told.total} {money(facts.totalFen)}，{told.approved} {money(facts.approvedFen)}，
        {told.progress} {flag(facts.progressQualifies)}
      </p>
      {subsidies.length === 0 && <p>{told.none}</p>}
      <ul className="project-subsidies">
        {subsidies.map((each) => (
          <li key={`${each.policy}/${each.item}`}>
            <h3>
              <Link to="/policies/$id" params={{ id: each.policy }} hash={`article-${each.article}`}>
                {each.title}
              </Link>
            </h3>
            <p className="rule-small">{each.document}</p>
            <p>
              <strong>{each.outcomeText}</strong>　{each.amountText}
            </p>
            {each.caps.length > 0 && (
              <p>
                {told.caps}：
                {each.caps.map(({ text, soft }) => (soft ? `${text}（${told.soft}）` : text)).join('；')}
              </p>
            )}
            {each.needs.length > 0 && (
              <p>
                {told.needs}：
                {each.needs.map(({ question, authority }) => `${question}（${authority}）`).join(' ')}
              </p>
            )}
            {each.readings.length > 0 && (
              <p>
                {told.readings}：{each.readings.join('；')}
              </p>
            )}
          </li>
        ))}
      </ul>
      {cases.length > 0 && (
        <p>
          {told.cases}：
          {cases.map(({ id, number, title }) => (
            <Link key={id} to="/cases/$id" params={{ id: String(id) }}>
              {number} {title}
            </Link>
          ))}
        </p>
      )}
    </section>
  )
}
