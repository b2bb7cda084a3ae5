// How a deadline stands, in a colour and in words: late, soon, or with time.
import { words } from '../words.zh.ts'

/** Working days before the deadline from which on it is soon. */
const SOON = 2

type Props = {
  /** Working days that it is late. */
  readonly late: number
  /** Working days that are left; null where there is no deadline. */
  readonly left: number | null
}

export function Lamp({ late, left }: Props) {
  if (left === null) return null
  const colour = late > 0 ? 'red' : left <= SOON ? 'yellow' : 'green'
  return (
    <span className={`due-lamp due-lamp-${colour}`}>{words.papers.lamp[colour](late > 0 ? late : left)}</span>
  )
}
