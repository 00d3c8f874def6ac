import type { RequestDraft } from '../../../../../shared/contract/schemas.ts'
import type { OrderQuestion } from '../../../../../shared/contract/views.ts'
import { goTo } from '../../../../stores/navigation-store.ts'
import { closeOverlay } from '../../../../stores/overlay-store.ts'
import { useQuestionStore } from '../../../confirmation/index.ts'

/** Opens the dialog for a question that a request of the explorer raised. It comes before whatever lies over the view. */
export function askAboutRequest(question: OrderQuestion, request: RequestDraft): void {
  closeOverlay()
  goTo('explorer')
  useQuestionStore.setState({ asked: { question, request, replying: false } })
}
