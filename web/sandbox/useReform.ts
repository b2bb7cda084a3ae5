// The reform in the address, as the server wants it: each change made wherever the rules rest on the same words.
import { useMemo } from 'react'
import { type Program, type Reform, withSameWords } from '#lang'
import { reformOf } from './ask.ts'
import { useSandbox } from './useSandbox.ts'

export function useReform(program: Program): Reform {
  const { changes, envelopes, title, note } = useSandbox().query
  return useMemo(
    () =>
      reformOf(withSameWords(program, changes ?? []), {
        ...(title && { title }),
        ...(note && { note }),
        ...(envelopes && { envelopes }),
      }),
    [program, changes, envelopes, title, note],
  )
}
