// 修改密码, for whoever is signed in.
import { useNavigate } from '@tanstack/react-router'
import { usePageTitle } from '../ui/usePageTitle.ts'
import { words } from '../words.zh.ts'
import { PasswordForm } from './PasswordForm.tsx'
import { SignedInOnly } from './SignedInOnly.tsx'

export function PasswordPage() {
  usePageTitle(words.identity.change)
  const navigate = useNavigate()
  return (
    <SignedInOnly>
      {() => (
        <div className="person-page">
          <h1>{words.identity.change}</h1>
          <PasswordForm done={() => void navigate({ to: '/sign-in' })} />
        </div>
      )}
    </SignedInOnly>
  )
}
