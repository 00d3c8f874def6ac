import {
  buildModelPositions,
  buildModelSummary,
  listInvestedAccounts,
  listModelAccounts,
} from '../advisor/model-views.ts'
import type { Model } from '../advisor/models.ts'
import { type ApiCall, isRecord, type Route, route } from '../http/define-route.ts'
import { createErrorWithoutStatus, type HttpResponse, json } from '../http/response.ts'
import { rejectInvalidAccount } from '../orders/order-handler.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { rejectInvalidParameter, rejectMissingParameter, withBody } from './request-parameters.ts'

type Body = Readonly<Record<string, unknown>>

const manyPositions = 1000

/**
 * Creates the routes of model portfolios, which are for advisers. The simulator serves these routes to every user.
 * Models are stored, but place no orders.
 */
export function createModelRoutes(state: SimulatorState): readonly Route[] {
  const { accounts, models, now } = state

  /** Creates a POST route with a response that repeats the number of the request. */
  function post(path: string, handle: (body: Body) => object): Route {
    return route('POST', `/fa/${path}`, 'session', (call: ApiCall) =>
      withBody(call, (body) => {
        const found = handle(body)
        return isHttpResponse(found) ? found : json({ ...found, reqID: Number(body['reqID'] ?? 0) })
      }),
    )
  }

  function forModel(then: (model: Model, body: Body) => object): (body: Body) => object {
    return (body) => {
      if (typeof body['model'] !== 'string') return rejectMissingParameter('model')
      const model = models.find(body['model'])
      return model === undefined
        ? createErrorWithoutStatus(500, `Model ${body['model']} doesn't exist`)
        : then(model, body)
    }
  }

  function save(body: Body): object {
    const { model, desc, isStatic, positionTargets, cashTargets } = body
    if (typeof model !== 'string' || model === '') return rejectMissingParameter('model')
    if (!Array.isArray(positionTargets)) return rejectMissingParameter('positionTargets')
    if (!Array.isArray(cashTargets)) return rejectMissingParameter('cashTargets')
    const saved = models.save({
      name: model,
      description: String(desc ?? model),
      isStatic: isStatic === true,
      // Use the field names of responses, because IBKR does not publish the names in requests.
      positions: positionTargets.filter(isRecord).map((target) => ({
        conid: Number(target['cid'] ?? target['conid']),
        share: Number(target['trgt'] ?? target['target'] ?? 0),
      })),
      cash: cashTargets.filter(isRecord).map((target) => ({
        currency: String(target['ccy'] ?? 'USD'),
        share: Number(target['trgt'] ?? target['target'] ?? 0),
      })),
    })
    return saved ? { success: true } : createErrorWithoutStatus(500, 'too many models')
  }

  function invest(model: Model, { accountList, reqID }: Body): object {
    if (!Array.isArray(accountList)) return rejectMissingParameter('accountList')
    for (const value of accountList as readonly unknown[]) {
      const accountId = isRecord(value) ? String(value['account']) : ''
      if (accounts.find(accountId) === undefined) return rejectInvalidAccount(accountId)
      const amount = isRecord(value) ? Number(value['amount'] ?? 0) || 0 : 0
      if (!models.invest(model.name, accountId, amount)) return createErrorWithoutStatus(500, 'too many transfers')
    }
    // Only this response contains the request number as a string.
    return json({ reqID: String(reqID ?? 0), subscriptionKey: null, subscriptionStatus: 0 })
  }

  function savePresets(body: Body): object {
    const before = models.presets()
    const changed = Object.entries(before).map(([name, value]) => {
      const next = body[name]
      return [name, typeof next === typeof value ? next : value]
    })
    models.setPresets({ ...before, ...Object.fromEntries(changed) })
    return { error: 'None', subscriptionStatus: 1, success: true }
  }

  return [
    post('fa-preset/get', () => ({ ...models.presets(), subscriptionStatus: 1 })),
    post('fa-preset/save', savePresets),
    post('model/list', () => ({
      baseCcy: 'USD',
      masterAccount: accounts.ids[0],
      models: models.all().map(buildModelSummary),
      subscriptionStatus: 1,
    })),
    post(
      'model/summary',
      forModel((model) => ({ ...buildModelSummary(model), subscriptionStatus: 1 })),
    ),
    post('model/save', save),
    post(
      'model/positions',
      forModel((model, body) => {
        const limit = Number(body['limit'] ?? manyPositions)
        if (!Number.isInteger(limit) || limit < 0) return rejectInvalidParameter('limit', body['limit'])
        const order = { field: String(body['sortField'] ?? 'cid'), direction: String(body['sortDirection']), limit }
        return { ...buildModelPositions(model, now(), order), subscriptionStatus: 1 }
      }),
    ),
    post(
      'model/accounts-details',
      forModel((model) => ({
        ...{ accountInfoList: listModelAccounts(state, model), baseCcyMaster: 'USD', model: model.name },
      })),
    ),
    post('model/invest-divest', forModel(invest)),
    post(
      'model/invest-divest-positions',
      forModel((model) => ({
        ...{ accountList: listInvestedAccounts(state, model), baseCcyMaster: 'USD', baseCcyMasterPrc: '0.01' },
        ...{ model: model.name, subscriptionStatus: 1 },
      })),
    ),
    post('model/submit-transfers', () => {
      models.submit()
      return { success: true }
    }),
  ]
}

function isHttpResponse(value: object): value is HttpResponse {
  return 'status' in value && 'contentType' in value
}
