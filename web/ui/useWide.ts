// Whether the window has room for two columns; the styles change at the same width.
import { useSyncExternalStore } from 'react'

const wide = window.matchMedia('(min-width: 992px)')

export function useWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      wide.addEventListener('change', changed)
      return () => wide.removeEventListener('change', changed)
    },
    () => wide.matches,
  )
}
