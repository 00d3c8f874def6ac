import type { ServerResponse } from 'node:http'
import type { Answer } from '../http/answer.ts'
import { headersOf, type Moment } from '../http/write-answer.ts'
import type { Timers } from '../timers.ts'
import type { Delivery } from './request-plan.ts'

const partsPerSecond = 10

/** What faults do to the server as a whole. */
export interface ServerTools {
  /** Takes the server away for so many seconds. */
  restart(seconds: number): void
  setClockSkew(seconds: number): void
}

/** What a faulty delivery needs of the server. */
export interface DeliveryTools extends ServerTools {
  readonly timers: Timers
  /** Resets the TCP connection that an answer would travel on. */
  reset(response: ServerResponse): void
  /** Stops reading from it. */
  freeze(response: ServerResponse): void
}

/** Lets an answer travel the way a fault wants it. `body` are the bytes, spoilt or not. */
export function deliver(
  response: ServerResponse,
  delivery: Delivery,
  { answer, body, moment }: { readonly answer: Answer; readonly body: Buffer; readonly moment: Moment },
  tools: DeliveryTools,
): void {
  const head = (length: number) => response.writeHead(answer.status, headersOf(answer, length, moment))
  switch (delivery.kind) {
    case 'whole':
      head(body.length)
      response.end(body)
      return
    case 'none':
      return
    case 'reset':
      tools.reset(response)
      return
    case 'frozen':
      tools.freeze(response)
      return
    case 'restart':
      tools.restart(delivery.seconds)
      return
    case 'cut':
      // Promises all of it, or more where there is too little to cut.
      head(Math.max(body.length, delivery.bytes + 1))
      response.write(body.subarray(0, delivery.bytes), () => response.destroy())
      if (delivery.bytes === 0) response.flushHeaders()
      return
    case 'trickle':
      head(body.length)
      trickle(response, body, delivery.bytesPerSecond, tools.timers)
      return
    case 'wrong-length':
      head(Math.max(0, body.length + delivery.by))
      response.end(body)
  }
}

function trickle(response: ServerResponse, body: Buffer, bytesPerSecond: number, timers: Timers): void {
  const size = Math.max(1, Math.floor(bytesPerSecond / partsPerSecond))
  const pause = (1000 * size) / bytesPerSecond
  let sent = 0
  const next = () => {
    if (response.destroyed) return
    response.write(body.subarray(sent, sent + size))
    sent += size
    if (sent >= body.length) response.end()
    else timers.after(pause, next)
  }
  next()
}
