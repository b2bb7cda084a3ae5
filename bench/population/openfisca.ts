// Firms → their yuan and the milliseconds that OpenFisca takes for all of them; or why it could not be run.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Firm } from '../firm.ts'

export type OpenFisca =
  | { readonly milliseconds: number; readonly versions: string; readonly yuan: Float64Array }
  | { readonly missing: string }

const PACKAGES = ['OpenFisca-Core', 'numpy']
const INPUTS: Readonly<Record<string, (firm: Firm) => number>> = {
  growth: (firm) => firm.growth,
  certified: (firm) => (firm.certified ? 1 : 0),
  rent: (firm) => firm.rent,
  area: (firm) => firm.area,
  months: (firm) => firm.months,
}

/** Python with OpenFisca is that of DUIXIAN_OPENFISCA_PYTHON, else one made in a temporary folder. */
export function runOpenFisca(all: readonly Firm[], repeats: number): OpenFisca {
  const folder = mkdtempSync(join(tmpdir(), 'duixian-openfisca-'))
  try {
    for (const [name, of] of Object.entries(INPUTS)) {
      writeFileSync(join(folder, name), new Uint8Array(Float64Array.from(all, of).buffer))
    }
    const script = join(import.meta.dirname, 'openfisca.py')
    const text = execFileSync(pythonIn(folder), [script, folder, String(repeats)], { encoding: 'utf8' })
    const { laps, versions } = JSON.parse(text)
    const bytes = readFileSync(join(folder, 'relief'))
    const yuan = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
    return { milliseconds: Math.min(...laps), versions, yuan }
  } catch (error) {
    return { missing: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function pythonIn(folder: string): string {
  const given = process.env.DUIXIAN_OPENFISCA_PYTHON
  if (given) return given
  const place = join(folder, 'python')
  const python = join(place, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
  execFileSync('python3', ['-m', 'venv', place], { stdio: 'ignore' })
  const install = ['-m', 'pip', 'install', '--quiet', ...PACKAGES]
  execFileSync(python, install, { stdio: 'ignore', timeout: 300_000 })
  return python
}
