// What a list of tasks is asked for, shared by the list, its sums, its export and its papers.
import { z } from '@hono/zod-openapi'
import { TASK_STEPS } from '../../db/tables.ts'
import { LAMPS } from '../../plan/tasks/lamp.ts'
import type { TaskFilter } from '../../plan/tasks/listTasks.ts'
import { day, line } from '../fields.ts'

export const taskQuery = {
  lamp: z.enum(LAMPS, `灯只有 ${LAMPS.join('、')}`).optional(),
  department: line('部门编号', 80).optional().openapi({ description: '责任单位之一' }),
  lead: line('部门编号', 80).optional().openapi({ description: '牵头单位；none 为还没有定' }),
  policy: line('文件编号', 80).optional(),
  step: z.enum(TASK_STEPS, '没有这个环节').optional(),
  district: line('区县', 40).optional(),
  text: line('查找内容', 100).optional().openapi({ description: '任务名称或条文里的字' }),
  asked: z.enum(['1'], '只能写 1').optional().openapi({ description: '只看等待答复的请示' }),
  at: day('日期').optional().openapi({ description: '那一天的情况，按当时所知；不写为今天' }),
}

type TaskQuery = z.infer<z.ZodObject<typeof taskQuery>>

export function taskFilterOf({ asked, ...query }: TaskQuery): TaskFilter {
  const said = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))
  return { ...said, ...(asked !== undefined && { asked: true }) }
}
