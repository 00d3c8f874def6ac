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
import { activeTab, changeDraft, changeTab, findTab, rememberRequest, showTab, stopWarmUp } from '../explorer-store.ts'
import { closeContent, contentOf, newDocument, type ResponseContent, readAgain } from '../response/response-content.ts'
import { useSavedStore } from '../saved/saved-store.ts'
import type { Variables } from '../variables/variable-text.ts'
import { findConids, variablesOf } from '../variables/variables.ts'
import { checkDraft } from './check-draft.ts'
import { operationOf, withQueryInRows } from './draft.ts'
import { needsConfirmation } from './request-risk.ts'
import { isInBody, type Problem, resolveDraft } from './resolve-draft.ts'

/** Requests in flight, by tab. */
const flights = new Map<string, AbortController>()

const isSending = (tabId: string): boolean => findTab(tabId)?.exchange.kind === 'sending'

/** Returns the current values of `{{variables}}`. */
export const currentVariables = (): Variables =>
  variablesOf(useSessionStore.getState().view, useSavedStore.getState().variables)

/**
 * Sends the draft of a tab, by default of the active one, or shows why it cannot be sent. `overrides`: ignores the
 * catalogue's objections.
 */
export async function sendRequest(overrides = false, tabId = activeTab().id): Promise<void> {
  const tab = findTab(tabId)
  if (!tab || isSending(tabId)) return
  const { writtenFor } = tab
  changeDraft(withQueryInRows, tab)
  const { draft } = findTab(tabId) ?? tab
  const profileId = profileIdInUse()
  await findConids(draft)
  const resolved = resolveDraft(draft, currentVariables())
  const operation = operationOf(draft)
  const rejected = overrides ? [] : checkDraft(draft, operation && (await detailsOf(operation)))
  // The user pressed Send twice, or changed the draft during the lookup.
  if (findTab(tabId)?.draft !== draft || isSending(tabId)) return
  if (resolved.kind === 'invalid' || rejected.length > 0) {
    const invalid = resolved.kind === 'invalid' ? resolved.problems : []
    const others = rejected.filter(({ field }) => !invalid.some((other) => isSameField(other, field)))
    showProblems([...invalid, ...others], tabId)
    return
  }
  const { request } = resolved
  const isForOther = writtenFor !== undefined && classifyRequest(request).effect !== 'read'
  if (needsConfirmation(request) || isForOther)
    openOverlay({
      kind: 'confirm-request',
      pending: { request, path: draft.path, profileId, tabId, ...(isForOther && { writtenFor: writtenFor.name }) },
    })
  else await send(draft.path, request, { profileId, tabId })
}

/** Sends a read request of a tab again without changes. */
export async function repeatRead(request: RequestDraft, tabId: string): Promise<void> {
  if (!isSending(tabId) && classifyRequest(request).effect === 'read') await send(undefined, request, { tabId })
}

/** Sends a confirmed request with the acknowledged guard rail warnings. */
export async function sendConfirmed(
  { path, request, profileId, tabId }: PendingRequest,
  acknowledged?: string,
): Promise<void> {
  if (isSending(tabId)) return
  changeTab({ writtenFor: undefined }, tabId)
  await send(path, request, { profileId, acknowledged, tabId })
}

const isSameField = ({ field }: Problem, other: Problem['field']): boolean =>
  typeof field === 'object' ? typeof other === 'object' && field.pointer === other.pointer : field === other

/** Shows the problems and focuses the first invalid field. */
function showProblems(problems: readonly Problem[], tabId: string): void {
  changeTab({ problems, form: problems.every(isInBody) ? 'body' : 'params' }, tabId)
  onceDrawn(() => document.querySelector<HTMLElement>('.explorer-main [aria-invalid="true"]')?.focus())
}

/** Opens the dialog for IBKR's question about a request. `tabId`: the tab that shows the response to the reply. */
export function askAboutRequest(question: OrderQuestion, request: RequestDraft, tabId = activeTab().id): void {
  closeOverlay()
  showTab(tabId)
  goTo('explorer')
  useQuestionStore.setState({ asked: { question, request, tabId, replying: false } })
}

/** Replies to IBKR's question. Another question may follow. */
export async function answerRequestQuestion(confirmed: boolean): Promise<void> {
  const { asked } = useQuestionStore.getState()
  if (!asked || asked.replying) return
  useQuestionStore.setState({ asked: { ...asked, replying: true } })
  if (!confirmed) discardSuppression()
  const path = `/iserver/reply/${encodeURIComponent(asked.question.replyId)}`
  const reply = { method: 'POST', path, query: [], body: JSON.stringify({ confirmed }) } as const
  const tabId = findTab(asked.tabId)?.id ?? activeTab().id
  await send('/iserver/reply/{replyId}', reply, { about: asked.request, tabId })
  if (useQuestionStore.getState().asked?.question !== asked.question) return
  const exchange = findTab(tabId)?.exchange
  const hasEffect = exchange?.kind === 'received' && !exchange.unsent && exchange.head.status < 400
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
  readonly tabId: string
  /** Request that raised the question, if this is a reply. */
  readonly about?: RequestDraft
  /** Profile for which the request was entered. */
  readonly profileId?: string | undefined
  readonly acknowledged?: string | undefined
}

