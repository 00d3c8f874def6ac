import type { RequestDraft } from '../../../../shared/contract/schemas.ts'
import type { WarmUp, WarmUpCall } from '../../../../shared/domain/suggested-action.ts'
import { errorText, RpcError } from '../../../../shared/rpc/rpc-error.ts'
import { hostLink } from '../../../platform/host-link.ts'
import { forProfileInUse } from '../../../stores/session-store.ts'
import { showToast } from '../../../stores/toast-store.ts'
import { forgetWait } from '../../waiting/index.ts'
import { activeTab, changeTab, findTab, useWarmUpStore } from '../explorer-store.ts'
import { type JsonNode, memberValue } from '../request/body/json-node.ts'
import { readJson } from '../request/body/read-json.ts'
import { textOf } from '../request/body/value-spec.ts'
import { repeatRead } from '../request/send-request.ts'

/** Sends the requests that prepare the current read, then repeats the read until it returns data. */
export async function warmUp(step: WarmUp): Promise<void> {
  const { id: tabId, exchange: cold } = activeTab()
  if (cold.kind !== 'received' || cold.head.effect !== 'read' || useWarmUpStore.getState().run) return
  const stop = new AbortController()
  const report = (doing: string, waitId?: string): void =>
    useWarmUpStore.setState({ run: { tabId, doing, waitId, stop } })
  const before = callsBefore(step, cold.request)
  report('starting')
  let unsubscribe = async (): Promise<void> => undefined
  try {
    for (const { method, path, query } of before) {
      const call = { method, path, query }
      const waitId = crypto.randomUUID()
      report(`sending ${callText(call)}`, waitId)
      await sendBefore({ ...call, waitId }, stop.signal)
    }
    if (step.topic !== undefined) {
      report(`subscribing to ${step.topic}`)
      unsubscribe = await subscribeOnce(step.topic)
    }
    const request = leaveOut(cold.request, step.without)
    let last = cold
    for (let times = 1; times <= step.repeats; times += 1) {
      report(`sending this request again, ${times} of at most ${step.repeats}`)
      await pause(step.pauseMs, stop.signal)
      if (findTab(tabId)?.exchange !== last) return
      await repeatRead(request, tabId)
      const exchange = findTab(tabId)?.exchange
      if (exchange?.kind !== 'received' || exchange.unsent) return
      const warm = exchange.head.nextStep?.kind !== 'warm-up'
      last = exchange
      if (!warm && times < step.repeats) continue
      // Removes the advice that the warm-up has followed.
      const { explanation: _, nextStep: __, ...bare } = exchange.head
      const head = warm || exchange.head.status >= 400 ? exchange.head : bare
      const warmedUp = warmUpText({ ...step, before }, times, warm)
      changeTab({ exchange: { ...exchange, head, warmedUp } }, tabId)
      return
    }
  } catch (error) {
    showToast(stop.signal.aborted ? 'idle' : 'bad', stop.signal.aborted ? 'Warm-up stopped.' : errorText(error))
  } finally {
    useWarmUpStore.setState({ run: undefined })
    void unsubscribe()
  }
}

/**
 * Subscribes once and returns a function that unsubscribes. Keeps an existing subscription. The call cannot be aborted,
 * because the host might still subscribe.
 */
async function subscribeOnce(text: string): Promise<() => Promise<void>> {
  try {
    const { id } = await hostLink().call('stream.subscribe', { text })
    return async () => {
      // A lost connection or a profile switch has already ended the subscription.
      await hostLink()
        .call('stream.unsubscribe', { id })
        .catch(() => undefined)
    }
  } catch (error) {
    if (error instanceof RpcError && error.code === 'already-subscribed') return async () => undefined
    throw error
  }
}

/** @throws Error with a message for the user if the call failed */
async function sendBefore(call: RequestDraft & { readonly waitId: string }, signal: AbortSignal): Promise<void> {
  try {
    const { output } = await hostLink().callBytes('requests.send', { ...call, ...forProfileInUse() }, signal)
    if (output.status >= 400) throw new Error(`${call.method} ${call.path}: status ${output.status}.`)
  } finally {
    forgetWait(call.waitId)
  }
}

const leaveOut = (request: RequestDraft, names: readonly string[]): RequestDraft => ({
  ...request,
  query: request.query.filter(([name]) => !names.includes(name)),
})

/** @throws the abort reason of the signal */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(signal.reason)
    })
  })

/**
 * Returns the requests to send before a repeated read. Omits requests that need contracts if the body contains none.
 */
function callsBefore({ before }: Pick<WarmUp, 'before'>, { body }: RequestDraft): readonly WarmUpCall[] {
  return before.flatMap((call): readonly WarmUpCall[] => {
    if (!call.ofOrders) return [call]
    const conids = conidsOfOrders(body)
    return conids.length === 0 ? [] : [{ ...call, query: [['conids', conids.join(',')], ...call.query] }]
  })
}

/** Returns the distinct conids of the orders in a body. */
function conidsOfOrders(body: string | undefined): readonly string[] {
  const read = readJson(body ?? '')
  if (read.kind !== 'read') return []
  const list = memberValue(read.node, 'orders')
  const orders = list?.kind === 'array' ? list.items : [read.node]
  return [...new Set(orders.flatMap(conidOf))]
}

/** `conidex` is a conid with an exchange: 265598@SMART. */
function conidOf(order: JsonNode): readonly string[] {
  const text = textOf(memberValue(order, 'conid')) || textOf(memberValue(order, 'conidex'))
  const [conid] = /^[1-9]\d*(?=@|$)/.exec(text ?? '') ?? []
  return conid === undefined ? [] : [conid]
}

/** Formats a request: "GET /iserver/account/orders?force=true". */
function callText({ method, path, query }: WarmUp['before'][number]): string {
  const parameters = query.map(([name, value]) => `${name}=${value}`).join('&')
  return `${method} ${path}${parameters === '' ? '' : `?${parameters}`}`
}

/** Describes what a warm-up did and whether it helped. `without`: omitted parameters. */
function warmUpText(
  { before, topic, without }: Pick<WarmUp, 'before' | 'topic' | 'without'>,
  times: number,
  warm: boolean,
): string {
  const firsts = [...before.map(callText), ...(topic === undefined ? [] : [topic])]
  const first = firsts.length === 0 ? '' : `${firsts.join(', ')}, then `
  const often = times === 1 ? 'once more' : times === 2 ? 'twice more' : `${times} more times`
  const left = without.length === 0 ? '' : ` without ${without.join(', ')}`
  const sent = `${first}this request ${often}${left}`
  return warm ? `Warmed up: sent ${sent}.` : `Sent ${sent}, but received no additional data. There may be none.`
}
