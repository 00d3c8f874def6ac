import { classifyRequest } from '../../../../shared/catalogue/classify-request.ts'
import type { Operation } from '../../../../shared/catalogue/operation.ts'
import type { RequestDraft } from '../../../../shared/contract/schemas.ts'
import type { HttpMethod } from '../../../../shared/domain/requests.ts'
import { errorText, mayHaveBeenSent, RpcError } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { goTo } from '../../../stores/navigation-store.ts'
import { openOverlay, type PendingRequest } from '../../../stores/overlay-store.ts'
import { profileIdInUse, useSessionStore } from '../../../stores/session-store.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { onceDrawn } from '../../../ui/once-drawn.ts'
import { detailsOf, findOperation } from '../../catalogue/index.ts'
import { discardSuppression, sendSuppression, useQuestionStore } from '../../confirmation/index.ts'
import { forgetWait, isWaiting, withdrawRequest } from '../../waiting/index.ts'
import {
  changeDraft,
  NO_ROWS,
  NOTHING_SENT,
  type RecentRequest,
  rememberRequest,
  stopWarmUp,
  useExplorerStore,
} from '../explorer-store.ts'
import { closeContent, contentOf, newDocument, type ResponseContent, readAgain } from '../response/response-content.ts'
import { useSavedStore } from '../saved/saved-store.ts'
import type { Variables } from '../variables/variable-text.ts'
import { findConids, variablesOf } from '../variables/variables.ts'
import { checkDraft } from './check-draft.ts'
import { askAboutRequest } from './confirm/ask-about-request.ts'
import { type Draft, draftFromOperation, EMPTY_DRAFT, operationOf, withQueryInRows } from './draft.ts'
import { needsConfirmation } from './request-risk.ts'
import { isInBody, type Problem, resolveDraft } from './resolve-draft.ts'
import { draftOfSent, type SentDraft } from './restore-draft.ts'
import { withTypedPath } from './typed-path.ts'

let flight: AbortController | undefined

/** The values of `{{variables}}` right now. */
export const currentVariables = (): Variables =>
  variablesOf(useSessionStore.getState().view, useSavedStore.getState().variables)

/** Opens an operation in the explorer, filled in as far as the catalogue and the session go. */
/** `values`: parameters by name; the optional ones among them are sent. */
export function openOperation(operation: Operation, values: Readonly<Record<string, string>> = {}): void {
  const draft = draftFromOperation(operation)
  const rows = draft.rows.map((row) => {
    const value = values[row.name]
    return value === undefined ? row : { ...row, value, enabled: true }
  })
  showDraft({ ...draft, rows })
}

/** Puts a request into the form, in place of the one there. */
export function showDraft(draft: Draft): void {
  cancelRequest()
  useExplorerStore.setState({
    draft,
    problems: [],
    exchange: NOTHING_SENT,
    form: takesBody(draft) ? 'body' : 'params',
    savedId: undefined,
    opened: {},
    hiddenRows: NO_ROWS,
  })
  goTo('explorer')
}

/** Whether the body is where the work is: there is one, or the call needs one and has no parameters of its own. */
const takesBody = ({ body, method, rows }: Draft): boolean =>
  body !== '' || (method !== 'GET' && method !== 'DELETE' && rows.every((row) => row.place === 'path'))

/** Opens a request that was sent before; where the catalogue knows it, with its form. */
export function openRecent(request: RecentRequest): void {
  const operation = findOperation(request.method, request.path)
  if (operation) openOperation(operation)
  else changeDraft(() => withTypedPath({ ...EMPTY_DRAFT, method: request.method }, request.path))
}

/** Opens a request of the history with what was sent. Where a secret was taken out before it was kept, somebody has to put it in. */
export function openSent(sent: SentDraft): { readonly hadSecrets: boolean } {
  const draft = draftOfSent(sent)
  showDraft(draft)
  return { hadSecrets: draft.body.includes(MASK) || sent.parameters.some(([, value]) => value.includes(MASK)) }
}

/** What the host writes in place of a secret. */
const MASK = '•••'

/**
 * Sends the draft, or shows at the fields why it cannot be sent; what moves money asks for the last word first. `asItIs`: whatever the
 * catalogue thinks of it.
 */
