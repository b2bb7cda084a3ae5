// A lamp: colour, shape and word say the same.
import type { PlanLineReply } from '#server/api/plan/planReply.ts'
import { words } from '../words.zh.ts'

type LampColour = PlanLineReply['lamp']

const SHAPES: Readonly<Record<LampColour, string>> = {
  green: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z',
  yellow: 'M8 1l7.5 13.5h-15z',
  red: 'M1 1h14v14H1z',
  grey: 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zm0 2a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9z',
}

export function Lamp({ colour, named = false }: { readonly colour: LampColour; readonly named?: boolean }) {
  return (
    <span className={`lamp lamp-${colour}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={SHAPES[colour]} fillRule="evenodd" />
      </svg>
      <span className={named ? undefined : 'hidden-label'}>{words.plan.lamps[colour]}</span>
    </span>
  )
}
