import { loadArea } from '../../../../shared/catalogue/details/load-details.ts'
import type { Operation } from '../../../../shared/catalogue/operation.ts'
import { laterPart } from '../../../ui/later.tsx'
import { detailsOf, findOperation } from '../../catalogue/index.ts'

/** The two views of a body. */
export const BODY_FORM = laterPart(async () => (await import('./body/body-form.tsx')).BodyForm)
export const BODY_EDITOR = laterPart(async () => (await import('./body/body-editor.tsx')).BodyEditor)

/** Fetches what the form of an operation needs, before somebody opens it. What cannot be had is asked for again then. */
export function prepareForm(operation: Operation | undefined): void {
  BODY_FORM.prepare().catch(() => undefined)
  if (operation) void detailsOf(operation)
}

/** What a day with the console is about: a few kilobytes each. */
const DAILY_AREAS = [
  'session',
  'accounts',
  'portfolio',
  'orders',
  'contracts',
  'market-data',
  'watchlists',
  'alerts',
] as const

/** Drawn once out of sight: what a first form is most likely to be. */
const REHEARSED = ['/iserver/account/{accountId}/orders', '/iserver/account/{accountId}/orders/whatif'] as const

/** Once the first screen is there and nothing is to be done: what most first forms need, fetched and tried, one thing at a time. */
export function prepareFirstForm(): () => void {
  let stopped = false
  void prepare()
  return () => {
    stopped = true
  }

  async function prepare(): Promise<void> {
    await idle()
    if (stopped) return
    try {
      await Promise.all([BODY_FORM.prepare(), ...DAILY_AREAS.map(loadArea)])
      const { rehearseForm } = await import('./body/body-form.tsx')
      for (const path of REHEARSED) {
        await idle()
        const operation = findOperation('POST', path)
        if (!stopped && operation) rehearseForm(operation)
      }
      await later(EDITOR_AFTER_MS)
      await idle()
      if (!stopped) await BODY_EDITOR.prepare()
    } catch {
      // What could not be fetched is asked for again when it is needed.
    }
  }
}

/** The editor is as large as a third of the first script: it is fetched once the first screen is in use. */
const EDITOR_AFTER_MS = 5_000

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Until nothing is to be done. */
const idle = (): Promise<unknown> => new Promise((resolve) => requestIdleCallback(resolve))
