// Everything that other systems ask and tell, and whom we tell.
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { ExchangeParts } from './exchangeParts.ts'
import { addSystemCases } from './systemCases.ts'
import { addSystemWrites } from './systemWrites.ts'
import { addWebhooks } from './webhooks.ts'

export function addExchange(app: OpenAPIHono, parts: ExchangeParts): void {
  addSystemCases(app, parts)
  addSystemWrites(app, parts)
  addWebhooks(app, parts)
}
