import type { ServerResponse } from 'node:http'
import type { Timers } from '../clock.ts'
import { buildHeaders, type HttpResponse, type ResponseHeaderValues } from '../http/response.ts'
import type { ResponseDelivery } from './request-faults.ts'

const partsPerSecond = 10

/** Actions on the whole server that faults can cause. */
export interface ServerFaultActions {
  /** Stops the server for this number of seconds. */
  restart(seconds: number): void
  setClockSkew(seconds: number): void
}

/** Server actions that a faulty delivery needs. */
export interface FaultyDeliveryActions extends ServerFaultActions {
  readonly timers: Timers
  /** Resets the TCP connection of a response. */
  reset(serverResponse: ServerResponse): void
  /** Stops reading from the connection of a response. */
  freeze(serverResponse: ServerResponse): void
}

/** Sends a response as the faults require. `body` is the complete body, possibly damaged. */
export function deliverResponse(
  serverResponse: ServerResponse,
  delivery: ResponseDelivery,
  {
    response,
    body,
    headerValues,
  }: { readonly response: HttpResponse; readonly body: Buffer; readonly headerValues: ResponseHeaderValues },
  tools: FaultyDeliveryActions,
): void {
  const head = (length: number) =>
    serverResponse.writeHead(response.status, buildHeaders(response, length, headerValues))
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
      // State the length of the whole body, or more if the body is shorter than the cut.
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
