// The pages of the plan, each with everything that it asks for when it opens (web/plan).
import { type Asker, DESK } from './planPeople.ts'
import type { PlanReady } from './planServe.ts'

export type Page = {
  readonly name: string
  readonly who: Asker
  readonly paths: readonly string[]
}

const of = (who: Asker, name: string, ...paths: readonly string[]): Page => ({
  ...{ who, name, paths: paths.map((each) => `/api/plan/${each}`) },
})

export function planPages({ task, project, target: { policy, target } }: PlanReady): Page[] {
  const district = encodeURIComponent('渝中区')
  const [word, rare] = [encodeURIComponent('金融'), encodeURIComponent('装载项目77')]
  const earlier = `at=${daysAgo(60)}`
  return [
    of('load-handler', "a department's desk: its targets", 'targets?mine=1'),
    of(
      'load-handler',
      "a department's desk: its tasks, five lists",
      ...['assigned', 'broken_down', 'reported', 'reviewed'].map(
        (step) => `tasks?lead=${DESK}&step=${step}&size=10`,
      ),
      `tasks?lead=${DESK}&lamp=red&size=10`,
    ),
    of('load-planner', "the plan office's desk: task summary", `task-summary?district=${district}`),
    of('load-planner', 'review: reports that wait', 'review'),
    of('load-leader', 'targets of a district', 'targets'),
    of('load-leader', 'targets, red ones', 'targets?lamp=red'),
    of('load-leader', 'targets by text', `targets?text=${word}`),
    of('load-leader', 'targets as of an earlier day', `targets?${earlier}`),
    of('load-leader', 'one target', `targets/${policy}/${target}?district=${district}`),
    of('load-leader', 'tasks of a district', 'tasks', 'task-summary'),
    of('load-leader', 'tasks, red ones', 'tasks?lamp=red', 'task-summary'),
    of('load-leader', 'tasks by text', `tasks?text=${word}`, `task-summary?text=${word}`),
    of('load-leader', 'tasks as of an earlier day', `tasks?${earlier}`, `task-summary?${earlier}`),
    of('load-leader', 'one task', `tasks/${task}`),
    of('load-leader', 'projects of a district', 'projects', 'project-summary'),
    of('load-leader', 'projects by text', `projects?text=${rare}`, `project-summary?text=${rare}`),
    of('load-leader', 'one project', `projects/${project}`),
    of('load-leader', 'meetings', 'meetings'),
    of('load-leader', 'wall of a district', 'wall'),
    of('load-leader', 'wall as of an earlier day', `wall?${earlier}`),
    of('load-city', 'whole municipality: wall', 'wall'),
    of('load-city', 'whole municipality: wall as of an earlier day', `wall?${earlier}`),
    of('load-city', 'whole municipality: wall of one district', `wall?district=${district}`),
    of('load-city', 'whole municipality: targets', 'targets'),
    of('load-city', 'whole municipality: targets of one district', `targets?district=${district}`),
    of('load-city', 'whole municipality: one target', `targets/${policy}/${target}?district=${district}`),
    of('load-city', 'whole municipality: tasks', 'tasks', 'task-summary'),
    of('load-city', 'whole municipality: tasks by text', `tasks?text=${word}`, `task-summary?text=${word}`),
    of('load-city', 'whole municipality: projects', 'projects', 'project-summary'),
  ]
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)
}
