// Which rules are lit: those under the pointer or the focus, else those that were clicked.
// A store outside of React: on a long page only the few elements that change are drawn again.
import { createContext, useContext, useSyncExternalStore } from 'react'

export type Highlight = {
  readonly isLit: (key: string) => boolean
  readonly point: (keys: readonly string[]) => void
  readonly leave: () => void
  readonly pin: (keys: readonly string[]) => void
  readonly watch: (keys: readonly string[], changed: () => void) => () => void
}

export function createHighlight(): Highlight {
  let pointed: readonly string[] = []
  let pinned: readonly string[] = []
  const watchers = new Map<string, Set<() => void>>()
  const lit = () => (pointed.length > 0 ? pointed : pinned)
  const tell = (keys: Iterable<string>) => {
    for (const key of new Set(keys)) for (const changed of watchers.get(key) ?? []) changed()
  }
  const change = (set: () => void) => {
    const before = lit()
    set()
    tell([...before, ...lit()])
  }
  return {
    isLit: (key) => lit().includes(key),
    point: (keys) => change(() => (pointed = keys)),
    leave: () => change(() => (pointed = [])),
    pin: (keys) => change(() => (pinned = keys)),
    watch(keys, changed) {
      for (const key of keys) watchers.set(key, (watchers.get(key) ?? new Set()).add(changed))
      return () => {
        for (const key of keys) watchers.get(key)?.delete(changed)
      }
    },
  }
}

const HighlightContext = createContext<Highlight | undefined>(undefined)

export const HighlightProvider = HighlightContext.Provider

export function useHighlight(): Highlight {
  const highlight = useContext(HighlightContext)
  if (!highlight) throw new Error('a phrase stands outside of its document')
  return highlight
}

/** Whether one of these rules is lit; draws its caller again only when that changes. */
export function useLit(keys: readonly string[]): boolean {
  const highlight = useHighlight()
  return useSyncExternalStore(
    (changed) => highlight.watch(keys, changed),
    () => keys.some(highlight.isLit),
  )
}

/** What lights up these rules while a person points at an element or focuses it. */
export function pointing({ point, leave }: Highlight, keys: readonly string[]) {
  return {
    onMouseEnter: () => point(keys),
    onMouseLeave: leave,
    onFocus: () => point(keys),
    onBlur: leave,
  }
}
