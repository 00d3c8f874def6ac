import { json, notFoundPage } from './answer.ts'
import { type Door, judged } from './door.ts'

/** Where IBKR serves the OpenAPI document of its own API: to anybody, without a login. */
const path = '/gw/api/v3/api-docs'

/** Serves the document that the simulator was started with. */
export function createDocumentDoor(document: (() => Promise<unknown>) | undefined): Door {
  return (request) => {
    if (request.path !== path) return undefined
    if (document === undefined || request.method !== 'GET') return judged(notFoundPage(), 'not-required')
    return document().then((value) => judged(json(value), 'not-required'))
  }
}
