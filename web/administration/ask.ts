// What the pages of administration ask the server.
import type { SavedPathReply, SettingReply, VacancyReply } from '#server/api/caseSettings.ts'
import type { DepartmentReply } from '#server/api/duties.ts'
import type { DeliveryReply, WebhookReply } from '#server/api/exchange/webhooks.ts'
import type { PersonReply } from '#server/api/persons.ts'
import type { TokenReply } from '#server/api/tokens.ts'
import { ask } from '../ui/ask.ts'

const fresh = { staleTime: 0, retry: false }

export const persons = {
  queryKey: ['administration', 'persons'],
  queryFn: () => ask<PersonReply[]>('/api/persons'),
  ...fresh,
}

export const departments = {
  queryKey: ['administration', 'departments'],
  queryFn: () => ask<DepartmentReply[]>('/api/departments'),
  ...fresh,
}

export const tokens = {
  queryKey: ['administration', 'tokens'],
  queryFn: () => ask<TokenReply[]>('/api/tokens'),
  ...fresh,
}

export const webhooks = {
  queryKey: ['administration', 'webhooks'],
  queryFn: () => ask<WebhookReply[]>('/api/webhooks'),
  ...fresh,
}

export const deliveriesOf = (webhook: number) => ({
  queryKey: ['administration', 'deliveries', webhook],
  queryFn: () => ask<DeliveryReply[]>(`/api/webhooks/${webhook}/deliveries`),
  ...fresh,
})

/** As JSON has them: moments are text. */
type Saved<T> = { readonly [K in keyof T]: T[K] extends Date ? string : T[K] }
export type PathLine = Saved<SavedPathReply>
export type SettingLine = Omit<SettingReply, 'setting'> & { readonly setting: Saved<SettingReply['setting']> }

export const paths = {
  queryKey: ['administration', 'paths'],
  queryFn: () => ask<PathLine[]>('/api/approval-paths'),
  ...fresh,
}

export const vacancies = {
  queryKey: ['administration', 'vacancies'],
  queryFn: () => ask<VacancyReply[]>('/api/item-settings/vacancies'),
  ...fresh,
}

export const settings = {
  queryKey: ['administration', 'settings'],
  queryFn: () => ask<SettingLine[]>('/api/item-settings'),
  ...fresh,
}
