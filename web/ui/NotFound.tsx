// An address that no page has.
import { Link } from '@tanstack/react-router'
import { words } from '../words.zh.ts'

export function NotFound() {
  return (
    <>
      <h1>{words.shell.notFound}</h1>
      <p>
        <Link to="/">{words.shell.toCheckup}</Link>
      </p>
    </>
  )
}
