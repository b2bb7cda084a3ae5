// The amount: told where the law leaves one, chosen with a reason where it leaves several.
import { Input } from 'antd'
import type { ProposalReply } from '#server/api/granting/moneySchema.ts'
import { Choice } from '../ui/Choice.tsx'
import { figureText } from '../ui/money.ts'
import { TextArea } from '../ui/TextArea.tsx'
import { words } from '../words.zh.ts'
import type { TypedPayload } from './payload.ts'
import { typedFen } from './typedFen.ts'

type Props = {
  readonly proposal: ProposalReply
  readonly value: TypedPayload
  readonly onChange: (value: TypedPayload) => void
}

export function AwardFields({ proposal: { lawful, basis }, value, onChange }: Props) {
  return (
    <fieldset className="option-fields">
      <legend>{words.cases.money.lawful}</legend>
      {basis.map(({ text }) => (
        <p key={text}>{text}</p>
      ))}
      {lawful.kind === 'settled' && <p>{words.cases.money.settled(figureText(lawful.yuan))}</p>}
      {lawful.kind === 'between' && (
        <p>
          {lawful.most === null
            ? words.cases.money.atLeast(figureText(lawful.least))
            : words.cases.money.between(figureText(lawful.least), figureText(lawful.most))}
        </p>
      )}
      {lawful.kind === 'between' && <Yuan value={value} onChange={onChange} />}
      {lawful.kind === 'oneOf' && (
        <Choice
          {...{ id: 'award-yuan', label: words.cases.money.oneOf, value: value.yuan }}
          empty={words.cases.choose}
          choices={lawful.yuan.map((each) => ({ value: each, label: figureText(each) }))}
          onChange={(yuan) => onChange({ ...value, yuan })}
        />
      )}
      {lawful.kind !== 'settled' && (
        <TextArea
          {...{ id: 'award-basis', label: words.cases.money.basis, value: value.basis, required: true }}
          onChange={(next) => onChange({ ...value, basis: next })}
        />
      )}
    </fieldset>
  )
}

function Yuan({ value, onChange }: Omit<Props, 'proposal'>) {
  const wrong = value.yuan !== '' && typedFen(value.yuan) === undefined
  return (
    <div className="person-field">
      <label htmlFor="award-yuan">{words.cases.money.yuan}</label>
      <Input
        {...{ id: 'award-yuan', value: value.yuan, required: true, inputMode: 'decimal' }}
        aria-invalid={wrong}
        aria-describedby="award-yuan-note"
        onChange={(event) => onChange({ ...value, yuan: event.target.value })}
      />
      <p id="award-yuan-note" className={wrong ? 'wrong-note' : 'rule-small'} aria-live="polite">
        {wrong ? words.cases.money.wrongYuan : figureOfTyped(value.yuan)}
      </p>
    </div>
  )
}

/** What was typed, as amounts are shown: a slip by a zero is seen at once. */
function figureOfTyped(text: string): string {
  const fen = typedFen(text)
  if (fen === undefined) return ''
  const digits = String(fen).padStart(3, '0')
  return figureText(`${digits.slice(0, -2)}.${digits.slice(-2)}`)
}
