import { classifyRequest } from '../../../../shared/catalogue/classify-request.ts'
import type { RequestDraft } from '../../../../shared/contract/schemas.ts'
import type { OrderQuestion } from '../../../../shared/contract/views.ts'
import type { HttpMethod } from '../../../../shared/domain/requests.ts'
import { errorText, mayHaveBeenSent, RpcError } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { goTo } from '../../../stores/navigation-store.ts'
import { closeOverlay, openOverlay, type PendingRequest } from '../../../stores/overlay-store.ts'
import { forProfileInUse, profileIdInUse, useSessionStore } from '../../../stores/session-store.ts'
import { showLasting, showToast } from '../../../stores/toast-store.ts'
import { onceDrawn } from '../../../ui/once-drawn.ts'
import { detailsOf } from '../../catalogue/index.ts'
import { discardSuppression, sendSuppression, useQuestionStore } from '../../confirmation/index.ts'
import { forgetWait, isWaiting, withdrawRequest } from '../../waiting/index.ts'
import { changeDraft, NOTHING_SENT, rememberRequest, stopWarmUp, useExplorerStore } from '../explorer-store.ts'
import { closeContent, contentOf, newDocument, type ResponseContent, readAgain } from '../response/response-content.ts'
import { useSavedStore } from '../saved/saved-store.ts'
import type { Variables } from '../variables/variable-text.ts'
import { findConids, variablesOf } from '../variables/variables.ts'
import { checkDraft } from './check-draft.ts'
import { operationOf, withQueryInRows } from './draft.ts'
import { needsConfirmation } from './request-risk.ts'
import { isInBody, type Problem, resolveDraft } from './resolve-draft.ts'

let flight: AbortController | undefined

const isSending = (): boolean => useExplorerStore.getState().exchange.kind === 'sending'

/** Returns the current values of `{{variables}}`. */
export const currentVariables = (): Variables =>
  variablesOf(useSessionStore.getState().view, useSavedStore.getState().variables)

/** Sends the draft, or shows why it cannot be sent. `overrides`: ignores the catalogue's objections. */
export async function sendRequest(overrides = false): Promise<void> {
  if (isSending()) return
  const { writtenFor } = useExplorerStore.getState()
  changeDraft(withQueryInRows)
  const { draft } = useExplorerStore.getState()
  const profileId = profileIdInUse()
  await findConids(draft)
  const resolved = resolveDraft(draft, currentVariables())
  const operation = operationOf(draft)
  const rejected = overrides ? [] : checkDraft(draft, operation && (await detailsOf(operation)))
  // The user pressed Send twice, or changed the draft during the lookup.
  if (useExplorerStore.getState().draft !== draft || isSending()) return
  if (resolved.kind === 'invalid' || rejected.length > 0) {
    const invalid = resolved.kind === 'invalid' ? resolved.problems : []
    showProblems([...invalid, ...rejected.filter(({ field }) => !invalid.some((other) => isSameField(other, field)))])
    return
  }
  const { request } = resolved
  const isForOther = writtenFor !== undefined && classifyRequest(request).effect !== 'read'
  if (needsConfirmation(request) || isForOther)
    openOverlay({
      kind: 'confirm-request',
      pending: { request, path: draft.path, profileId, ...(isForOther && { writtenFor: writtenFor.name }) },
    })
  else await send(draft.path, request, { profileId })
}

/** Sends a read request again without changes. */
export async function repeatRead(request: RequestDraft): Promise<void> {
  if (!isSending() && classifyRequest(request).effect === 'read') await send(undefined, request)
}

/** Sends a confirmed request with the acknowledged guard rail warnings. */
export async function sendConfirmed(
  { path, request, profileId }: PendingRequest,
  acknowledged?: string,
): Promise<void> {
  if (isSending()) return
  useExplorerStore.setState({ writtenFor: undefined })
  await send(path, request, { profileId, acknowledged })
}

