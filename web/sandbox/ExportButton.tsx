// A workbook on request: the button says that it is being made, and why not when it is not.
import { Button } from 'antd'
import { useState } from 'react'
import { words } from '../words.zh.ts'
import { Refused } from './Trouble.tsx'

type ExportProps = { readonly ask: () => Promise<void>; readonly label: string }

export function ExportButton({ ask, label }: ExportProps) {
  const [state, setState] = useState<'ready' | 'working' | Error>('ready')
  const run = () => {
    setState('working')
    ask().then(
      () => setState('ready'),
      (error: unknown) => setState(error instanceof Error ? error : new Error(String(error))),
    )
  }
  return (
    <div>
      <Button onClick={run} disabled={state === 'working'}>
        {state === 'working' ? words.sandbox.list.exporting : label}
      </Button>
      {state instanceof Error && <Refused error={state} />}
    </div>
  )
}
