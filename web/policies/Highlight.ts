// Which rules are lit: those under the pointer or the focus, else those that were clicked.
import { createContext, useContext } from 'react'

export type Highlight = {
  readonly lit: ReadonlySet<string>
  readonly point: (keys: readonly string[]) => void
  readonly leave: () => void
  readonly pin: (keys: readonly string[]) => void
}

const HighlightContext = createContext<Highlight | undefined>(undefined)

export const HighlightProvider = HighlightContext.Provider

export function useHighlight(): Highlight {
  const highlight = useContext(HighlightContext)
  if (!highlight) throw new Error('a phrase stands outside of its document')
  return highlight
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