export async function sendRequest(asItIs = false): Promise<void> {
  const { exchange, writtenFor } = useExplorerStore.getState()
  if (exchange.kind === 'sending') return
  changeDraft(withQueryInRows)
  const { draft } = useExplorerStore.getState()
  const profileId = profileIdInUse()
  await findConids(draft)
  const resolved = resolveDraft(draft, currentVariables())
  const operation = operationOf(draft)
  const doubts = asItIs ? [] : checkDraft(draft, operation && (await detailsOf(operation)))
  const now = useExplorerStore.getState()
  // Pressed twice while something was looked up: it leaves once.
  if (now.draft !== draft || now.exchange.kind === 'sending') return
  if (resolved.kind === 'invalid' || doubts.length > 0) {
    const certain = resolved.kind === 'invalid' ? resolved.problems : []
    showProblems([...certain, ...doubts.filter(({ field }) => !certain.some((other) => isSameField(other, field)))])
    return
  }
  const { request } = resolved
  const elsewhere = writtenFor && classifyRequest(request).effect !== 'read' ? { writtenFor: writtenFor.name } : {}
  if (needsConfirmation(request) || elsewhere.writtenFor !== undefined)
    openOverlay({ kind: 'confirm-request', pending: { request, path: draft.path, profileId, ...elsewhere } })
  else await send(draft.path, request, { profileId })
}

/** Sends a read once more as it was sent before. */
export async function repeatRead(request: RequestDraft): Promise<void> {
  if (useExplorerStore.getState().exchange.kind !== 'sending' && classifyRequest(request).effect === 'read')
    await send(undefined, request)
}

/** A person has seen what will be sent, and wants it. */
export async function sendConfirmed({ path, request, profileId }: PendingRequest): Promise<void> {
  if (useExplorerStore.getState().exchange.kind === 'sending') return
  useExplorerStore.setState({ writtenFor: undefined })
  await send(path, request, { profileId })
}

const isSameField = ({ field }: Problem, other: Problem['field']): boolean =>
  typeof field === 'object' ? typeof other === 'object' && field.pointer === other.pointer : field === other

function showProblems(problems: readonly Problem[]): void {
  useExplorerStore.setState({
    problems,
    form: problems.every(isInBody) ? 'body' : 'params',
    exchange: NOTHING_SENT,
  })
  focusFirstProblem()
}

/**
 * Answers the question that IBKR asked about a request of the explorer; there may be another one after it. Closing the dialog is a no: IBKR
 * drops the order by itself when its question stays open.
 */
export async function answerRequestQuestion(confirmed: boolean): Promise<void> {
  const { asked } = useQuestionStore.getState()
  if (!asked || asked.replying) return
  useQuestionStore.setState({ asked: { ...asked, replying: true } })
  if (!confirmed) discardSuppression()
  const path = `/iserver/reply/${encodeURIComponent(asked.question.replyId)}`
  const reply = { method: 'POST', path, query: [], body: JSON.stringify({ confirmed }) } as const
  await send('/iserver/reply/{replyId}', reply, { about: asked.request })
  if (useQuestionStore.getState().asked?.question !== asked.question) return
  useQuestionStore.setState({ asked: undefined })
  const { exchange } = useExplorerStore.getState()
  if (confirmed && exchange.kind === 'received' && exchange.head.status < 400) await sendSuppression()
  else discardSuppression()
}

interface SendOptions {
  /** The request that a question was asked about, where this one answers it. */
  readonly about?: RequestDraft
  /** The profile that it is meant for. */
  readonly profileId?: string | undefined
}

