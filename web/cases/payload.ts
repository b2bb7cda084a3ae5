// What an officer typed beside the words of an act → what is sent with it. Only what the act asks for is sent.
import type { AsksReply } from '#server/api/granting/moneySchema.ts'
import { typedFen } from './typedFen.ts'

export type TypedReading = {
  readonly alternative: string
  readonly by: string
  readonly source: string
  readonly on: string
}

export type TypedPayload = {
  /** By the reading's id. */
  readonly readings: Readonly<Record<string, TypedReading>>
  readonly yuan: string
  readonly basis: string
  readonly envelope: string
  readonly order: string
  readonly receipt: string
  readonly reason: string
}

export const NOTHING_TYPED: TypedPayload = {
  ...{ readings: {}, yuan: '', basis: '', envelope: '', order: '', receipt: '', reason: '' },
}

/** The envelope that was chosen; where only one holds enough, that one stands there to begin with. */
export function envelopeOf(
  { choices }: NonNullable<AsksReply['envelopes']>,
  { envelope }: Pick<TypedPayload, 'envelope'>,
): number | undefined {
  if (envelope !== '') return Number(envelope)
  const fitting = choices.filter(({ suffices }) => suffices)
  return fitting.length === 1 ? fitting[0]?.id : undefined
}

/** undefined where nothing is to be sent. */
export function payloadOf(
  { decision, envelopes, result }: AsksReply,
  policy: string,
  typed: TypedPayload,
): Readonly<Record<string, unknown>> | undefined {
  const readings = Object.entries(typed.readings)
    .filter(([, { alternative }]) => alternative !== '')
    .map(([reading, each]) => ({ policy, reading, ...each }))
  const fen = typedFen(typed.yuan)
  const envelope = envelopes && envelopeOf(envelopes, typed)
  const said = {
    ...(decision && readings.length > 0 && { readings }),
    ...(decision && fen !== undefined && { awardFen: fen }),
    ...(decision && typed.basis.trim() !== '' && { basis: typed.basis.trim() }),
    ...(envelope !== undefined && { envelope }),
    ...(result && typed.order !== '' && { order: typed.order }),
    ...(result && typed.receipt.trim() !== '' && { receipt: typed.receipt.trim() }),
    ...(result && typed.reason.trim() !== '' && { reason: typed.reason.trim() }),
  }
  return Object.keys(said).length > 0 ? said : undefined
}