const isSameField = ({ field }: Problem, other: Problem['field']): boolean =>
  typeof field === 'object' ? typeof other === 'object' && field.pointer === other.pointer : field === other

/** Shows the problems and focuses the first invalid field. */
function showProblems(problems: readonly Problem[]): void {
  useExplorerStore.setState({ problems, form: problems.every(isInBody) ? 'body' : 'params', exchange: NOTHING_SENT })
  onceDrawn(() => document.querySelector<HTMLElement>('.explorer-main [aria-invalid="true"]')?.focus())
}

/** Opens the dialog for IBKR's question about a request. */
export function askAboutRequest(question: OrderQuestion, request: RequestDraft): void {
  closeOverlay()
  goTo('explorer')
  useQuestionStore.setState({ asked: { question, request, replying: false } })
}

/** Replies to IBKR's question. Another question may follow. */
export async function answerRequestQuestion(confirmed: boolean): Promise<void> {
  const { asked } = useQuestionStore.getState()
  if (!asked || asked.replying) return
  useQuestionStore.setState({ asked: { ...asked, replying: true } })
  if (!confirmed) discardSuppression()
  const path = `/iserver/reply/${encodeURIComponent(asked.question.replyId)}`
  const reply = { method: 'POST', path, query: [], body: JSON.stringify({ confirmed }) } as const
  await send('/iserver/reply/{replyId}', reply, { about: asked.request })
  if (useQuestionStore.getState().asked?.question !== asked.question) return
  const { exchange } = useExplorerStore.getState()
  const hasEffect = exchange.kind === 'received' && exchange.head.status < 400
  if (!hasEffect && (await isStillOpen(asked.question))) {
    useQuestionStore.setState({ asked: { ...asked, replying: false } })
    showToast('bad', 'The reply had no effect, and the question is still open. The response shows the reason.')
    return
  }
  useQuestionStore.setState({ asked: undefined })
  if (confirmed && hasEffect) await sendSuppression()
  else discardSuppression()
}

/** Reports whether a question still waits for a reply. A reply that was not sent, or got a 429, leaves it open. */
async function isStillOpen({ replyId }: OrderQuestion): Promise<boolean> {
  const open = await hostLink()
    .call('orders.openQuestion', {})
    .catch(() => null)
  return open?.question.replyId === replyId
}

interface SendOptions {
  /** Request that raised the question, if this is a reply. */
  readonly about?: RequestDraft
  /** Profile for which the request was entered. */
  readonly profileId?: string | undefined
  readonly acknowledged?: string | undefined
}

/** Sends a request and shows the response. `path`: path for the recent requests; undefined for a repeated request. */
async function send(
  path: string | undefined,
  request: RequestDraft,
  { about = request, profileId = profileIdInUse(), acknowledged }: SendOptions = {},
): Promise<void> {
  const controller = new AbortController()
  flight = controller
  const document = newDocument()
  const waitId = crypto.randomUUID()
  const sending = { kind: 'sending', request, startedAt: Date.now(), waitId } as const
  const isReplaced = (): boolean => useExplorerStore.getState().exchange !== sending
  const profile = useSessionStore.getState().view?.profile
  /** Shows an outcome as a message if the window shows another profile now. Returns whether it does. */
  const isReportedElsewhere = (outcome: string): boolean => {
    if (profileIdInUse() === profile?.id) return false
    if (!isReplaced()) useExplorerStore.setState({ exchange: NOTHING_SENT })
    if (request.method !== 'GET')
      showLasting(`“${profile?.name}”: ${request.method} ${request.path}: ${outcome}`, 'order')
    return true
  }
  const remember = (): void => {
    if (path !== undefined) rememberRequest({ method: request.method, path })
  }
  useExplorerStore.setState({ exchange: sending, ...(path !== undefined && { hiddenRows: unsentRows() }) })
  try {
    const { output: head } = await hostLink().callBytes(
      'requests.send',
      {
        ...request,
        waitId,
        ...(profileId !== undefined && { profileId }),
        ...(acknowledged !== undefined && { acknowledged }),
      },
      controller.signal,
      document,
    )
    remember()
    const asks = head.question ? ' IBKR requires confirmation and places nothing until then.' : ''
    if (isReportedElsewhere(`status ${head.status}.${asks}`)) {
      document.close()
      return
    }
    if (head.question) askAboutRequest(head.question, about)
    const body = await contentOf(head, document)
    // The user may have opened another request while the body was loading.
    if (isReplaced()) closeContent(body)
    else useExplorerStore.setState({ exchange: { kind: 'received', request, head, body, at: Date.now() } })
  } catch (error) {
    document.close()
    if (error instanceof RpcError && wasSent(error)) remember()
    if (isReportedElsewhere(errorText(error))) return
    if (flight !== controller) return
    const isUnsent = error instanceof RpcError && !mayHaveBeenSent(error.detail)
    // Shows the unknown outcome of a write request even if another request is open.
    if ((isUnsent || request.method === 'GET') && isReplaced()) return
    const { code, message, detail } =
      error instanceof RpcError ? error : { code: 'internal' as const, message: String(error), detail: undefined }
    useExplorerStore.setState({ exchange: { kind: 'failed', request, code, message, detail } })
  } finally {
    forgetWait(waitId)
    if (flight === controller) flight = undefined
  }
}

