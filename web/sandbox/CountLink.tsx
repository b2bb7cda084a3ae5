// A number of subjects as the link to their list. What has no list, or nobody in it, is plain text.
import { Link } from '@tanstack/react-router'
import { countText } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import type { ListQuery } from './list.ts'
import { patched, useSandbox } from './useSandbox.ts'

type Props = {
  readonly count: number
  /** What the list holds, for those who hear the number alone. */
  readonly of: string
  readonly list?: ListQuery
}

export function CountLink({ count, of, list }: Props) {
  const { query } = useSandbox()
  const text = countText(count)
  if (!list || count === 0) return <span className={count === 0 ? 'nobody' : 'count'}>{text}</span>
  return (
    <Link
      to="/sandbox"
      search={patched(query, { list })}
      resetScroll={false}
      className="count"
      activeProps={{}}
      aria-label={words.sandbox.list.open(text, of)}
    >
      {text}
    </Link>
  )
}
