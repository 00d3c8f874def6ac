import { showToast } from '../../stores/toast-store.ts'
import { FIND_ID } from './find-id.ts'

/** Puts the cursor where one looks for a text in the answer in sight. */
export function focusFind(): void {
  const field = document.getElementById(FIND_ID)
  if (field instanceof HTMLInputElement) {
    field.focus()
    field.select()
  } else showToast('idle', 'There is no answer to search.')
}
