import type { IncomingHttpHeaders } from 'node:http'
import type { Dispatcher } from 'undici'

/** Headers that describe encoded bytes. They are removed, because `fetch` decodes a response. */
const WIRE_HEADERS = ['content-encoding', 'content-length', 'transfer-encoding']

/**
 * Creates a dispatcher that sends with the caller's `fetch`. It follows no redirects, as the client's own dispatcher.
 */
export function createFetchDispatcher(send: typeof fetch): Dispatcher {
  const dispatch = (options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean => {
    const controller = new FetchController()
    handler.onRequestStart?.(controller, undefined)
    if (controller.aborted) return true
    exchange(send, options, handler, controller).catch((error: unknown) =>
      handler.onResponseError?.(controller, causeOf(error)),
    )
    return true
  }
  return { dispatch } as Dispatcher
}

async function exchange(
  send: typeof fetch,
  options: Dispatcher.DispatchOptions,
  handler: Dispatcher.DispatchHandler,
  controller: FetchController,
): Promise<void> {
  const { body, headers, method, origin, path } = options
  const response = await send(`${origin}${path}`, {
    method,
    headers: headers as Record<string, string>,
    body: body as string | Uint8Array<ArrayBuffer> | null,
    redirect: 'manual',
    signal: controller.signal,
  })
  handler.onResponseStart?.(controller, response.status, headersOf(response.headers), response.statusText)
  for await (const chunk of response.body ?? []) {
    handler.onResponseData?.(controller, Buffer.from(chunk))
    await controller.resumed()
  }
  handler.onResponseEnd?.(controller, {})
}

/** Returns the original error, which Node's `fetch` wraps. */
function causeOf(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error))
  return error.cause instanceof Error ? error.cause : error
}

function headersOf(headers: Headers): IncomingHttpHeaders {
  const cookies = headers.getSetCookie()
  const plain = [...headers].filter(([name]) => name !== 'set-cookie' && !WIRE_HEADERS.includes(name))
  return { ...Object.fromEntries(plain), ...(cookies.length > 0 && { 'set-cookie': cookies }) }
}

class FetchController implements Dispatcher.DispatchController {
  readonly #abort = new AbortController()
  #resumed: Promise<void> | undefined
  #resume: () => void = () => undefined

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  get aborted(): boolean {
    return this.#abort.signal.aborted
  }

  get reason(): Error | null {
    return this.aborted ? this.#abort.signal.reason : null
  }

  get paused(): boolean {
    return this.#resumed !== undefined
  }

  abort(reason: Error): void {
    this.resume()
    this.#abort.abort(reason)
  }

  pause(): void {
    this.#resumed ??= new Promise((resolve) => {
      this.#resume = resolve
    })
  }

  resume(): void {
    this.#resume()
    this.#resumed = undefined
  }

  /** Resolves when the reader accepts more data. */
  resumed(): Promise<void> {
    return this.#resumed ?? Promise.resolve()
  }
}
