// The folder of built screens → the HTTP application.
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'

export function createApp(webFolder: string) {
  const app = new Hono()
  app.use('/*', serveStatic({ root: webFolder }))
  // The browser's router owns every path without a file extension, so a reload on a deep link works.
  app.get('/:path{[^.]*}', serveStatic({ root: webFolder, path: 'index.html' }))
  return app
}
