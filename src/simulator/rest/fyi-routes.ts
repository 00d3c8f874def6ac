import { type FyiNotification, notificationTypecodes } from '../fyi-notifications.ts'
import { type ApiCall, type CallHandler, type Route, readRequestField, route } from '../http/define-route.ts'
import { createEmptyResponse, createNotFoundPage, type HttpResponse, json } from '../http/response.ts'
import type { SimulatorState } from '../simulator-state.ts'
import { rejectInvalidParameter, rejectMissingParameter, splitCommaList, withBody } from './request-parameters.ts'

const maxNotifications = 10

/** Creates the routes of notifications (FYI), their settings and devices. They need no brokerage session. */
export function createFyiRoutes(state: SimulatorState): readonly Route[] {
  const { fyi, session } = state

  /**
   * Wraps a handler: the first call of a session starts the FYI service, and two of the calls are rejected before that.
   */
  function withService(handler: CallHandler, coldStatus: 200 | 423 | 503 = 200): CallHandler {
    return async (call) => {
      const response = await handler(call)
      const warmUps = session.warmUps()
      const cold = !warmUps.notificationsWarm
      if (response.status === 200) warmUps.notificationsWarm = true
      return cold && coldStatus !== 200 && response.status === 200
        ? json({ status: 'waiting for reply' }, coldStatus)
        : response
    }
  }

  function notifications({ query }: ApiCall): HttpResponse {
    const max = Number(query.get('max'))
    if (!query.has('max')) return rejectMissingParameter('max')
    if (!Number.isInteger(max) || max < 1) return rejectInvalidParameter('max', query.get('max'))
    const include = splitCommaList(query.get('include'))
    const exclude = splitCommaList(query.get('exclude'))
    const wanted = fyi
      .notifications()
      .filter(({ typecode }) => include.length === 0 || include.includes(typecode))
      .filter(({ typecode }) => !exclude.includes(typecode))
    return json(page(wanted, query.get('id'), max))
  }

  function device(call: ApiCall): HttpResponse {
    return withBody(call, ({ deviceId, deviceName, uiName, enabled }) => {
      if (typeof deviceId !== 'string' || deviceId === '') return rejectMissingParameter('deviceId')
      const name = String(deviceName ?? '')
      fyi.saveDevice({ id: deviceId, name, uiName: String(uiName ?? name), enabled: enabled === true })
      return acknowledged()
    })
  }

  function marked(call: ApiCall): HttpResponse {
    const found = fyi.markRead(call.parameters['notificationId'] ?? '')
    return found === undefined ? acknowledged() : json({ V: 1, T: 5, P: { R: 1, ID: found.id } })
  }

  const typecodeOf = (call: ApiCall) => call.parameters['typecode'] ?? ''

  return [
    route(
      'GET',
      '/fyi/unreadnumber',
      'session',
      withService(() => json({ BN: fyi.notifications().filter(({ read }) => !read).length }), 423),
    ),
    route(
      'GET',
      '/fyi/settings',
      'session',
      withService(() => json(settingsView(state))),
    ),
    route('POST', '/fyi/settings/{typecode}', 'session', (call) => {
      const enabled = readRequestField(call, 'enabled')
      if (enabled === undefined) return rejectMissingParameter('enabled')
      fyi.change(typecodeOf(call), { enabled: enabled === true || enabled === 'true' })
      return acknowledged()
    }),
    route('GET', '/fyi/disclaimer/{typecode}', 'session', (call) =>
      json({ FC: typecodeOf(call), DT: disclaimerOf(typecodeOf(call)) }),
    ),
    route('PUT', '/fyi/disclaimer/{typecode}', 'session', (call) => {
      fyi.change(typecodeOf(call), { disclaimerRead: true })
      return acknowledged()
    }),
    route(
      'GET',
      '/fyi/deliveryoptions',
      'session',
      withService(() => {
        const devices = fyi.devices().map(({ id, name, uiName, enabled }) => ({
          ...{ NM: name, I: id, UI: uiName, A: enabled ? 1 : 0 },
        }))
        return json({ E: devices, M: fyi.email() ? 1 : 0 })
      }),
    ),
    route('PUT', '/fyi/deliveryoptions/email', 'session', (call) => {
      const enabled = call.query.get('enabled')
      if (enabled === null) return rejectMissingParameter('enabled')
      fyi.setEmail(enabled === 'true')
      return acknowledged()
    }),
    route('POST', '/fyi/deliveryoptions/device', 'session', device),
    route('DELETE', '/fyi/deliveryoptions/{deviceId}', 'session', (call) =>
      fyi.removeDevice(call.parameters['deviceId'] ?? '') ? createEmptyResponse(200) : createNotFoundPage(),
    ),
    route('GET', '/fyi/notifications', 'session', withService(notifications, 503)),
    route('GET', '/fyi/notifications/more', 'session', ({ query }) => {
      if (!query.has('id')) return rejectMissingParameter('id')
      return json(page(fyi.notifications(), query.get('id'), maxNotifications))
    }),
    route('PUT', '/fyi/notifications/{notificationId}', 'session', marked),
  ]
}

/** Returns the notifications after the given one, or the newest notifications if `after` is null. */
function page(all: readonly FyiNotification[], after: string | null, max: number): readonly object[] {
  const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1
  return all.slice(start, start + Math.min(max, maxNotifications)).map(({ id, typecode, at, title, text, read }) => ({
    ...{ R: read ? 1 : 0, D: `${Math.floor(at / 1000)}.0`, MS: title, MD: text, ID: id, HT: 0, FC: typecode },
  }))
}

function settingsView({ fyi }: SimulatorState): readonly object[] {
  return [...fyi.settings].map(([code, { enabled, disclaimerRead }]) => {
    const name = notificationTypecodes.get(code) ?? code
    return { FC: code, H: disclaimerRead ? 1 : 0, A: enabled ? 1 : 0, FD: `Tell me about: ${name}.`, FN: name }
  })
}

/** Returns the disclaimer of a typecode, empty for an unknown typecode. */
function disclaimerOf(typecode: string): string {
  const name = notificationTypecodes.get(typecode)
  return name === undefined ? '' : `Notifications of the kind ${name} are for information only.`
}

/** Returns the response to every change, even for an unknown typecode or notification. */
function acknowledged(): HttpResponse {
  return json({ V: 1, T: 10 })
}
