// The envelopes that would do, each with what is left in it.
import type { AsksReply } from '#server/api/granting/moneySchema.ts'
import { figureText } from '../ui/money.ts'
import { words } from '../words.zh.ts'
import { envelopeOf, type TypedPayload } from './payload.ts'

type Props = {
  readonly envelopes: NonNullable<AsksReply['envelopes']>
  readonly value: TypedPayload
  readonly onChange: (value: TypedPayload) => void
}

export function EnvelopeFields({ envelopes, value, onChange }: Props) {
  const { award, choices } = envelopes
  const chosen = envelopeOf(envelopes, value)
  return (
    <fieldset className="option-fields">
      <legend>{words.cases.money.envelope}</legend>
      <p>{words.cases.money.awarded(figureText(award))}</p>
      {choices.length === 0 && <p>{words.cases.money.noEnvelope}</p>}
      {choices.map(({ id, title, source, available, suffices }) => (
        <label key={id} className={suffices ? 'option' : 'option option-short'}>
          <input
            type="radio"
            name="envelope"
            value={id}
            checked={chosen === id}
            disabled={!suffices}
            required
            onChange={() => onChange({ ...value, envelope: String(id) })}
          />
          <span>
            <span className="option-title">
              {words.cases.money.envelopeLine(title, words.cases.money.source[source] ?? source)}
            </span>
            <span className="option-figure">
              {words.cases.money.available(figureText(available))}
              {!suffices && ` · ${words.cases.money.tooLittle}`}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
