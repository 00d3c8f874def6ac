import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import type { Operation } from '../../../../shared/catalogue/operation.ts'
import { loadedOperationDetails } from '../../catalogue/load-operation-details.ts'
import { draftFromOperation } from '../draft.ts'
import { BodyForm } from './body-form.tsx'
import { readableBody } from './readable-body.ts'

/**
 * Draws the form of an operation once where nobody sees it. Whatever a window does once only is done by then: its script is compiled, its
 * styles are matched, its letters are measured. It is gone before anything else happens in the window.
 */
export function rehearseForm(operation: Operation): void {
  const details = loadedOperationDetails(operation)
  const body = details && readableBody(details, draftFromOperation(operation).body)
  if (body?.kind !== 'form') return
  const stage = document.createElement('div')
  stage.className = 'form-rehearsal'
  stage.inert = true
  const root = createRoot(stage, { identifierPrefix: 'rehearsal-' })
  flushSync(() => root.render(<BodyForm shape={body.shape} node={body.node} />))
  document.body.append(stage)
  // Asking for its size has it laid out.
  stage.getBoundingClientRect()
  stage.remove()
  root.unmount()
}