/** Returns the ids of the disabled catalogue rows. Returns the previous array if the ids have not changed. */
function unsentRows(): readonly number[] {
  const { draft, hiddenRows } = useExplorerStore.getState()
  const unsent = draft.rows.flatMap(({ id, parameter, enabled }) => (parameter && !enabled ? [id] : []))
  return unsent.join() === hiddenRows.join() ? hiddenRows : unsent
}

/**
 * Sends a request that must precede the request in the form. `repeats`: whether to send the form's request afterwards.
 */
export async function sendBefore(
  { method, path }: { readonly method: HttpMethod; readonly path: string },
  repeats: boolean,
): Promise<void> {
  try {
    const { output } = await hostLink().callBytes('requests.send', { method, path, query: [], ...forProfileInUse() })
    rememberRequest({ method, path })
    if (output.status >= 400) showToast('bad', `${method} ${path}: status ${output.status}.`)
    else if (repeats) await sendRequest()
    else showToast('good', `${method} ${path}: status ${output.status}. Now send this request again.`)
  } catch (error) {
    showToast('bad', `${method} ${path}: ${errorText(error)}`)
  }
}

/** Shows a part of the form and focuses its first field. */
export function editRequest(part: 'params' | 'body'): void {
  useExplorerStore.setState({ form: part })
  onceDrawn(() => document.querySelector<HTMLElement>('.request-form :is(input, [contenteditable="true"])')?.focus())
}

/** Reads the response again from the host's copy. */
export async function readResponseAgain(): Promise<void> {
  const { exchange } = useExplorerStore.getState()
  if (exchange.kind !== 'received') return
  try {
    const body: ResponseContent = await readAgain(exchange.head)
    if (useExplorerStore.getState().exchange === exchange)
      useExplorerStore.setState({ exchange: { ...exchange, body } })
    else closeContent(body)
  } catch (error) {
    showToast('bad', `Cannot read the response: ${errorText(error)}`)
  }
}

/** Reports whether a failed request may have reached IBKR. */
const wasSent = ({ code, detail }: RpcError): boolean =>
  mayHaveBeenSent(detail) && (code === 'upstream' || code === 'outcome-unknown' || code === 'disconnected')

/** Withdraws a queued request, or aborts a request that was sent. Also stops a warm-up. */
export function cancelRequest(): void {
  stopWarmUp()
  const { exchange } = useExplorerStore.getState()
  const controller = flight
  if (exchange.kind !== 'sending' || !isWaiting(exchange.waitId)) controller?.abort()
  else void withdrawRequest(exchange.waitId).then((withdrawn) => withdrawn || controller?.abort())
}
