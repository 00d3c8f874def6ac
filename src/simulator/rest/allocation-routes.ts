import { calculateAccountValue } from '../account/valuation.ts'
import { type AllocationGroup, allocationMethods } from '../advisor/allocation-groups.ts'
import { type ApiCall, isRecord, type Route, route } from '../http/define-route.ts'
import { createErrorWithoutStatus, type HttpResponse, json } from '../http/response.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { rejectInvalidParameter, rejectMissingParameter, withBody } from './request-parameters.ts'

const switches = [
  ...['group_auto_close_positions', 'profiles_auto_close_positions', 'strict_credit_check'],
  'group_proportional_allocation',
] as const

/**
 * Creates the routes of allocation groups, which are for advisers. The simulator serves these routes to every user,
 * with the user's accounts.
 */
export function createAllocationRoutes(state: SimulatorState): readonly Route[] {
  const { accounts, allocationGroups: groups } = state
  const done = () => json({ success: true })

  function subAccounts(): HttpResponse {
    const found = accounts.ids.map((name) => {
      const ledger = accounts.find(name)
      const value = ledger && calculateAccountValue(ledger, state.market)
      return {
        data: [
          { value: (value?.netLiquidation ?? 0).toFixed(2), key: 'NetLiquidation' },
          { value: (value?.availableFunds ?? 0).toFixed(2), key: 'AvailableEquity' },
        ],
        name,
      }
    })
    return json({ accounts: found })
  }

  function save(call: ApiCall): HttpResponse {
    return withBody(call, (body) => {
      const group = readGroup(body, accounts.ids)
      if ('status' in group) return group
      if (call.method === 'POST') {
        if (groups.find(group.name) !== undefined)
          return createErrorWithoutStatus(500, `Group ${group.name} already exists`)
        return groups.save(group) ? done() : createErrorWithoutStatus(500, 'too many groups')
      }
      const previous = String(body['prev_name'] ?? group.name)
      if (groups.find(previous) === undefined) return unknownGroup(previous)
      groups.save(group, previous)
      return done()
    })
  }

  function forGroup(call: ApiCall, then: (group: AllocationGroup) => HttpResponse): HttpResponse {
    return withBody(call, ({ name }) => {
      if (typeof name !== 'string' || name === '') return rejectMissingParameter('name')
      const group = groups.find(name)
      return group === undefined ? unknownGroup(name) : then(group)
    })
  }

  function setPresets(call: ApiCall): HttpResponse {
    return withBody(call, (body) => {
      const before = groups.presets()
      const method = body['default_method_for_all'] ?? before.default_method_for_all
      const methods: readonly unknown[] = ['AvailableEquity', ...allocationMethods]
      if (!methods.includes(method)) return rejectInvalidParameter('default_method_for_all', method)
      const flags = switches.map((name) => [name, typeof body[name] === 'boolean' ? body[name] : before[name]])
      groups.setPresets({ ...before, ...Object.fromEntries(flags), default_method_for_all: String(method) })
      return done()
    })
  }

  const path = '/iserver/account/allocation'
  return [
    route('GET', `${path}/accounts`, 'brokerage', subAccounts),
    route('GET', `${path}/group`, 'brokerage', () =>
      json({
        data: groups.all().map(({ name, method, members }) => ({
          ...{ allocation_method: method, size: members.length, name },
        })),
      }),
    ),
    route(['POST', 'PUT'], `${path}/group`, 'brokerage', save),
    route('POST', `${path}/group/single`, 'brokerage', (call) =>
      forGroup(call, ({ name, method, members }) => {
        const listed = members.map(({ accountId, amount }) => ({ name: accountId, ...(amount && { amount }) }))
        return json({ name, accounts: listed, default_method: method })
      }),
    ),
    route('POST', `${path}/group/delete`, 'brokerage', (call) =>
      forGroup(call, ({ name }) => {
        groups.remove(name)
        return done()
      }),
    ),
    route('GET', `${path}/presets`, 'brokerage', () => json(groups.presets())),
    route('POST', `${path}/presets`, 'brokerage', setPresets),
  ]
}

function readGroup(body: Readonly<Record<string, unknown>>, own: readonly string[]): AllocationGroup | HttpResponse {
  const { name, accounts } = body
  if (typeof name !== 'string' || name === '') return rejectMissingParameter('name')
  const method = allocationMethods.find((each) => each === body['default_method'])
  if (method === undefined) return rejectInvalidParameter('default_method', body['default_method'])
  if (!Array.isArray(accounts) || accounts.length === 0) return rejectMissingParameter('accounts')
  const members: AllocationGroup['members'][number][] = []
  for (const value of accounts as readonly unknown[]) {
    const accountId = isRecord(value) ? String(value['name']) : String(value)
    if (!own.includes(accountId)) return rejectInvalidParameter('accounts', accountId)
    const amount = isRecord(value) && value['amount'] !== undefined ? Number(value['amount']) : undefined
    members.push({ accountId, amount })
  }
  return { name, method, members }
}

function unknownGroup(name: string): HttpResponse {
  return createErrorWithoutStatus(500, `Group ${name} doesn't exist`)
}
