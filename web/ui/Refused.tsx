// The server's refusal in its own words, each reason beneath it.
import { Alert } from 'antd'
import { words } from '../words.zh.ts'
import { Refusal } from './ask.ts'

export function Refused({ error }: { readonly error: Error | null }) {
  if (!error) return null
  const problems = error instanceof Refusal ? error.problems : []
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      className="refused"
      title={error instanceof Refusal ? error.message : words.identity.unreachable}
      description={
        problems.length > 0 && (
          <ul className="plain-list">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        )
      }
    />
  )
}
