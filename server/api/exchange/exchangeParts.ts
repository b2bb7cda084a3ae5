// What the calls of other systems share.
import type { Program } from '#lang'
import type { Database } from '../../db/openDatabase.ts'
import type { WebhookSettings } from '../../exchange/makeWebhook.ts'

export type ExchangeParts = {
  readonly database: Database
  readonly clock: () => Date
  readonly program: Program
  readonly webhooks: WebhookSettings
}
