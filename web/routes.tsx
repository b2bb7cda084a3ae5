// Addresses → pages, each in a bundle of its own.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { readAdministrationQuery } from './administration/query.ts'
import { readAuditQuery } from './audit/query.ts'
import { readCalendarQuery } from './calendar/query.ts'
import { readNewCaseQuery, readWorkbenchQuery } from './cases/query.ts'
import { readFinanceQuery } from './finance/query.ts'
import { readFirmQuery } from './firm/query.ts'
import { readSignInQuery } from './identity/query.ts'
import { readQuery } from './library/query.ts'
import { readProjectQuery, readWallQuery } from './plan/projectQuery.ts'
import { readPlanQuery } from './plan/query.ts'
import { readTaskQuery } from './plan/taskQuery.ts'
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
  validateSearch: readFirmQuery,
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
  validateSearch: readNewCaseQuery,
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

const tasks = createRoute({
  getParentRoute: () => root,
  path: '/plan/tasks',
  validateSearch: readTaskQuery,
  component: lazyRouteComponent(() => import('./plan/TasksPage.tsx'), 'TasksPage'),
})

const oneTask = createRoute({
  getParentRoute: () => root,
  path: '/plan/tasks/$id',
  validateSearch: readTaskQuery,
  component: lazyRouteComponent(() => import('./plan/TaskPage.tsx'), 'TaskPage'),
})

const taskDesk = createRoute({
  getParentRoute: () => root,
  path: '/plan/tasks/desk',
  component: lazyRouteComponent(() => import('./plan/TaskDeskPage.tsx'), 'TaskDeskPage'),
})

const taskOffice = createRoute({
  getParentRoute: () => root,
  path: '/plan/tasks/office',
  component: lazyRouteComponent(() => import('./plan/TaskOfficePage.tsx'), 'TaskOfficePage'),
})

const taskMeetings = createRoute({
  getParentRoute: () => root,
  path: '/plan/tasks/meetings',
  component: lazyRouteComponent(() => import('./plan/MeetingsPage.tsx'), 'MeetingsPage'),
})

const projects = createRoute({
  getParentRoute: () => root,
  path: '/plan/projects',
  validateSearch: readProjectQuery,
  component: lazyRouteComponent(() => import('./plan/ProjectsPage.tsx'), 'ProjectsPage'),
})

const newProject = createRoute({
  getParentRoute: () => root,
  path: '/plan/projects/new',
  component: lazyRouteComponent(() => import('./plan/NewProjectPage.tsx'), 'NewProjectPage'),
})

const oneProject = createRoute({
  getParentRoute: () => root,
  path: '/plan/projects/$id',
  validateSearch: readProjectQuery,
  component: lazyRouteComponent(() => import('./plan/ProjectPage.tsx'), 'ProjectPage'),
})

const wall = createRoute({
  getParentRoute: () => root,
  path: '/plan/wall',
  validateSearch: readWallQuery,
  component: lazyRouteComponent(() => import('./plan/WallPage.tsx'), 'WallPage'),
})

const planProjects = [projects, newProject, oneProject, wall]

const planTasks = [tasks, oneTask, taskDesk, taskOffice, taskMeetings]

const plan = createRoute({
  getParentRoute: () => root,
  path: '/plan',
  validateSearch: readPlanQuery,
  component: lazyRouteComponent(() => import('./plan/PlanPage.tsx'), 'PlanPage'),
})

const planDesk = createRoute({
  getParentRoute: () => root,
  path: '/plan/desk',
  component: lazyRouteComponent(() => import('./plan/DeskPage.tsx'), 'DeskPage'),
})

const planReview = createRoute({
  getParentRoute: () => root,
  path: '/plan/review',
  component: lazyRouteComponent(() => import('./plan/ReviewPage.tsx'), 'ReviewPage'),
})

const planTarget = createRoute({
  getParentRoute: () => root,
  path: '/plan/$policy/$target',
  validateSearch: readPlanQuery,
  component: lazyRouteComponent(() => import('./plan/TargetPage.tsx'), 'TargetPage'),
})

const plans = [plan, planDesk, planReview, planTarget]
const finance = createRoute({
  getParentRoute: () => root,
  path: '/finance',
  validateSearch: readFinanceQuery,
  component: lazyRouteComponent(() => import('./finance/FinancePage.tsx'), 'FinancePage'),
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

const overview = createRoute({
  getParentRoute: () => root,
  path: '/firm',
  validateSearch: readFirmQuery,
  component: lazyRouteComponent(() => import('./firm/OverviewPage.tsx'), 'OverviewPage'),
})

const profile = createRoute({
  getParentRoute: () => root,
  path: '/firm/profile',
  validateSearch: readFirmQuery,
  component: lazyRouteComponent(() => import('./firm/ProfilePage.tsx'), 'ProfilePage'),
})

const ownCalendar = createRoute({
  getParentRoute: () => root,
  path: '/firm/calendar',
  validateSearch: readFirmQuery,
  component: lazyRouteComponent(() => import('./firm/OwnCalendarPage.tsx'), 'OwnCalendarPage'),
})

const receipts = createRoute({
  getParentRoute: () => root,
  path: '/firm/receipts',
  validateSearch: readFirmQuery,
  component: lazyRouteComponent(() => import('./firm/ReceiptsPage.tsx'), 'ReceiptsPage'),
})

const members = createRoute({
  getParentRoute: () => root,
  path: '/firm/members',
  validateSearch: readFirmQuery,
  component: lazyRouteComponent(() => import('./firm/MembersPage.tsx'), 'MembersPage'),
})

const messages = createRoute({
  getParentRoute: () => root,
  path: '/messages',
  component: lazyRouteComponent(() => import('./firm/MessagesPage.tsx'), 'MessagesPage'),
})

const rectifications = createRoute({
  getParentRoute: () => root,
  path: '/rectifications',
  component: lazyRouteComponent(() => import('./firm/RectificationsPage.tsx'), 'RectificationsPage'),
})

const firm = [overview, profile, ownCalendar, receipts, members, messages, rectifications]
const papers = [publicity, actTable, templates, oversight]
const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: readAuditQuery,
  component: lazyRouteComponent(() => import('./audit/AuditPage.tsx'), 'AuditPage'),
})

const administration = createRoute({
  getParentRoute: () => root,
  path: '/administration',
  validateSearch: readAdministrationQuery,
  component: lazyRouteComponent(
    () => import('./administration/AdministrationPage.tsx'),
    'AdministrationPage',
  ),
})

const people = [signIn, password, myCases, newCase, oneCase, workbench, finance, audit, administration]

export const router = createRouter({
  routeTree: root.addChildren([
    checkup,
    library,
    policy,
    readings,
    calendar,
    sandbox,
    ...people,
    ...firm,
    ...papers,
    ...plans,
    ...planTasks,
    ...planProjects,
  ]),
  scrollRestoration: true,
  defaultPendingComponent: Loading,
  defaultPendingMs: 100,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
