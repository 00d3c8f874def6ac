import { text } from '../http/answer.ts'
import type { Route } from '../http/call.ts'
import { parameterMissing, withBody } from './required.ts'

const required = ['orderId', 'reqId', 'text']

/** The answer to a prompt of the server. The simulator sends none, so every well-formed answer is as good as another. */
export function notificationRoutes(): readonly Route[] {
  return [
    {
      methods: ['POST'],
      path: '/iserver/notification',
      needs: 'brokerage',
      answer: (call) =>
        withBody(call, (body) => {
          const missing = required.find((name) => body[name] === undefined)
          return missing === undefined ? text('Success') : parameterMissing(missing)
        }),
    },
  ]
}
