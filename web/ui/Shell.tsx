// Around every page: a way past the head, the name, the pages, the size of the text.
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { OwnLinks } from '../identity/OwnLinks.tsx'
import { PlanLinks } from '../identity/PlanLinks.tsx'
import { SessionBar } from '../identity/SessionBar.tsx'
import { words } from '../words.zh.ts'
import { useTextSize } from './TextSize.tsx'

export function Shell() {
  const { size, setSize } = useTextSize()
  const large = size === 'large'
  useFocusOnNewPage()
  return (
    <>
      {/* Not a link to #main: the address keeps naming the item or article that it names. */}
      <button type="button" className="skip" onClick={() => document.getElementById('main')?.focus()}>
        {words.shell.skip}
      </button>
      <header className="site-head">
        <div className="site-head-row">
          <Link to="/" className="brand" aria-label={words.product}>
            <span className="seal" aria-hidden="true">
              {words.product}
            </span>
            <span className="brand-purpose">{words.purpose}</span>
          </Link>
          <button
            type="button"
            className="text-size"
            aria-pressed={large}
            onClick={() => setSize(large ? 'normal' : 'large')}
          >
            {words.shell.largeText}
          </button>
          <SessionBar />
          <nav aria-label={words.shell.nav}>
            <div className="nav-group">
              <Link to="/" activeOptions={{ exact: true, includeHash: false }}>
                {words.checkup.title}
              </Link>
              <Link to="/policies">{words.library.title}</Link>
              <Link to="/readings">{words.readings.title}</Link>
              <Link to="/calendar">{words.calendar.title}</Link>
              <Link to="/sandbox">{words.sandbox.title}</Link>
              <Link to="/publicity">{words.publicity.title}</Link>
              <a href="/api/docs">{words.shell.api}</a>
            </div>
            <OwnLinks />
          </nav>
          <PlanLinks />
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <footer className="site-foot">{words.shell.foot}</footer>
    </>
  )
}

/** A link to another page leaves the focus on what is gone; a screen reader should go on at the new page's beginning. */
function useFocusOnNewPage() {
  const page = useLocation({ select: ({ pathname }) => pathname })
  const shown = useRef(page)
  useEffect(() => {
    if (shown.current === page) return
    shown.current = page
    document.getElementById('main')?.focus({ preventScroll: true })
  }, [page])
}
