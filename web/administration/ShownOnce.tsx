// A secret that is kept nowhere in clear: it stands here until the page is left, with whom to hand it to.
import { Alert } from 'antd'

type Props = {
  /** What it is called. */
  readonly label: string
  /** Empty while there is none. */
  readonly secret: string
  readonly note: string
}

export function ShownOnce({ label, secret, note }: Props) {
  if (secret === '') return null
  return (
    <Alert
      {...{ type: 'success', showIcon: true, role: 'status', className: 'shown-once' }}
      title={
        <>
          {label}：<span className="hash">{secret}</span>
        </>
      }
      description={note}
    />
  )
}
