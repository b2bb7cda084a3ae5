// A lamp: its colour, its form and its word, so that it can be read without colours.
import { words } from '../words.zh.ts'

export type LampKind = keyof typeof words.tasks.lamp

const FORMS: Readonly<Record<LampKind, string>> = {
  red: '■',
  yellow: '▲',
  green: '●',
  undated: '○',
  done: '✓',
}

export function Lamp({ lamp, late = 0 }: { readonly lamp: LampKind; readonly late?: number }) {
  return (
    <span className={`task-lamp task-lamp-${lamp}`}>
      <span aria-hidden="true">{FORMS[lamp]}</span> {words.tasks.lamp[lamp]}
      {late > 0 && <span className="task-lamp-late">{words.tasks.late(late)}</span>}
    </span>
  )
}

export function Sample() {
  return (
    <span className="task-sample" title={words.tasks.sampleNote}>
      {words.tasks.sample}
    </span>
  )
}
