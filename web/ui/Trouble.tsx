// What stands in place of a page that could not be shown. What was typed stays in the browser.
import { Button } from 'antd'
import { words } from '../words.zh.ts'

export function Trouble() {
  return (
    <main>
      <h1>{words.shell.trouble}</h1>
      <p>{words.shell.troubleNote}</p>
      <Button type="primary" onClick={() => location.reload()}>
        {words.shell.reload}
      </Button>
    </main>
  )
}
