// Everything about tasks of the plan, in one place because it shares the database, the library and the folder of files.
import type { OpenAPIHono } from '@hono/zod-openapi'
import { addOneTask } from './oneTask.ts'
import { addTaskFiles } from './taskFiles.ts'
import { addTaskLists } from './taskLists.ts'
import { addTaskMeetings } from './taskMeetings.ts'
import type { TaskParts } from './taskParts.ts'
import { addTaskSystems } from './taskSystems.ts'

export function addTasks(app: OpenAPIHono, parts: TaskParts): void {
  addTaskLists(app, parts)
  addOneTask(app, parts)
  addTaskMeetings(app, parts)
  addTaskFiles(app, parts)
  addTaskSystems(app, parts)
}
