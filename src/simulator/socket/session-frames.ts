import { accountsView } from '../rest/account-routes.ts'
import { authenticationView, serverInfo, userName } from '../session/status-view.ts'
import type { World } from '../world.ts'

/** The first frame of a greeting; `act`, `sts` and the beat follow. */
export function welcome(world: World): object {
  return { topic: 'system', success: userName, isFT: false, isPaper: world.accounts.paper }
}

/** The `act` frame: at the greeting and whenever another account is selected. */
export function accountsFrame(world: World): object {
  return { topic: 'act', args: accountsView(world) }
}

/** The beat that comes every ten seconds. */
export function heartbeat(world: World): object {
  return { topic: 'system', hb: world.realNow() }
}

/** Arguments of the `sts` frame. */
export function statusOf(world: World): Readonly<Record<string, string | boolean>> {
  const { authenticated, competing, connected, established } = authenticationView(world.session)
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

/** Tells the session's state on one socket: at the greeting and whenever it changes. */
export interface StatusFrames {
  /** Everything. */
  greet(): void
  /** What changed since; with `pieces` one frame for each key, otherwise one with all of them. */
  tell(): void
}

/** With `pieces` every frame holds a single key, as IBKR sends it at times; while it `isLate` the session is not authenticated yet. */
export function createStatusFrames(
  world: World,
  send: (frame: object) => void,
  { pieces, isLate }: { readonly pieces: boolean; readonly isLate: () => boolean },
): StatusFrames {
  let told: ReturnType<typeof statusOf> = {}

  function tell(changedOnly: boolean): void {
    const before = changedOnly ? told : {}
    const status = { ...statusOf(world), ...(isLate() && { authenticated: false, established: false }) }
    told = status
    if (!pieces) {
      send({ topic: 'sts', args: status })
      return
    }
    for (const [key, value] of Object.entries(status)) {
      if (before[key] !== value) send({ topic: 'sts', args: { [key]: value } })
    }
  }

  return { greet: () => tell(false), tell: () => tell(true) }
}

/** A notice of the server, as `ntf` tells it. */
export interface Notice {
  readonly id: string
  readonly text: string
  readonly title?: string
  readonly url?: string
}

/** A question of the server about an order; clients answer it with `POST /iserver/notification`. */
export interface PromptNotice {
  readonly orderId: number
  readonly reqId: string
  readonly text: string
  /** Default Yes and No. */
  readonly options?: readonly string[]
  readonly messageId?: string
}

/** A bulletin about an exchange. */
export interface Bulletin {
  readonly id: number
  readonly message: string
  /** Exchanges that it is about. */
  readonly exchanges?: readonly string[]
}

/** The frame of notices and prompts: the wire has an array where the docs show one object. */
export function notificationFrame(notices: readonly (Notice | PromptNotice)[]): object {
  return { topic: 'ntf', args: notices.map((notice) => ('orderId' in notice ? prompt(notice) : notice)) }
}

/** The frame of bulletins, an array as well. */
export function bulletinFrame(bulletins: readonly Bulletin[]): object {
  return { topic: 'blt', args: bulletins }
}

function prompt({ orderId, reqId, text, options = ['Yes', 'No'], messageId = reqId }: PromptNotice): object {
  return { orderId, reqId, messageId, type: 'M', prompt: true, dismissable: [], options, text }
}
