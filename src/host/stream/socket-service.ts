import { classifySocketText } from '../../shared/catalogue/classify-socket-text.ts'
import { HostError } from '../host-error.ts'
import type { SessionService } from '../session/session-service.ts'

/** Ends, or narrows, the stream of orders. */
const HELD_BY_ORDERS = /^(?:uor\b|sor\+\{\s*"filters")/

/** Sends texts on the socket to IBKR, within the same rule as requests: what does not only read needs arming. */
export class SocketService {
  readonly #session: SessionService

  constructor(session: SessionService) {
    this.#session = session
  }

  send(text: string): void {
    if (HELD_BY_ORDERS.test(text)) {
      throw new HostError(
        'invalid-input',
        'Not sent: the order list lives on this subscription. It is ended when you disconnect.',
      )
    }
    const { effect, reason } = classifySocketText(text)
    // It leaves at once or not at all: what is permitted here is permitted when it leaves.
    if (effect !== 'read') this.#session.permit(reason)
    const session = this.#session.require()
    if (session.socketState !== 'connected') {
      throw new HostError(
        'not-connected',
        'The socket to IBKR is not open. Wait until the status bar shows it connected.',
      )
    }
    session.sendFrame(text)
  }
}
