// The path as a line of stations: those behind, the one where it is, those that usually follow.
import type { CaseReply } from '#server/api/caseReply.ts'
import { words } from '../words.zh.ts'

export function PathLine({ path }: { readonly path: CaseReply['path'] }) {
  return (
    <nav className="path" aria-label={words.cases.path(path.name)}>
      <ol>
        {path.steps.map(({ id, name, kind }) => (
          <li
            key={`${kind} ${id}`}
            className={`path-step path-${kind}`}
            {...(kind === 'current' && { 'aria-current': 'step' as const })}
          >
            <span className="hidden-label">{words.cases.stepKind[kind]}</span>
            {name}
          </li>
        ))}
      </ol>
    </nav>
  )
}
