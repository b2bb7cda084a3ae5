// The address of the sandbox and how to change it. Every part of the page reads it for itself.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { readSandboxQuery, type SandboxQuery } from './query.ts'

/** Keys that are undefined leave the address. */
export type QueryPatch = { readonly [K in keyof SandboxQuery]?: SandboxQuery[K] | undefined }

export function useSandbox() {
  const search = useSearch({ strict: false })
  const query = useMemo(() => readSandboxQuery(search), [search])
  const navigate = useNavigate()
  const change = useCallback(
    (patch: QueryPatch) =>
      void navigate({
        to: '/sandbox',
        search: (now: Readonly<Record<string, unknown>>) => patched(readSandboxQuery(now), patch),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  )
  return { query, change }
}

export function patched(query: SandboxQuery, patch: QueryPatch): SandboxQuery {
  const all = Object.entries({ ...query, ...patch }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(all)
}
