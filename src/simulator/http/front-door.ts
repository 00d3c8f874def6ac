import { unmet } from '../preconditions.ts'
import type { World } from '../world.ts'
import { accessDeniedPage, empty, notFoundPage } from './answer.ts'
import { type Door, judged as judgedAs } from './door.ts'
import type { Gatekeeper } from './gatekeeper.ts'
import { type JudgedAnswer, type RawRequest, unknownPath } from './request-handler.ts'
import type { Router } from './router.ts'
import { signableUrls } from './signable-urls.ts'

const prefix = '/v1/api'

/** The way of a request through the layers: edge, gatekeeper, routes with their preconditions. */
export function createFrontDoor(settings: {
  readonly world: World
  readonly gatekeeper: Gatekeeper
  readonly router: Router
  /** Origins under which this server is known, such as `https://127.0.0.1:4000`. */
  readonly origins: () => readonly string[]
  readonly scheme: 'http' | 'https'
  /** Tried in order before the API. */
  readonly doors: readonly Door[]
  /** Told of every request that was let in. */
  readonly heard: () => void
}): (request: RawRequest) => Promise<JudgedAnswer> {
  const { world, gatekeeper, router } = settings
  return async (request) => {
    const edge = edgeRefusal(world, request)
    if (edge !== undefined) return edge
    for (const door of settings.doors) {
      const answered = door(request)
      if (answered !== undefined) return await answered
    }
    if (!request.path.startsWith(`${prefix}/`)) return unknownPath()
    const path = request.path.slice(prefix.length)
    const admission = gatekeeper.admit({
      method: request.method,
      path,
      urls: signableUrls(request, settings.scheme, settings.origins()),
      query: request.query,
      formPairs: request.body.kind === 'form' ? [...request.body.pairs] : [],
      authorization: request.headers.authorization,
    })
    if (admission.kind === 'answered') return admission
    settings.heard()
    const { verification, queryPractice } = admission
    const judged = (answer: JudgedAnswer['answer']) => ({ answer, verification, queryPractice })
    const found = router(request.method, path)
    if (found === undefined) return judged(notFoundPage())
    const refusal = unmet(world, found.route.needs, path)
    if (refusal !== undefined) return judged(refusal)
    if (world.repliesVoidedBy === 'any-call' && !path.startsWith('/iserver/reply/')) world.desk.forgetQuestions()
    const query = new URLSearchParams(request.query)
    const call = { method: request.method, path, parameters: found.parameters, query, body: request.body }
    return judged(await found.route.answer(call))
  }
}

/** api.ibkr.com sits behind an edge that wants a User-Agent, and a Content-Length on every POST; the gateway does not. */
function edgeRefusal(world: World, request: RawRequest): JudgedAnswer | undefined {
  if (world.mode === 'gateway') return undefined
  const refuse = (answer: JudgedAnswer['answer']) => judgedAs(answer, 'refused-by-edge')
  if (!request.headers['user-agent']) return refuse(accessDeniedPage())
  const sized = request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined
  return request.method === 'POST' && !sized ? refuse(empty(411)) : undefined
}
