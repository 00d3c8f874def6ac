import type { Operation } from '../../../shared/catalogue/operation.ts'
import { detailsOf } from './operation-details.ts'

/** The form of bodies, loaded when one is first looked at. */
export const loadBodyForm = () => import('./body/body-form.tsx')

/** Fetches what the form of an operation needs, before somebody opens it. What cannot be had is asked for again then. */
export function prepareForm(operation: Operation | undefined): void {
  loadBodyForm().catch(() => undefined)
  if (operation) void detailsOf(operation)
}
