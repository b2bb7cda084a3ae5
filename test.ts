// Runs every check and every test in order, and ends with one line of counts.
import { spawn } from 'node:child_process'
import { glob, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number }
type Step = { readonly title: string; readonly run: () => Promise<Counts> }
type Ending = { readonly succeeded: boolean; readonly output: string }

const root = import.meta.dirname
const walksReport = join(root, '.build/e2e/report.json')

const steps: readonly Step[] = [
  { title: 'Types, lint, borders, unused code', run: runCheck },
  // Pure functions share one process: a thousand such tests take less time than ten processes take to start.
  {
    title: 'Language, policies, documents',
    run: () => runNodeTests(['lang', 'policies', 'docs', 'web'], 'none'),
  },
  {
    title: 'Populations, and their answers on every engine',
    run: () => runNodeTests(['population'], 'process'),
  },
  { title: 'Server, command line', run: () => runNodeTests(['server', 'cli'], 'process') },
  { title: 'Browser walks', run: runWalks },
]

const nothing: Counts = { passed: 0, failed: 0, skipped: 0 }

async function runCheck(): Promise<Counts> {
  return settle(await run('npm', ['run', '--silent', 'check']), nothing)
}

async function runNodeTests(folders: readonly string[], isolation: 'none' | 'process'): Promise<Counts> {
  const files = await testFiles(folders)
  // Without a file Node would search the whole tree itself.
  if (files.length === 0) return foundNoTest(`No *.test.ts in ${folders.join(', ')}`)

  const options = ['--test-reporter=spec', `--test-isolation=${isolation}`, '--test-concurrency=2']
  const ending = await run(process.execPath, ['--test', ...options, ...files])
  return settle(ending, nodeCounts(ending.output))
}

async function testFiles(folders: readonly string[]): Promise<string[]> {
  const patterns = folders.map((folder) => `${folder}/**/*.test.ts`)
  return (await Array.fromAsync(glob(patterns, { cwd: root }))).sort()
}

function nodeCounts(output: string): Counts | undefined {
  const count = (name: string) => Number(output.match(new RegExp(`^ℹ ${name} (\\d+)$`, 'm'))?.[1])
  const counts = {
    passed: count('pass'),
    failed: count('fail') + count('cancelled'),
    skipped: count('skipped') + count('todo'),
  }
  return Object.values(counts).some(Number.isNaN) ? undefined : counts
}

async function runWalks(): Promise<Counts> {
  await rm(walksReport, { force: true })
  const playwright = join(root, 'node_modules/@playwright/test/cli.js')
  const ending = await run(process.execPath, [playwright, 'test', '--config', 'e2e/playwright.config.ts'])
  return settle(ending, await walkCounts())
}

async function walkCounts(): Promise<Counts | undefined> {
  const report = await readFile(walksReport, 'utf8').catch(() => undefined)
  if (report === undefined) return undefined
  const { expected, unexpected, flaky, skipped } = JSON.parse(report).stats
  return { passed: expected, failed: unexpected + flaky, skipped }
}

// A step that broke without a count, or that ran nothing, is one failure: silence is not success.
function settle(ending: Ending, counts: Counts | undefined): Counts {
  if (counts === undefined) return foundNoTest('The step ended without a count')
  if (!ending.succeeded && counts.failed === 0) return { ...counts, failed: 1 }
  return counts
}

function foundNoTest(why: string): Counts {
  console.log(why)
  return { ...nothing, failed: 1 }
}

function run(command: string, args: readonly string[]): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
      stdio: ['ignore', 'pipe', 'inherit'],
      // npm is a script on Windows, which only a shell starts.
      shell: process.platform === 'win32' && command === 'npm',
    })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      process.stdout.write(text)
      output += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ succeeded: code === 0, output: stripVTControlCharacters(output) }))
  })
}

function add(left: Counts, right: Counts): Counts {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
  }
}

let total = nothing
for (const { title, run } of steps) {
  console.log(`\n── ${title}`)
  total = add(total, await run())
}

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)
process.exitCode = total.failed > 0 ? 1 : 0
