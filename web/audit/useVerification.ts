// Verifying the log: how far it has come, the way to stop it, the answer.
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { VerificationReply } from '#server/api/audit/verification.ts'
import { useRun } from '../identity/session.ts'
import type { Progress } from '../ui/ask.ts'

export type Verifying =
  | { readonly kind: 'idle' | 'cancelled' }
  | { readonly kind: 'working'; readonly progress: Progress | undefined }
  | { readonly kind: 'done'; readonly reply: VerificationReply }
  | { readonly kind: 'failed'; readonly error: Error }

export function useVerification() {
  const [state, setState] = useState<Verifying>({ kind: 'idle' })
  const running = useRef<AbortController>(undefined)
  const client = useQueryClient()
  const run = useRun()
  useEffect(() => () => running.current?.abort(), [])
  const start = async (published: string) => {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    setState({ kind: 'working', progress: undefined })
    try {
      const body = published === '' ? {} : { published }
      const reply = await run<VerificationReply>('/api/audit/verification', body, {
        signal: controller.signal,
        report: (progress) => setState({ kind: 'working', progress }),
      })
      setState({ kind: 'done', reply })
      // That it was verified stands in the log.
      await client.invalidateQueries({ queryKey: ['audit', 'log'] })
    } catch (error) {
      if (controller.signal.aborted) setState({ kind: 'cancelled' })
      else setState({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) })
    }
  }
  return { state, start, cancel: () => running.current?.abort() }
}
