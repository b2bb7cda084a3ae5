// The nodes of a task on a line of time, today among them; under it the same as a table.
import type { TaskReply } from '#server/api/plan/taskReply.ts'
import { dayText } from '../ui/dates.ts'
import { HeadRow } from '../ui/HeadRow.tsx'
import { words } from '../words.zh.ts'
import { Lamp } from './TaskLamp.tsx'

type Node = TaskReply['nodes'][number]
type Props = { readonly nodes: readonly Node[]; readonly today: string; readonly deadline: string | null }

const DAY = 86_400_000
const [WIDTH, ROW, LEFT, RIGHT] = [640, 34, 16, 16]

export function NodePicture({ nodes, today, deadline }: Props) {
  return (
    <section className="panel" aria-labelledby="nodes-title">
      <h2 id="nodes-title">{words.tasks.picture}</h2>
      {nodes.length === 0 ? (
        <p>{words.tasks.noNodes}</p>
      ) : (
        <>
          <p className="rule-small">{words.tasks.pictureNote}</p>
          <Line nodes={nodes} today={today} deadline={deadline} />
          <NodeTable nodes={nodes} />
        </>
      )}
    </section>
  )
}

function Line({ nodes, today, deadline }: Props) {
  const days = [
    today,
    ...(deadline ? [deadline] : []),
    ...nodes.flatMap((each) => [each.plannedOn, each.actualOn ?? each.plannedOn]),
  ]
  const [first, last] = [Math.min(...days.map(Date.parse)), Math.max(...days.map(Date.parse))]
  const x = (day: string): number =>
    LEFT + ((Date.parse(day) - first) / Math.max(last - first, DAY)) * (WIDTH - LEFT - RIGHT)
  const height = ROW * nodes.length + 40
  const done = nodes.filter((each) => each.actualOn !== null).length
  return (
    <div className="node-picture">
      <svg
        viewBox={`0 0 ${WIDTH} ${height}`}
        role="img"
        aria-label={words.tasks.pictureLabel(done, nodes.length)}
      >
        <line className="node-today" x1={x(today)} x2={x(today)} y1="18" y2={height - 4} />
        <Label x={x(today)} y={13} text={`${words.tasks.today} ${today}`} />
        {nodes.map((each, i) => {
          const y = 42 + i * ROW
          const end = each.actualOn ?? each.plannedOn
          return (
            <g key={each.node} className={`node-row node-${each.lamp}`}>
              <line className="node-track" x1={LEFT} x2={WIDTH - RIGHT} y1={y} y2={y} />
              {each.actualOn !== null && (
                <line className="node-bar" x1={x(each.plannedOn)} x2={x(each.actualOn)} y1={y} y2={y} />
              )}
              <circle className="node-plan" cx={x(each.plannedOn)} cy={y} r="6" />
              {each.actualOn !== null && <circle className="node-done" cx={x(each.actualOn)} cy={y} r="6" />}
              <Label x={x(end)} y={y + 18} text={`${each.node}　${end}`} />
            </g>
          )
        })}
      </svg>
    </div>
  )
}

/** Kept within the picture at both ends. */
function Label({ x, y, text }: { readonly x: number; readonly y: number; readonly text: string }) {
  const anchor = x < WIDTH / 4 ? 'start' : x > (WIDTH * 3) / 4 ? 'end' : 'middle'
  return (
    <text
      className="node-label"
      textAnchor={anchor}
      x={anchor === 'start' ? x - 6 : anchor === 'end' ? x + 6 : x}
      y={y}
    >
      {text}
    </text>
  )
}

function NodeTable({ nodes }: { readonly nodes: readonly Node[] }) {
  return (
    <table className="case-table">
      <HeadRow
        titles={[
          words.tasks.node,
          words.tasks.meeting.who,
          words.tasks.plannedOn,
          words.tasks.actualOn,
          words.tasks.columns.lamp,
        ]}
      />
      <tbody>
        {nodes.map((each) => (
          <tr key={each.node}>
            <td data-label={words.tasks.node}>
              {each.node}　{each.title}
              {each.meeting && (
                <span className="case-number">{words.tasks.fromMeeting(each.meeting.title)}</span>
              )}
            </td>
            <td data-label={words.tasks.meeting.who}>{each.department.name}</td>
            <td data-label={words.tasks.plannedOn}>
              {dayText(each.plannedOn)}
              {each.moved > 0 && <span className="case-number">{words.tasks.moved(each.moved)}</span>}
            </td>
            <td data-label={words.tasks.actualOn}>{each.actualOn === null ? '—' : dayText(each.actualOn)}</td>
            <td data-label={words.tasks.columns.lamp}>
              <Lamp lamp={each.lamp} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
