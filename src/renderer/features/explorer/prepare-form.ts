import { loadArea } from '../../../shared/catalogue/details/load-details.ts'
import type { Operation } from '../../../shared/catalogue/operation.ts'
import { laterPart } from '../../ui/later.tsx'
import { detailsOf } from './operation-details.ts'

/** The two views of a body. */
export const BODY_FORM = laterPart(async () => (await import('./body/body-form.tsx')).BodyForm)
export const BODY_EDITOR = laterPart(async () => (await import('./body-editor.tsx')).BodyEditor)

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

/** Once the first screen is there and nothing is to be done: what most first forms need. */
export function prepareFirstForm(): () => void {
  const idle = requestIdleCallback(() => {
    for (const fetching of [BODY_FORM.prepare(), BODY_EDITOR.prepare(), ...DAILY_AREAS.map(loadArea)])
      fetching.catch(() => undefined)
  })
  return () => cancelIdleCallback(idle)
}
