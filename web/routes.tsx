// Addresses → pages, each in a bundle of its own.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { readCalendarQuery } from './calendar/query.ts'
import { readWorkbenchQuery } from './cases/query.ts'
import { readSignInQuery } from './identity/query.ts'
import { readQuery } from './library/query.ts'
import { readPublicityQuery } from './publicity/query.ts'
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

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: readSignInQuery,
  component: lazyRouteComponent(() => import('./identity/SignInPage.tsx'), 'SignInPage'),
})

const password = createRoute({
  getParentRoute: () => root,
  path: '/password',
  component: lazyRouteComponent(() => import('./identity/PasswordPage.tsx'), 'PasswordPage'),
})

const myCases = createRoute({
  getParentRoute: () => root,
  path: '/cases',
  component: lazyRouteComponent(() => import('./cases/MyCasesPage.tsx'), 'MyCasesPage'),
})

const newCase = createRoute({
  getParentRoute: () => root,
  path: '/cases/new',
  component: lazyRouteComponent(() => import('./cases/NewCasePage.tsx'), 'NewCasePage'),
})

const oneCase = createRoute({
  getParentRoute: () => root,
  path: '/cases/$id',
  component: lazyRouteComponent(() => import('./cases/CasePage.tsx'), 'CasePage'),
})

const workbench = createRoute({
  getParentRoute: () => root,
  path: '/workbench',
  validateSearch: readWorkbenchQuery,
  component: lazyRouteComponent(() => import('./cases/WorkbenchPage.tsx'), 'WorkbenchPage'),
})

const publicity = createRoute({
  getParentRoute: () => root,
  path: '/publicity',
  validateSearch: readPublicityQuery,
  component: lazyRouteComponent(() => import('./publicity/PublicityPage.tsx'), 'PublicityPage'),
})

const actTable = createRoute({
  getParentRoute: () => root,
  path: '/workbench/table',
  validateSearch: readWorkbenchQuery,
  component: lazyRouteComponent(() => import('./papers/ActTablePage.tsx'), 'ActTablePage'),
})

const templates = createRoute({
  getParentRoute: () => root,
  path: '/opinion-templates',
  component: lazyRouteComponent(() => import('./papers/TemplatesPage.tsx'), 'TemplatesPage'),
})

const oversight = createRoute({
  getParentRoute: () => root,
  path: '/oversight',
  component: lazyRouteComponent(() => import('./papers/OversightPage.tsx'), 'OversightPage'),
})

const papers = [publicity, actTable, templates, oversight]
const people = [signIn, password, myCases, newCase, oneCase, workbench]

export const router = createRouter({
  routeTree: root.addChildren([checkup, library, policy, readings, calendar, sandbox, ...people, ...papers]),
  scrollRestoration: true,
  defaultPendingComponent: Loading,
  defaultPendingMs: 100,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
