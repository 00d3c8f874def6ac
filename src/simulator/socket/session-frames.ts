import { buildAccountsView } from '../rest/account-routes.ts'
import { buildAuthenticationView, serverInfo, userName } from '../session/authentication-view.ts'
import type { SimulatorState } from '../simulator-state.ts'

/** Returns the session message, the first frame of a socket, before `act`, `sts` and the heartbeat. */
export function buildSessionMessage(state: SimulatorState): object {
  return { topic: 'system', success: userName, isFT: false, isPaper: state.accounts.paper }
}

/** Returns the `act` frame, sent after the session message and whenever another account is selected. */
export function buildAccountsFrame(state: SimulatorState): object {
  return { topic: 'act', args: buildAccountsView(state) }
}

/** Returns the heartbeat frame, sent every ten seconds. */
export function buildHeartbeat(state: SimulatorState): object {
  return { topic: 'system', hb: state.realNow() }
}

/** Returns the arguments of the `sts` frame. */
function buildStatusArguments(state: SimulatorState): Readonly<Record<string, string | boolean>> {
  const { authenticated, competing, connected, established } = buildAuthenticationView(state.session)
  return {
    authenticated,
    competing,
    connected,
    established,
    message: '',
    fail: '',
    ...serverInfo,
    username: userName,
  }
}

/** Sends the session status on one socket, at the start and after every change. */
export interface StatusFrames {
  /** Sends all fields of the status. */
  sendAll(): void
  /** Sends the changed fields: with `pieces` in one frame per key, otherwise in one frame with all fields. */
  sendChanges(): void
}

/**
 * Creates the status frames. With `pieces` every frame has a single key, as IBKR sometimes sends it. While `isLate`
 * returns true, the session is not authenticated yet.
 */
export function createStatusFrames(
  state: SimulatorState,
  send: (frame: object) => void,
  { pieces, isLate }: { readonly pieces: boolean; readonly isLate: () => boolean },
): StatusFrames {
  let lastSent: ReturnType<typeof buildStatusArguments> = {}

  function sendStatus(changedOnly: boolean): void {
    const before = changedOnly ? lastSent : {}
    const status = { ...buildStatusArguments(state), ...(isLate() && { authenticated: false, established: false }) }
    lastSent = status
    if (!pieces) {
      send({ topic: 'sts', args: status })
      return
    }
    for (const [key, value] of Object.entries(status)) {
      if (before[key] !== value) send({ topic: 'sts', args: { [key]: value } })
    }
  }

  return { sendAll: () => sendStatus(false), sendChanges: () => sendStatus(true) }
}

/** A notice from the server, sent in an `ntf` frame. */
export interface Notice {
  /** Id of the notice. */
  readonly id: string
  /** Text of the notice. */
  readonly text: string
  /** Title of the notice; default: none. */
  readonly title?: string
  /** Address with more information; default: none. */
  readonly url?: string
}

/**
 * A question from the server about an order, sent in an `ntf` frame. Clients answer with `POST /iserver/notification`.
 */
export interface PromptNotice {
  /** Order id that the question is about. */
  readonly orderId: number
  /** Request id, which the answer repeats. */
  readonly reqId: string
  /** Text of the question. */
  readonly text: string
  /** Possible answers, default Yes and No. */
  readonly options?: readonly string[]
  /** Id of the kind of question; default: `reqId`. */
  readonly messageId?: string
}

/** A bulletin about an exchange, sent in a `blt` frame. */
export interface Bulletin {
  /** Id of the bulletin. */
  readonly id: number
  /** Text of the bulletin. */
  readonly message: string
  /** The exchanges that the bulletin is about. */
  readonly exchanges?: readonly string[]
}

/** Returns the frame of notices and prompts. IBKR sends an array, although its documentation shows a single object. */
export function buildNotificationFrame(notices: readonly (Notice | PromptNotice)[]): object {
  return { topic: 'ntf', args: notices.map((notice) => ('orderId' in notice ? prompt(notice) : notice)) }
}

/** Returns the frame of bulletins, which also contains an array. */
export function buildBulletinFrame(bulletins: readonly Bulletin[]): object {
  return { topic: 'blt', args: bulletins }
}

function prompt({ orderId, reqId, text, options = ['Yes', 'No'], messageId = reqId }: PromptNotice): object {
  return { orderId, reqId, messageId, type: 'M', prompt: true, dismissable: [], options, text }
}
