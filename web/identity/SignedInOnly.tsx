// Around pages for people: whoever has not signed in completely does that first and comes back.
import { Navigate, useLocation } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { type SignedIn, useSession } from './session.ts'

export function SignedInOnly({ children }: { readonly children: (session: SignedIn) => ReactNode }) {
  const session = useSession()
  const here = useLocation({ select: ({ href }) => href })
  // The first one: on the way to sign in, the address is already that of signing in.
  const [to] = useState(here)
  if (session.kind === 'nobody' || session.next !== 'nothing')
    return <Navigate to="/sign-in" search={{ to }} replace />
  return children(session)
}
