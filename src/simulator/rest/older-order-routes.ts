import type { Call, Handler, Route } from '../http/call.ts'
import { invalidAccount } from '../orders/desk.ts'
import type { World } from '../world.ts'

/** Older spellings of placing and previewing, handed on to the present ones (`current`) in their form. */
export function olderOrderRoutes(world: World, current: readonly Route[]): readonly Route[] {
  const place = handlerOf(current, '/iserver/account/{accountId}/orders')
  const preview = handlerOf(current, '/iserver/account/{accountId}/orders/whatif')

  /** A group's orders go whole to its first account: nothing is allocated. */
  const placeForGroup: Handler = (call) => {
    const name = call.parameters['faGroup'] ?? ''
    const [first] = world.allocationGroups.find(name)?.members ?? []
    if (first === undefined) return invalidAccount(name)
    return place({ ...call, parameters: { accountId: first.accountId } })
  }

  const path = '/iserver/account/{accountId}/order'
  return [
    { methods: ['POST'], path, needs: 'accounts', answer: (call) => place(asList(call)) },
    { methods: ['POST'], path: `${path}/whatif`, needs: 'accounts', answer: (call) => preview(asList(call)) },
    { methods: ['POST'], path: '/iserver/account/orders/{faGroup}', needs: 'accounts', answer: placeForGroup },
  ]
}

/** One bare order as the list that the present calls take. */
function asList(call: Call): Call {
  if (call.body.kind !== 'json') return call
  return { ...call, body: { kind: 'json', value: { orders: [call.body.value] } } }
}

function handlerOf(routes: readonly Route[], path: string): Handler {
  const found = routes.find((route) => route.path === path && route.methods.includes('POST'))
  if (found === undefined) throw new Error(`No route POST ${path} to hand older calls on to`)
  return found.answer
}
