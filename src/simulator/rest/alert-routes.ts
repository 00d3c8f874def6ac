import { readAlert } from '../alerts/alert-input.ts'
import { buildAlertDetails, buildAlertEntry } from '../alerts/alert-view.ts'
import { type ApiCall, type Route, route } from '../http/define-route.ts'
import {
  createAccessDeniedPage,
  createErrorWithoutStatus,
  createIserverError,
  type HttpResponse,
  json,
} from '../http/response.ts'
import { rejectInvalidAccount } from '../orders/order-handler.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { withBody } from './request-parameters.ts'

/**
 * Creates the routes of alerts: read, change, activate and delete, and create if `alertOperators` allows it. Alerts
 * never trigger.
 */
export function createAlertRoutes(state: SimulatorState): readonly Route[] {
  const { accounts, alerts } = state

  function forAccount(call: ApiCall, then: (accountId: string) => HttpResponse): HttpResponse {
    const accountId = call.parameters['accountId'] ?? ''
    return accounts.find(accountId) === undefined ? rejectInvalidAccount(accountId) : then(accountId)
  }

  function save(call: ApiCall): HttpResponse {
    return forAccount(call, (accountId) =>
      withBody(call, (body) => {
        // IBKR's edge rejects these characters anywhere in the body, even within a name.
        if (state.alertOperators === 'refused' && /[<>!]=/.test(JSON.stringify(body))) return createAccessDeniedPage()
        const input = readAlert(body)
        if (input.kind === 'refused') return input.response
        const { orderId } = body
        if (orderId === undefined || orderId === null) {
          const alert = alerts.create(accountId, input.draft)
          return alert === undefined ? createErrorWithoutStatus(500, 'too many alerts') : saved(alert.orderId)
        }
        const change = alerts.modify(Number(orderId), input.draft)
        if (change.kind === 'name-changed') return createErrorWithoutStatus(500, 'Alert name cannot be modified')
        return change.kind === 'unknown' ? unknownAlert(orderId) : saved(change.alert.orderId)
      }),
    )
  }

  function activate(call: ApiCall): HttpResponse {
    return forAccount(call, () =>
      withBody(call, ({ alertId, alertActive }) => {
        const active = Number(alertActive)
        const known = (active === 0 || active === 1) && alerts.activate(Number(alertId), active === 1)
        return known ? submitted(Number(alertId)) : createIserverError(503, 'Service Unavailable')
      }),
    )
  }

  function remove(call: ApiCall): HttpResponse {
    return forAccount(call, (accountId) => {
      const alertId = call.parameters['alertId'] ?? ''
      if (alertId === '0') {
        // Without any alerts to delete, IBKR's backend times out.
        if (alerts.of(accountId).length === 0) return createIserverError(503, 'Service Unavailable')
        alerts.removeAll(accountId)
      } else if (!alerts.remove(Number(alertId))) {
        return createErrorWithoutStatus(500, `failed to delete alert: Alert ${alertId} doesn't exist`)
      }
      return submitted(Number(alertId))
    })
  }

  function details(call: ApiCall): HttpResponse {
    if (call.query.get('type') !== 'Q') return createIserverError(400, 'Bad Request: orderId and type are required')
    const alert = alerts.find(Number(call.parameters['alertId']))
    return alert === undefined ? unknownAlert(call.parameters['alertId']) : json(buildAlertDetails(alert))
  }

  return [
    route('POST', '/iserver/account/{accountId}/alert', 'brokerage', save),
    route('POST', '/iserver/account/{accountId}/alert/activate', 'brokerage', activate),
    route('DELETE', '/iserver/account/{accountId}/alert/{alertId}', 'brokerage', remove),
    route('GET', '/iserver/account/alert/{alertId}', 'brokerage', details),
    route('GET', '/iserver/account/{accountId}/alerts', 'brokerage', (call) =>
      forAccount(call, (accountId) => json(alerts.of(accountId).map(buildAlertEntry))),
    ),
    route('GET', '/iserver/account/mta', 'brokerage', () =>
      json(buildAlertDetails(alerts.mobile(state.observedOnce.has('mobile-alert-ids')))),
    ),
  ]
}

function saved(orderId: number): HttpResponse {
  return json({
    ...{ request_id: null, order_id: orderId, success: true, text: 'Submitted' },
    ...{ order_status: null, warning_message: null },
  })
}

function submitted(orderId: number): HttpResponse {
  return json({ request_id: null, order_id: orderId, success: true, text: 'Request was submitted', failure_list: null })
}

function unknownAlert(id: unknown): HttpResponse {
  return createErrorWithoutStatus(200, `Alert with order ID=${String(id)} not found.`)
}
