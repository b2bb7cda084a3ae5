// How far a simulation has come, the way to stop it, and what became of it when there is no result.
import { Button, Progress } from 'antd'
import type { ReactNode } from 'react'
import type { SimulationResult } from '#server/api/simulationReply.ts'
import { countText } from '../ui/Wan.tsx'
import { words } from '../words.zh.ts'
import { Refused } from './Trouble.tsx'
import type { Simulation } from './useSimulation.ts'

type Props = {
  readonly simulation: Simulation
  readonly children: (result: SimulationResult) => ReactNode
}

export function Working({ simulation, children }: Props) {
  const { result, working, progress, error, cancel, again } = simulation
  if (working) return <Underway progress={progress} cancel={cancel} />
  if (error) return <Refused error={error} again={again} />
  if (result) return children(result)
  return (
    <div className="panel" role="status">
      <p>{words.sandbox.progress.cancelled}</p>
      <Button onClick={again}>{words.sandbox.progress.again}</Button>
    </div>
  )
}

function Underway({ progress, cancel }: Pick<Simulation, 'progress' | 'cancel'>) {
  const { done, total } = progress ?? { done: 0, total: 0 }
  return (
    <div className="panel underway" role="status" aria-busy="true">
      <p>{words.sandbox.progress.working}</p>
      <Progress
        percent={total === 0 ? 0 : Math.floor((done / total) * 100)}
        aria-label={words.sandbox.progress.working}
      />
      <p>{total > 0 && words.sandbox.progress.done(countText(done), countText(total))}</p>
      <Button onClick={cancel}>{words.sandbox.progress.cancel}</Button>
    </div>
  )
}

export function EngineLine({ engine }: Pick<SimulationResult, 'engine'>) {
  return (
    <p className="rule-small">
      {words.sandbox.progress.engine((engine.millis / 1000).toFixed(1), countText(engine.interpreted))}
    </p>
  )
}
