// Addresses → pages, each in a bundle of its own.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { readCalendarQuery } from './calendar/query.ts'
import { readQuery } from './library/query.ts'
import { readReadingsQuery } from './readings/query.ts'
import { readSandboxQuery } from './sandbox/query.ts'
import { Loading } from './ui/Loading.tsx'
import { NotFound } from './ui/NotFound.tsx'
import { Shell } from './ui/Shell.tsx'
import { Trouble } from './ui/Trouble.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Trouble })

const checkup = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./enterprise/CheckupPage.tsx'), 'CheckupPage'),
})

const library = createRoute({
  getParentRoute: () => root,
  path: '/policies',
  validateSearch: readQuery,
  component: lazyRouteComponent(() => import('./library/LibraryPage.tsx'), 'LibraryPage'),
})

const policy = createRoute({
  getParentRoute: () => root,
  path: '/policies/$id',
  component: lazyRouteComponent(() => import('./policies/PolicyPage.tsx'), 'PolicyPage'),
})

const readings = createRoute({
  getParentRoute: () => root,
  path: '/readings',
  validateSearch: readReadingsQuery,
  component: lazyRouteComponent(() => import('./readings/ReadingsPage.tsx'), 'ReadingsPage'),
})

const calendar = createRoute({
  getParentRoute: () => root,
  path: '/calendar',
  validateSearch: readCalendarQuery,
  component: lazyRouteComponent(() => import('./calendar/CalendarPage.tsx'), 'CalendarPage'),
})

const sandbox = createRoute({
  getParentRoute: () => root,
  path: '/sandbox',
  validateSearch: readSandboxQuery,
  component: lazyRouteComponent(() => import('./sandbox/SandboxPage.tsx'), 'SandboxPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([checkup, library, policy, readings, calendar, sandbox]),
  scrollRestoration: true,
  defaultPendingComponent: Loading,
  defaultPendingMs: 100,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
