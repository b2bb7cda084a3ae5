// Sources of the screens → the folder with the built files; builds only when the sources changed.
import { createHash } from 'node:crypto'
import { glob, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

const root = join(import.meta.dirname, '..')
const builtFolder = join(root, '.build/web')
const hashFile = 'sources.sha256'

// Everything that can change the bundle: the screens, the language they run, and the locked packages.
const sources = ['web/**/*', 'lang/**/*.ts', 'package.json', 'package-lock.json', 'server/buildWeb.ts']

export async function buildWeb(report: (line: string) => void): Promise<string> {
  const hash = await hashFiles(root, sources)
  if ((await builtHash()) === hash) return builtFolder

  report('网页源码有变化，正在构建……')
  const started = performance.now()
  await bundleInto(builtFolder, hash)
  report(`网页构建完成，用时 ${((performance.now() - started) / 1000).toFixed(1)} 秒`)
  return builtFolder
}

export async function hashFiles(folder: string, patterns: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const path of await filesIn(folder, patterns)) {
    hash
      .update(path)
      .update('\0')
      .update(await readFile(join(folder, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

async function filesIn(folder: string, patterns: readonly string[]): Promise<string[]> {
  const paths: string[] = []
  for await (const entry of glob(patterns, { cwd: folder, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isFile() && !/\.test\.tsx?$/.test(path)) paths.push(path.slice(folder.length + 1))
  }
  return paths.sort()
}

async function builtHash(): Promise<string | undefined> {
  return readFile(join(builtFolder, hashFile), 'utf8').catch(() => undefined)
}

// Built aside and moved into place, so that a stopped build or a second process never serves half of it.
async function bundleInto(folder: string, hash: string) {
  const aside = `${folder}-${process.pid}`
  await bundle(aside)
  await writeFile(join(aside, hashFile), hash)
  await rm(folder, { recursive: true, force: true })
  await rename(aside, folder)
}

async function bundle(outDir: string) {
  await build({
    configFile: false,
    root: join(root, 'web'),
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir,
      emptyOutDir: true,
      // Small fonts would otherwise be written into the styles, where the content security policy refuses them.
      assetsInlineLimit: 0,
      // Packages change seldom, so browsers keep them while the screens change. Ant Design is most of them.
      chunkSizeWarningLimit: 1000,
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              {
                name: 'antd',
                test: /node_modules\/(antd|@ant-design|@rc-component|@emotion)\//,
                priority: 2,
              },
              // Only the pages with charts fetch it.
              { name: 'echarts', test: /node_modules\/(echarts|zrender)\//, priority: 2 },
              { name: 'packages', test: /node_modules/, priority: 1 },
              { name: 'lang', test: /\/lang\//, priority: 1 },
            ],
          },
        },
      },
    },
  })
}
