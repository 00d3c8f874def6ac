import { text } from '../http/answer.ts'
import type { Route } from '../http/call.ts'
import type { World } from '../world.ts'
import { parameterMissing, withBody } from './required.ts'

const required = ['orderId', 'reqId', 'text']

/**
 * Answers to the prompts of the server. A prompt of a rejected order lets it go or ends it; to any other well-formed answer
 * the simulator says the same as to a prompt that asked for nothing.
 */
export function notificationRoutes(world: World): readonly Route[] {
  return [
    {
      methods: ['POST'],
      path: '/iserver/notification',
      needs: 'brokerage',
      answer: (call) =>
        withBody(call, (body) => {
          const missing = required.find((name) => body[name] === undefined)
          if (missing !== undefined) return parameterMissing(missing)
          const answered = world.desk.prompts.answer(
            Number(body['orderId']),
            String(body['reqId']),
            String(body['text']),
          )
          return text(answered ? 'Request was submitted' : 'Success')
        }),
    },
  ]
}
