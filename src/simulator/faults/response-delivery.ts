import type { ServerResponse } from 'node:http'
import type { Timers } from '../clock.ts'
import { type HeaderValues, type HttpResponse, headersOf } from '../http/response.ts'
import type { Delivery } from './request-faults.ts'

const partsPerSecond = 10

/** Actions of faults on the whole server. */
export interface ServerActions {
  /** Stops the server for that many seconds. */
  restart(seconds: number): void
  setClockSkew(seconds: number): void
}

/** What a faulty delivery needs from the server. */
export interface DeliveryTools extends ServerActions {
  readonly timers: Timers
  /** Resets the TCP connection of a response. */
  reset(serverResponse: ServerResponse): void
  /** Stops reading from it. */
  freeze(serverResponse: ServerResponse): void
}

/** Sends a response as a fault demands. `body` are the bytes, damaged or not. */
export function deliverResponse(
  serverResponse: ServerResponse,
  delivery: Delivery,
  {
    response,
    body,
    headerValues,
  }: { readonly response: HttpResponse; readonly body: Buffer; readonly headerValues: HeaderValues },
  tools: DeliveryTools,
): void {
  const head = (length: number) => serverResponse.writeHead(response.status, headersOf(response, length, headerValues))
  switch (delivery.kind) {
    case 'whole':
      head(body.length)
      serverResponse.end(body)
      return
    case 'none':
      return
    case 'reset':
      tools.reset(serverResponse)
      return
    case 'frozen':
      tools.freeze(serverResponse)
      return
    case 'restart':
      tools.restart(delivery.seconds)
      return
    case 'cut':
      // Announces the whole body, or more if it is shorter than the cut.
      head(Math.max(body.length, delivery.bytes + 1))
      serverResponse.write(body.subarray(0, delivery.bytes), () => serverResponse.destroy())
      if (delivery.bytes === 0) serverResponse.flushHeaders()
      return
    case 'trickle':
      head(body.length)
      trickle(serverResponse, body, delivery.bytesPerSecond, tools.timers)
      return
    case 'wrong-length':
      head(Math.max(0, body.length + delivery.by))
      serverResponse.end(body)
  }
}

function trickle(serverResponse: ServerResponse, body: Buffer, bytesPerSecond: number, timers: Timers): void {
  const size = Math.max(1, Math.floor(bytesPerSecond / partsPerSecond))
  const pause = (1000 * size) / bytesPerSecond
  let sent = 0
  const next = () => {
    if (serverResponse.destroyed) return
    serverResponse.write(body.subarray(sent, sent + size))
    sent += size
    if (sent >= body.length) serverResponse.end()
    else timers.after(pause, next)
  }
  next()
}
