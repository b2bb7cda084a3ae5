// The server's refusal in its own words.
import { Alert, Button } from 'antd'
import { words } from '../words.zh.ts'
import { Refusal } from './ask.ts'

export function Refused({ error, again }: { readonly error: Error; readonly again?: () => void }) {
  const problems = error instanceof Refusal ? error.problems : []
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={words.sandbox.trouble}
      description={
        <>
          <p>{error.message}</p>
          {problems.length > 0 && (
            <ul className="plain-list">
              {problems.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          )}
          {again && (
            <Button size="small" onClick={again}>
              {words.sandbox.progress.again}
            </Button>
          )}
        </>
      }
    />
  )
}