/**
 * Sends a request and shows the response in its tab. `path`: path for the recent requests; undefined for a repeated
 * request.
 */
async function send(
  path: string | undefined,
  request: RequestDraft,
  { tabId, about = request, profileId = profileIdInUse(), acknowledged }: SendOptions,
): Promise<void> {
  const controller = new AbortController()
  flights.set(tabId, controller)
  const document = newDocument()
  const waitId = crypto.randomUUID()
  const before = findTab(tabId)?.exchange
  const previous = before?.kind === 'received' ? before : undefined
  const sending = { kind: 'sending', request, profileId, startedAt: Date.now(), waitId, previous } as const
  const isReplaced = (): boolean => findTab(tabId)?.exchange !== sending
  const profile = useSessionStore.getState().view?.profile
  /** Reports an outcome as a message if the window cannot show it in the tab. */
  const reportElsewhere = (outcome: string): void => {
    const isOther = profileIdInUse() !== profile?.id
    if (request.method === 'GET' || (!isOther && findTab(tabId))) return
    const name = isOther ? `“${profile?.name}”: ` : ''
    showLasting(`${name}${request.method} ${request.path}: ${outcome}`, 'order')
  }
  const remember = (): void => {
    if (path !== undefined) rememberRequest({ method: request.method, path })
  }
  changeTab({ exchange: sending, ...(path !== undefined && { hiddenRows: unsentRows(tabId) }) }, tabId)
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
    reportElsewhere(`status ${head.status}.${asks}`)
    if (head.question && profileIdInUse() === profile?.id) askAboutRequest(head.question, about, tabId)
    const body = await contentOf(head, document)
    // The user may have closed the tab while the body was loading.
    if (isReplaced()) closeContent(body)
    else changeTab({ exchange: { kind: 'received', request, profileId, head, body, at: Date.now() } }, tabId)
  } catch (error) {
    document.close()
    if (error instanceof RpcError && wasSent(error)) remember()
    const { code, message, detail } =
      error instanceof RpcError ? error : { code: 'internal' as const, message: String(error), detail: undefined }
    const failed = { kind: 'failed', request, profileId, code, message, detail } as const
    const isUnsent = error instanceof RpcError && !mayHaveBeenSent(error.detail)
    if (!isUnsent || profileIdInUse() !== profile?.id) reportElsewhere(errorText(error))
    if (isReplaced()) return
    changeTab({ exchange: isUnsent && previous ? { ...previous, unsent: failed } : failed }, tabId)
  } finally {
    forgetWait(waitId)
    if (flights.get(tabId) === controller) flights.delete(tabId)
  }
}

/** Returns the ids of the disabled catalogue rows. Returns the previous array if the ids have not changed. */
function unsentRows(tabId: string): readonly number[] {
  const { draft, hiddenRows } = findTab(tabId) ?? activeTab()
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
  changeTab({ form: part })
  onceDrawn(() => document.querySelector<HTMLElement>('.request-form :is(input, [contenteditable="true"])')?.focus())
}

/** Reads the response again from the host's copy. */
export async function readResponseAgain(): Promise<void> {
  const { id, exchange } = activeTab()
  if (exchange.kind !== 'received') return
  try {
    const body: ResponseContent = await readAgain(exchange.head)
    if (findTab(id)?.exchange === exchange) changeTab({ exchange: { ...exchange, body } }, id)
    else closeContent(body)
  } catch (error) {
    showToast('bad', `Cannot read the response: ${errorText(error)}`)
  }
}

/** Reports whether a failed request may have reached IBKR. */
const wasSent = ({ code, detail }: RpcError): boolean =>
  mayHaveBeenSent(detail) && (code === 'upstream' || code === 'outcome-unknown' || code === 'disconnected')

/** Withdraws the queued request of a tab, or aborts it if it was sent. Also stops a warm-up. */
export function cancelRequest(tabId = activeTab().id): void {
  stopWarmUp(tabId)
  const exchange = findTab(tabId)?.exchange
  const controller = flights.get(tabId)
  if (exchange?.kind !== 'sending' || !isWaiting(exchange.waitId)) controller?.abort()
  else void withdrawRequest(exchange.waitId).then((withdrawn) => withdrawn || controller?.abort())
}
