import type { Browser, Page } from 'playwright'
import { atMost, type Figure } from '../figure.ts'
import { readProbes, resetProbes } from './page-probes.ts'

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds by the clock, and of the processor. */
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** One task of a main thread, in ms: by the clock, and the work that it was. */
export interface Task {
  readonly task: number
  readonly own: number
}

/** Every task of the main thread of a page meanwhile. */
export async function traceMainThread(page: Page, work: () => Promise<void>): Promise<readonly Task[]> {
  const browser = page.context().browser()
  if (!browser) throw new Error('The page has no browser to trace.')
  await browser.startTracing(page, { categories: ['toplevel'] })
  try {
    await work()
  } catch (error) {
    await browser.stopTracing()
    throw error
  }
  return tasksOf(await browser.stopTracing())
}

/**
 * What the main thread of the page does meanwhile: its longest task by the clock, and the most work that any task was. Where
 * other programs have the processors, a task takes longer than its work, which is what the console can be blamed for.
 */
export async function watchMainThread(page: Page, what: string, work: () => Promise<void>): Promise<readonly Figure[]> {
  await resetProbes(page)
  const tasks = await traceMainThread(page, work)
  const { longestGap } = await readProbes(page)
  process.stderr.write(`${what}: longest pause between two frames ${longestGap.toFixed(0)} ms\n`)
  const task = Math.max(...tasks.map((one) => one.task))
  const own = Math.max(...tasks.map((one) => one.own))
  return [
    atMost(`${what}: longest task of the main thread`, 'ms', task, 100),
    atMost(`${what}: most work in a task of the main thread`, 'ms', own, 100),
  ]
}

function tasksOf(trace: Awaited<ReturnType<Browser['stopTracing']>>): readonly Task[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] }
  const thread = ({ pid, tid }: TraceEvent): string => `${pid}:${tid}`
  const pages = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map((event) => thread(event)),
  )
  const tasks = traceEvents
    .filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && pages.has(thread(event)))
    .map(({ dur = 0, tdur = 0 }) => ({ task: dur / 1_000, own: tdur / 1_000 }))
  if (tasks.length === 0) throw new Error('The trace has no task of the main thread.')
  return tasks
}
