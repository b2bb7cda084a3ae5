import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from '@playwright/test'
import { findBrowser } from './browser.ts'
import { freePort } from './freePort.ts'
import { walkPassword } from './page.ts'

const root = join(import.meta.dirname, '..')
const results = join(root, '.build/e2e')
// What a walk saves stays out of the data of whoever runs it.
const data = join(root, '.build/e2e-data')

// The walks through cases count on the people and cases of a first start.
if (!process.env.DUIXIAN_E2E_PORT)
  for (const each of ['database', 'evidence', 'recovery-codes.json'])
    rmSync(join(data, each), { recursive: true, force: true })

// Playwright reads this file again in every worker; the environment carries the first reading's answers over.
process.env.DUIXIAN_CHROMIUM ??= await chooseBrowser()
process.env.DUIXIAN_E2E_PORT ??= String(await freePort())
const browserPath = process.env.DUIXIAN_CHROMIUM
const port = process.env.DUIXIAN_E2E_PORT
const baseURL = `http://127.0.0.1:${port}`

async function chooseBrowser(): Promise<string> {
  const browser = await findBrowser()
  console.log(`Browser: ${browser.version}, ${browser.origin}: ${browser.path}`)
  return browser.path
}

const launchArguments = [
  // Chromium refuses its sandbox to root, and a container has no namespaces to build it from.
  ...(process.getuid?.() === 0 ? ['--no-sandbox', '--no-zygote'] : []),
  // The walks look at our server and at nothing else.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
  '--font-render-hinting=none',
]

export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: join(results, 'traces'),
  forbidOnly: true,
  // Both screens write to one server, and a walk counts what it wrote.
  workers: 1,
  reporter: [['list'], ['json', { outputFile: join(results, 'report.json') }]],
  use: {
    baseURL,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: { executablePath: browserPath, args: launchArguments },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
    {
      name: 'phone',
      // What the engine answers and what a keyboard does is the same on every width; tables are filled in on a desk.
      testIgnore: ['sameAnswer.spec.ts', 'keyboard.spec.ts', 'papersTable.spec.ts'],
      use: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
    },
  ],
  webServer: {
    command: `"${process.execPath}" server/main.ts`,
    cwd: root,
    env: {
      ...{ PORT: port, DUIXIAN_DATA: data, DUIXIAN_WALK_PASSWORD: walkPassword },
      // The other system of a walk listens on this machine, without TLS.
      DUIXIAN_WEBHOOK_HTTP_HOSTS: '127.0.0.1',
    },
    url: baseURL,
    reuseExistingServer: false,
    timeout: 120_000,
    stdout: 'pipe',
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
  },
})
