// What the views of the finance desk share: amounts, the link to a file, pages, a question underway.
import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Refused } from '../ui/Refused.tsx'
import { words } from '../words.zh.ts'
import { exportPath, type Filter } from './ask.ts'

export function ExportLink({ table, filter }: { readonly table: string; readonly filter?: Filter }) {
  return (
    <a className="export-link" href={exportPath(table, filter)} download>
      {words.finance.export}
    </a>
  )
}

type Asked<T> = { readonly data: T | undefined; readonly error: Error | null; readonly isPending: boolean }

/** What was asked for, once it is there; a refusal in its own words. */
export function Known<T>({
  asked,
  children,
}: {
  readonly asked: Asked<T>
  readonly children: (data: T) => ReactNode
}) {
  if (asked.data !== undefined) return children(asked.data)
  return asked.isPending ? <Skeleton /> : <Refused error={asked.error} />
}

type PagesProps = {
  readonly after: number | undefined
  readonly next: number | undefined
  readonly onChange: (after: number | undefined) => void
}

export function Pages({ after, next, onChange }: PagesProps) {
  if (after === undefined && next === undefined) return null
  return (
    <nav className="more-pages" aria-label={words.cases.pages}>
      <Button disabled={after === undefined} onClick={() => onChange(undefined)}>
        {words.finance.first}
      </Button>
      <Button disabled={next === undefined} onClick={() => onChange(next)}>
        {words.finance.next}
      </Button>
    </nav>
  )
}
