// An approval path as a picture; the table beneath says the same and more.
import type { Path } from '#server/api/caseSettings.ts'
import { words } from '../words.zh.ts'
import { type Edge, edgesOfWay, layoutOf, type Node } from './pathLayout.ts'

/** In sixteenths of a rem, so that the picture grows with large text. */
const REM = 16
const [WIDTH, HEIGHT, ROW] = [176, 46, 92] as const
const LEFT = [8, 268, 500] as const
const TOTAL = LEFT[2] + WIDTH + 28

type Props = {
  readonly path: Path
  /** A way that the model checker found, by the names of its acts. */
  readonly way?: readonly string[]
}

export function PathPicture({ path, way = [] }: Props) {
  const { nodes, edges, rows } = layoutOf(path)
  const gone = edgesOfWay(path, way)
  const height = rows * ROW
  const isGone = ({ from, to }: Edge): boolean => gone.has(`${from.step.id} ${to.step.id}`)
  const ordered = [...edges].sort((a, b) => Number(isGone(a)) - Number(isGone(b)))
  const { paths, desk } = words.administration
  return (
    <div className="path-picture">
      <svg
        role="img"
        aria-label={paths.pictureOf(path.name, path.steps.length)}
        viewBox={`0 0 ${TOTAL} ${height}`}
        style={{ width: `${TOTAL / REM}rem`, height: `${height / REM}rem` }}
      >
        <defs>
          {(['plain', 'gone'] as const).map((each) => (
            <marker
              key={each}
              id={`arrow-${each}`}
              className={`arrow-${each}`}
              {...{ viewBox: '0 0 8 8', refX: 7, refY: 4, orient: 'auto', markerUnits: 'userSpaceOnUse' }}
              {...{ markerWidth: 11, markerHeight: 11 }}
            >
              <path d="M0 0 8 4 0 8z" />
            </marker>
          ))}
        </defs>
        {ordered.map((edge) => (
          <Line key={`${edge.from.step.id} ${edge.to.step.id}`} edge={edge} gone={isGone(edge)} />
        ))}
        {nodes.map((node) => (
          <g
            key={node.step.id}
            transform={`translate(${LEFT[node.column]} ${topOf(node)})`}
            className={`path-node path-node-${node.step.state}`}
          >
            <rect width={WIDTH} height={HEIGHT} rx={4} />
            <text x={WIDTH / 2} y={19} className="path-node-name">
              {shortened(node.step.name)}
            </text>
            <text x={WIDTH / 2} y={37} className="path-node-note">
              {node.step.acts.length === 0 ? paths.end : desk[node.step.desk]}
              {node.step.days !== undefined && ` · ${paths.workingDays(node.step.days)}`}
            </text>
          </g>
        ))}
      </svg>
    </div>
  )
}

const topOf = ({ row }: Node): number => row * ROW + 8
const shortened = (name: string): string => (name.length > 10 ? `${name.slice(0, 9)}…` : name)

function Line({ edge, gone }: { readonly edge: Edge; readonly gone: boolean }) {
  const { from, to, acts, kind } = edge
  const names = acts.map(({ name }) => name).join('、')
  const look = gone ? 'path-line path-line-gone' : `path-line path-line-${kind}`
  return (
    <g>
      <path className={look} d={shapeOf(edge)} markerEnd={`url(#arrow-${gone ? 'gone' : 'plain'})`}>
        <title>{`${from.step.name} → ${to.step.name}：${names}`}</title>
      </path>
      {(kind === 'main' || gone) && from.column === 0 && to.column === 0 && to.row > from.row && (
        <text x={LEFT[0] + WIDTH / 2 + 10} y={topOf(from) + HEIGHT + 27} className="path-line-name">
          {`${acts[0]?.name ?? ''}（${words.administration.party[acts[0]?.by ?? 'anyone']}）`}
        </text>
      )}
    </g>
  )
}

/** Down to the next step; out to the right and in from the left; back along the side. */
function shapeOf({ from, to }: Edge): string {
  const [x, y] = [LEFT[from.column], topOf(from)]
  const [u, v] = [LEFT[to.column], topOf(to)]
  const middle = HEIGHT / 2
  if (from === to)
    return `M${x + WIDTH - 24} ${y} C${x + WIDTH - 20} ${y - 14} ${x + WIDTH + 18} ${y - 4} ${x + WIDTH} ${y + 14}`
  if (from.column === to.column) {
    const down = to.row > from.row
    if (down && to.row === from.row + 1) return `M${x + WIDTH / 2} ${y + HEIGHT} L${u + WIDTH / 2} ${v}`
    // Along the right side, further out the longer the way.
    const out = x + WIDTH + Math.min(60, 14 + Math.abs(to.row - from.row) * 6)
    return `M${x + WIDTH} ${y + middle} C${out} ${y + middle} ${out} ${v + middle} ${u + WIDTH} ${v + middle}`
  }
  const right = to.column > from.column
  const [start, end] = right ? [x + WIDTH, u] : [x, u + WIDTH]
  const [a, b] = right ? [y + middle - 6, v + middle - 6] : [y + middle + 8, v + middle + 8]
  const bend = (end - start) / 2
  return `M${start} ${a} C${start + bend} ${a} ${end - bend} ${b} ${end} ${b}`
}
