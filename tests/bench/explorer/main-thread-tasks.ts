import type { Browser, Page } from 'playwright'
import { type BenchmarkFigure, boundedFigure } from '../benchmark-figure.ts'
import { readProbes, resetProbes } from './page-probes.ts'

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Wall-clock and processor time in microseconds. */
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/** Wall-clock and processor time of one main-thread task, in ms. */
export interface MainThreadTask {
  readonly task: number
  readonly own: number
}

/** Returns all main-thread tasks of a page during the work. */
export async function traceMainThread(page: Page, work: () => Promise<void>): Promise<readonly MainThreadTask[]> {
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
 * Measures the longest task of the page's main thread during the work, by wall clock and by processor time. Other load
 * extends the wall-clock time; only the processor time depends on the console alone.
 */
export async function watchMainThread(
  page: Page,
  what: string,
  work: () => Promise<void>,
): Promise<readonly BenchmarkFigure[]> {
  await resetProbes(page)
  const tasks = await traceMainThread(page, work)
  const { longestGap } = await readProbes(page)
  process.stderr.write(`${what}: longest pause between two frames ${longestGap.toFixed(0)} ms\n`)
  const task = Math.max(...tasks.map((one) => one.task))
  const own = Math.max(...tasks.map((one) => one.own))
  return [
    boundedFigure(`${what}: longest task of the main thread`, 'ms', task, 100),
    boundedFigure(`${what}: most work in a task of the main thread`, 'ms', own, 100),
  ]
}

function tasksOf(trace: Awaited<ReturnType<Browser['stopTracing']>>): readonly MainThreadTask[] {
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