/** `path`: as it stands in the form, for the list of recent ones; undefined for what is there already. */
async function send(
  path: string | undefined,
  request: RequestDraft,
  { about = request, profileId = profileIdInUse() }: SendOptions = {},
): Promise<void> {
  const controller = new AbortController()
  flight = controller
  const document = newDocument()
  const waitId = crypto.randomUUID()
  const sending = { kind: 'sending', request, startedAt: Date.now(), waitId } as const
  const { draft, hiddenRows: before } = useExplorerStore.getState()
  const leftOut = draft.rows.flatMap(({ id, parameter, enabled }) => (parameter && !enabled ? [id] : []))
  // The same list when a request is repeated, so that the form does not render again.
  const hiddenRows = path === undefined || leftOut.join() === before.join() ? before : leftOut
  useExplorerStore.setState({ exchange: sending, hiddenRows })
  try {
    const { output: head } = await hostLink().callBytes(
      'requests.send',
      { ...request, waitId, ...(profileId !== undefined && { profileId }) },
      controller.signal,
      document,
    )
    if (path !== undefined) rememberRequest({ method: request.method, path })
    if (head.question) askAboutRequest(head.question, about)
    const body = await contentOf(head, document)
    // While it was read, something else may have been opened in its place.
    if (useExplorerStore.getState().exchange !== sending) {
      closeContent(body)
      return
    }
    useExplorerStore.setState({ exchange: { kind: 'received', request, head, body, at: Date.now() } })
  } catch (error) {
    document.close()
    if (path !== undefined && error instanceof RpcError && wasSent(error))
      rememberRequest({ method: request.method, path })
    if (flight !== controller) return
    // Something else was opened in its place: nobody waits for a read any more, nor for what never left. Of a change it is said what nobody knows.
    const unsent = error instanceof RpcError && !mayHaveBeenSent(error.detail)
    if ((unsent || request.method === 'GET') && useExplorerStore.getState().exchange !== sending) return
    const { code, message, detail } =
      error instanceof RpcError ? error : { code: 'internal' as const, message: String(error), detail: undefined }
    useExplorerStore.setState({ exchange: { kind: 'failed', request, code, message, detail } })
  } finally {
    forgetWait(waitId)
    if (flight === controller) flight = undefined
  }
}

/** Sends the call that has to come before the one in sight, and then, if it only reads, that one again. */
export async function sendBefore(
  { method, path }: { readonly method: HttpMethod; readonly path: string },
  repeats: boolean,
): Promise<void> {
  try {
    const { output } = await hostLink().callBytes('requests.send', { method, path, query: [] })
    rememberRequest({ method, path })
    if (output.status >= 400) showToast('bad', `${method} ${path} was answered with ${output.status}.`)
    else if (repeats) await sendRequest()
    else showToast('good', `${method} ${path} was answered with ${output.status}. Now send this request again.`)
  } catch (error) {
    showToast('bad', `${method} ${path}: ${errorText(error)}`)
  }
}

/** Brings the part of the request into sight that has to be changed, with the cursor in it. */
export function editRequest(part: 'params' | 'body'): void {
  useExplorerStore.setState({ form: part })
  onceDrawn(() => document.querySelector<HTMLElement>('.request-form :is(input, [contenteditable="true"])')?.focus())
}

/** Reads the response in sight once more, from what the host holds. */
export async function readResponseAgain(): Promise<void> {
  const { exchange } = useExplorerStore.getState()
  if (exchange.kind !== 'received') return
  try {
    const body: ResponseContent = await readAgain(exchange.head)
    if (useExplorerStore.getState().exchange === exchange)
      useExplorerStore.setState({ exchange: { ...exchange, body } })
    else closeContent(body)
  } catch (error) {
    showToast('bad', `Not read: ${errorText(error)}`)
  }
}

/** Refused by the console before it left is not sent. */
const wasSent = ({ code, detail }: RpcError): boolean =>
  mayHaveBeenSent(detail) && (code === 'upstream' || code === 'outcome-unknown' || code === 'disconnected')

/** Takes the request out of the queue where it waits there; otherwise ends it, down to the socket. A warm-up ends with it. */
export function cancelRequest(): void {
  stopWarmUp()
  const { exchange } = useExplorerStore.getState()
  const controller = flight
  if (exchange.kind !== 'sending' || !isWaiting(exchange.waitId)) controller?.abort()
  else void withdrawRequest(exchange.waitId).then((withdrawn) => withdrawn || controller?.abort())
}

/** The work goes on where something is missing. */
function focusFirstProblem(): void {
  onceDrawn(() => document.querySelector<HTMLElement>('.explorer [aria-invalid="true"]')?.focus())
}

export function focusOperationSearch(): void {
  document.getElementById('operation-search')?.focus()
}
