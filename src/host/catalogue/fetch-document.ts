import { HostError } from '../host-error.ts'
import type { SessionService } from '../session/session-service.ts'
import { upstreamError } from '../upstream/upstream-error.ts'

/** Bytes of a document and where they are from, in words. */
export type DocumentSource = (signal: AbortSignal) => Promise<{ readonly name: string; readonly bytes: Uint8Array }>

/** Where IBKR serves its own document; a gateway does not. */
const PATH = '/gw/api/v3/api-docs'

/** Asks the connected server for its document. */
export function documentOfServer(session: SessionService): DocumentSource {
  return async (signal) => {
    let response: Awaited<ReturnType<typeof ask>>
    try {
      response = await ask()
    } catch (error) {
      throw upstreamError(error, false)
    }
    if (response.status === 200) return { name: response.url, bytes: response.body }
    throw new HostError(
      'upstream',
      `The server answers ${response.status} to ${PATH}. A gateway does not serve it: take the document from a file instead.`,
      { detail: { status: response.status } },
    )

    function ask() {
      return session.require().request({ path: PATH, raw: true, signal }, { safe: true })
    }
  }
}
