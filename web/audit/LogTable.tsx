// Rows of the log; each name is a way to everything else of it.
import { Link } from '@tanstack/react-router'
import type { LogLineReply } from '#server/api/audit/logRoutes.ts'
import { momentText } from '../ui/dates.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { words } from '../words.zh.ts'
import type { AuditQuery } from './query.ts'

type Props = {
  readonly lines: readonly LogLineReply[]
  readonly linked: boolean
  readonly onOnly: (query: AuditQuery) => void
}

export function LogTable({ lines, linked, onOnly }: Props) {
  const { columns, none } = words.audit.log
  if (lines.length === 0) return <p>{none}</p>
  return (
    <table className="case-table log-table">
      <HeadRow titles={Object.values(columns)} />
      <tbody>
        {lines.map((line) => (
          <tr key={line.number}>
            <td data-label={columns.number}>{line.number}</td>
            <td data-label={columns.at}>
              <time dateTime={line.at}>{momentText(line.at)}</time>
            </td>
            <td data-label={columns.person}>
              <Person line={line} onOnly={onOnly} />
            </td>
            <td data-label={columns.act}>
              <Only text={line.actName} query={{ act: line.act }} onOnly={onOnly} />
            </td>
            <td data-label={columns.object}>
              <Thing line={line} linked={linked} onOnly={onOnly} />
            </td>
            <td>
              <Content line={line} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type OnlyProps = {
  readonly text: string
  readonly query: AuditQuery
  readonly onOnly: Props['onOnly']
}

function Only({ text, query, onOnly }: OnlyProps) {
  return (
    <button
      type="button"
      className="text-button"
      title={words.audit.log.only(text)}
      onClick={() => onOnly(query)}
    >
      {text}
    </button>
  )
}

type LineProps = { readonly line: LogLineReply; readonly onOnly: Props['onOnly'] }

function Person({ line: { personId, person, system }, onOnly }: LineProps) {
  if (personId === null) return system ?? words.audit.log.system
  return <Only text={person ?? String(personId)} query={{ person: String(personId) }} onOnly={onOnly} />
}

function Thing({ line: { object, objectName }, linked, onOnly }: LineProps & { readonly linked: boolean }) {
  const [kind = '', ...rest] = object.split(' ')
  const which = rest.join(' ')
  const query = which === '' ? { object: kind } : { object: kind, which }
  return (
    <>
      <Only text={objectName} query={query} onOnly={onOnly} />
      {linked && kind === 'case' && (
        <Link to="/cases/$id" params={{ id: which }} className="log-open">
          {words.audit.log.toCase}
        </Link>
      )}
      {linked && kind === 'decision' && (
        <Link to="/audit" search={{ view: 'replay', decision: which }} className="log-open">
          {words.audit.log.toReplay}
        </Link>
      )}
    </>
  )
}

/** As it was written, member by member; the hashes beneath. */
function Content({ line: { content, previous, hash } }: { readonly line: LogLineReply }) {
  const { log } = words.audit
  return (
    <details className="log-content">
      <summary>{shortened(content)}</summary>
      <pre>{JSON.stringify(JSON.parse(content), null, 2)}</pre>
      <dl>
        <dt>{log.previous}</dt>
        <dd className="hash">{previous}</dd>
        <dt>{log.hash}</dt>
        <dd className="hash">{hash}</dd>
      </dl>
    </details>
  )
}

const SHORT = 60

function shortened(content: string): string {
  const plain = content
    .replace(/["{}[\]]/g, ' ')
    .replaceAll(' ,', '，')
    .replaceAll(' :', '：')
    .trim()
  if (plain === '') return words.audit.log.detail
  return plain.length > SHORT ? `${plain.slice(0, SHORT)}…` : plain
}
