// A message to another system → the headers that prove who sent it. Standard Webhooks 1.0 (standardwebhooks.com): the
// number, the moment and the body as they are sent, signed with HMAC-SHA-256.
import { createHmac, randomBytes } from 'node:crypto'

const SECRET_BYTES = 32

/** 32 random bytes. */
export function newWebhookSecret(): Buffer {
  return randomBytes(SECRET_BYTES)
}

/** As the receiver keeps it. */
export function secretText(secret: Uint8Array): string {
  return `whsec_${Buffer.from(secret).toString('base64')}`
}

export type Message = {
  /** The same for every attempt, so that the receiver takes it once. */
  readonly id: string
  readonly sentAt: Date
  /** Exactly what is sent. */
  readonly body: string
}

/** The receiver must refuse a timestamp more than five minutes off, and a signature that is not one of these. */
export function signedHeaders(secret: Uint8Array, { id, sentAt, body }: Message): Record<string, string> {
  const timestamp = Math.floor(sentAt.getTime() / 1000).toString()
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
