// The window's title: the page first, so that tabs can be told apart.
import { useEffect } from 'react'
import { words } from '../words.zh.ts'

export function usePageTitle(title: string) {
  useEffect(() => {
    document.title = `${title} · ${words.product}`
  }, [title])
}
