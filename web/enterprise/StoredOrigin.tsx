// Beside a field that was filled from the profile: who said it and when, or what the profile says instead.

import { sourceText } from '../firm/KnownFact.tsx'
import { momentText } from '../ui/dates.ts'
import { factValue } from '../ui/factValue.ts'
import { words } from '../words.zh.ts'
import { useFields } from './FieldContext.ts'
import { isSame } from './stored.ts'

type Props = { readonly name: string; readonly value: unknown }

export function StoredOrigin({ name, value }: Props) {
  const { origins, vocabulary } = useFields()
  const origin = origins?.get(name)
  if (!origin || value === undefined) return null
  const { checkup } = words.firm
  if (!isSame(name, value, origin.value, vocabulary))
    return (
      <p className="stored-origin stored-changed">
        {checkup.changed(factValue({ name, year: null, value: origin.value }, vocabulary))}
      </p>
    )
  const texts = origin.statements.map((each) => `${sourceText(each)}，${momentText(each.recordedAt)}`)
  return <p className="stored-origin">{checkup.origin([...new Set(texts)].join('；'))}</p>
}
