// All items, one item, or a reform: three views of the same population, each with an address.
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { words } from '../words.zh.ts'
import { type Tab, tabs } from './query.ts'
import { patched, useSandbox } from './useSandbox.ts'

export function TabLinks() {
  const { query } = useSandbox()
  const current = query.tab ?? 'items'
  const label = (tab: Tab) => {
    const count = tab === 'reform' ? (query.changes?.length ?? 0) : 0
    return count > 0 ? `${words.sandbox.tabs[tab]}（${count}）` : words.sandbox.tabs[tab]
  }
  return (
    <div className="tab-row">
      <nav aria-label={words.sandbox.tabsLabel} className="tab-links">
        {tabs.map((tab) => (
          <Link
            key={tab}
            to="/sandbox"
            search={patched(query, { tab: tab === 'items' ? undefined : tab, list: undefined })}
            resetScroll={false}
            activeProps={{}}
            activeOptions={{ exact: true }}
            {...(tab === current && { 'aria-current': 'page' as const })}
          >
            {label(tab)}
          </Link>
        ))}
      </nav>
      <ShareLink />
    </div>
  )
}

function ShareLink() {
  const [said, setSaid] = useState('')
  const copy = () =>
    navigator.clipboard?.writeText(location.href).then(
      () => setSaid(words.policy.copied),
      () => setSaid(words.policy.inAddress),
    ) ?? setSaid(words.policy.inAddress)
  return (
    <span className="share">
      <button type="button" className="text-button" onClick={() => void copy()}>
        {words.sandbox.share}
      </button>
      <span aria-live="polite">{said}</span>
    </span>
  )
}
