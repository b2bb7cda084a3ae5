// A reply that is a file → the browser's downloads, under the name that the server gave it.
import type { EvaluateRequest } from '#server/api/evaluateSubject.ts'

/** The answer to a check-up as a .docx with its clauses attached. The facts leave this device, so only on request. */
export async function downloadAnswer(body: EvaluateRequest): Promise<void> {
  const reply = await fetch('/api/answer.docx', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!reply.ok) throw new Error(`/api/answer.docx: ${reply.status}`)
  await save(reply, 'answer.docx')
}

/** Into the browser's downloads, under the name that the server gave it. */
export async function save(reply: Response, otherwise: string): Promise<void> {
  const name = /filename\*=UTF-8''([^;]+)/.exec(reply.headers.get('Content-Disposition') ?? '')?.[1]
  const address = URL.createObjectURL(await reply.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = decodeURIComponent(name ?? otherwise)
  link.click()
  URL.revokeObjectURL(address)
}
