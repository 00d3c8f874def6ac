import { loadArea } from '../../../../shared/catalogue/details/load-details.ts'
import type { Operation } from '../../../../shared/catalogue/operation.ts'
import { whenIdle } from '../../../platform/when-idle.ts'
import { laterPart } from '../../../ui/later.tsx'
import { detailsOf } from '../../catalogue/index.ts'

export const BODY_FORM = laterPart(async () => (await import('./body/body-form.tsx')).BodyForm)
export const BODY_EDITOR = laterPart(async () => (await import('./body/body-editor.tsx')).BodyEditor)

/** Loads the code and the fields of a form before it is opened. Ignores failures. */
export function prepareForm(operation: Operation | undefined): void {
  BODY_FORM.prepare().catch(() => undefined)
  if (operation) void detailsOf(operation)
}

/** Catalogue areas for daily use. Each area has a few kilobytes. */
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

/** Delay in ms before the editor is loaded, because its code is large. */
const EDITOR_AFTER_MS = 5_000

/** Loads what most forms need while the page is idle. Returns a function that stops the loading. */
export function prepareFirstForm(): () => void {
  let isStopped = false
  const loadWhenIdle = (load: () => Promise<unknown>): void =>
    whenIdle(() => {
      // Opening the form repeats a failed load.
      if (!isStopped) load().catch(() => undefined)
    })
  loadWhenIdle(() => Promise.all([BODY_FORM.prepare(), ...DAILY_AREAS.map(loadArea)]))
  const timer = setTimeout(() => loadWhenIdle(BODY_EDITOR.prepare), EDITOR_AFTER_MS)
  return () => {
    isStopped = true
    clearTimeout(timer)
  }
}
