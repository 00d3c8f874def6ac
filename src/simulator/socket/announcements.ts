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
