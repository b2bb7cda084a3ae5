// What the model checker says of a path: fine, or every fault with the way that leads there.
import { Alert } from 'antd'
import type { ExaminedReply } from '#server/api/caseSettings.ts'
import { words } from '../words.zh.ts'

type Props = {
  readonly verdict: ExaminedReply | undefined
  readonly waiting: boolean
  readonly onShow: (way: readonly string[]) => void
}

export function PathVerdict({ verdict, waiting, onShow }: Props) {
  const { paths } = words.administration
  return (
    <section className="path-verdict" aria-labelledby="verdict-title" aria-busy={waiting}>
      <h3 id="verdict-title">{paths.verdict}</h3>
      {verdict === undefined && <p>{paths.checking}</p>}
      {verdict?.kind === 'sound' && <Alert type="success" showIcon role="status" title={paths.sound} />}
      {verdict?.kind === 'malformed' && (
        <Alert
          type="warning"
          showIcon
          role="status"
          title={paths.malformed((verdict.places ?? []).join('、'))}
        />
      )}
      {verdict?.kind === 'faulty' && <Faults faults={verdict.faults ?? []} onShow={onShow} />}
    </section>
  )
}

type FaultsProps = { readonly faults: NonNullable<ExaminedReply['faults']>; readonly onShow: Props['onShow'] }

function Faults({ faults, onShow }: FaultsProps) {
  const { paths } = words.administration
  const told = [...new Map(faults.map((each) => [`${each.what} ${each.way.join(' ')}`, each])).entries()]
  return (
    <Alert
      type="error"
      showIcon
      role="status"
      title={paths.faulty(told.length)}
      description={
        <ul className="bullets">
          {told.map(([key, { what, way }]) => (
            <li key={key}>
              <strong>{what}</strong>
              {way.length > 0 && (
                <>
                  <span className="fault-way">
                    {paths.counterexample}
                    {way.join(' → ')}
                  </span>
                  <button type="button" className="text-button" onClick={() => onShow(way)}>
                    {paths.show}
                  </button>
                </>
              )}
            </li>
          ))}
        </ul>
      }
    />
  )
}
