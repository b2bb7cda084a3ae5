// After an install: makes npm's scripts find the Node that the lock file pins. Must itself run on old Nodes.
// npm 11 links it already; npm 10, which comes with Node 20 and 22, unpacks the package but leaves the link out.
import { chmodSync, existsSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const modules = join(import.meta.dirname, 'node_modules')
const windows = process.platform === 'win32'
const folder = `node-${windows ? 'win' : process.platform}-${process.arch}`
const pinned = join(modules, folder, 'bin', windows ? 'node.exe' : 'node')
const link = join(modules, '.bin', windows ? 'node.cmd' : 'node')

if (existsSync(pinned) && !existsSync(link)) {
  if (windows) writeFileSync(link, `@"%~dp0\\..\\${folder}\\bin\\node.exe" %*\r\n`)
  else {
    chmodSync(pinned, 0o755)
    symlinkSync(join('..', folder, 'bin/node'), link)
  }
}
