// To the next page and back. The address of a page is where the one before it ended.
import { Button } from 'antd'
import { words } from '../words.zh.ts'

type Props = {
  readonly after: readonly string[]
  readonly next: string | undefined
  readonly onChange: (after: readonly string[]) => void
}

export function MorePages({ after, next, onChange }: Props) {
  if (after.length === 0 && next === undefined) return null
  return (
    <nav className="more-pages" aria-label={words.cases.pages}>
      <Button disabled={after.length === 0} onClick={() => onChange(after.slice(0, -1))}>
        {words.cases.before}
      </Button>
      <Button disabled={next === undefined} onClick={() => next !== undefined && onChange([...after, next])}>
        {words.cases.next}
      </Button>
    </nav>
  )
}
