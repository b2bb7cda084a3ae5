// 统一社会信用代码, checked while it is typed: what is wrong, and where.
import { Input } from 'antd'
import { creditCodeProblem, normalizeCreditCode } from '#lang'
import { words } from '../words.zh.ts'
import type { ControlProps } from './FieldContext.ts'

export function CreditCodeControl({ id, value, problem, set }: ControlProps) {
  const text = typeof value === 'string' ? value : ''
  const hint = text === '' ? undefined : creditCodeHint(text)
  return (
    <>
      <Input
        id={id}
        value={text}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        placeholder={value === null ? words.field.unclear : ''}
        status={problem ? 'error' : ''}
        aria-describedby={`${id}-question ${id}-hint`}
        aria-invalid={problem !== undefined}
        onChange={(event) => set(event.target.value || undefined)}
      />
      <p
        className={problem ? 'field-hint field-hint-wrong' : 'field-hint'}
        id={`${id}-hint`}
        aria-live="polite"
      >
        {hint}
      </p>
    </>
  )
}

const codeLength = 18
const codeCharacters = /[0-9A-HJ-NPQRTUWXY]/

function creditCodeHint(text: string): string {
  const problem = creditCodeProblem(text)
  const code = normalizeCreditCode(text)
  // The last place only says whether the others were typed right; what it should be is worth more than what it may not be.
  const strange = [...code.slice(0, codeLength - 1)].findIndex((character) => !codeCharacters.test(character))
  if (strange >= 0) return words.creditCode.character(strange + 1, code.charAt(strange))
  switch (problem?.kind) {
    case undefined:
      return words.creditCode.right
    case 'length':
      return words.creditCode.length(code.length, codeLength)
    case 'character':
      return words.creditCode.character(codeLength, code.charAt(codeLength - 1))
    case 'check':
      return words.creditCode.check(code.charAt(codeLength - 1), problem.expected ?? '')
  }
}
