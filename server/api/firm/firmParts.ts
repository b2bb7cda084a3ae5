// What the calls of an enterprise's own pages share.
import { z } from '@hono/zod-openapi'
import type { Program } from '#lang'
import type { Database } from '../../db/openDatabase.ts'
import type { Occasion } from '../../db/transact.ts'
import { errorResponse } from '../errors.ts'
import { idText } from '../fields.ts'

export type FirmParts = {
  readonly database: Database
  readonly clock: () => Date
  readonly program: Program
}

export const ofSubject = z.object({ subject: idText })

export const refusals = { 401: errorResponse('没有登录'), 403: errorResponse('没有这家企业的授权') }

export const occasionOf = (person: number, now: Date): Occasion => ({
  actor: { kind: 'person', person },
  now,
})
