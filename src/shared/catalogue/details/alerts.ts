import { choice, flag, integer, jsonBody, list, objectOf, text } from '../define-fields.ts'
import type { DetailsById } from '../operation-details.ts'
import type { Field } from '../shape.ts'

const yesOrNo = { values: [0, 1], meanings: { 0: 'no', 1: 'yes' } }

const condition: readonly Field[] = [
  integer('type!', 'Watched value.', {
    values: [1, 3, 4, 5, 6, 7, 8, 9],
    meanings: {
      1: 'price',
      3: 'time',
      4: 'margin',
      5: 'trade',
      6: 'volume',
      7: 'market, of the mobile assistant',
      8: 'position, of the mobile assistant',
      9: 'daily profit and loss, of the mobile assistant',
    },
  }),
  text('conidex!', 'Watched contract and exchange.', { format: 'conidex', example: '265598@SMART' }),
  choice('operator!', 'Comparison with the value. A filter in front of IBKR rejects both operators.', ['>=', '<=']),
  text('triggerMethod!', 'Price method; 0 is the default.', { default: '0', example: '0' }),
  text('value!', 'Threshold, as text.', { example: '200' }),
  choice('logicBind!', 'Operator between this condition and the next one.', ['a', 'o', 'n'], {
    meanings: { a: 'and', o: 'or', n: 'last condition' },
    example: 'n',
  }),
  text('timeZone', 'Time zone of a condition on time, such as US/Eastern.', { when: { field: 'type', is: [3] } }),
]

/** Bodies and responses of the alert operations. */
export const alertDetails: DetailsById = {
  'alerts.list': { response: { kind: 'objects' } },
  'alerts.read': { response: { kind: 'object', rows: 'conditions' } },
  'alerts.mobile': { response: { kind: 'object', rows: 'conditions' } },
  'alerts.save': {
    body: jsonBody(
      objectOf(
        integer('orderId', 'Id of the alert to change. Omit it for a new one.', { format: 'alertId' }),
        text('alertName!', 'Name of the alert; it cannot change later.'),
        text('alertMessage!', 'Text of the notification.'),
        integer('alertRepeatable!', 'Whether the alert can trigger more than once.', yesOrNo),
        text('email', 'Email address for notifications.', { format: 'email' }),
        text('expireTime', 'Expiry of the alert.', {
          format: 'date-time',
          time: 'YYYYMMDD-HH:mm:ss',
          required: true,
          when: { field: 'tif', is: ['GTD'] },
        }),
        integer('iTWSOrdersOnly', 'Show the alert only in TWS.', yesOrNo),
        integer('outsideRth!', 'Also trigger outside regular trading hours.', yesOrNo),
        integer('sendMessage', 'Send an email when the alert triggers.', yesOrNo),
        integer('showPopup', 'Show a window in TWS when the alert triggers.', yesOrNo),
        choice('tif!', 'Time in force of the alert.', ['GTC', 'GTD'], {
          meanings: { GTC: 'until it is deleted', GTD: 'until a date-time' },
        }),
        list('conditions!', 'Conditions that trigger the alert.', objectOf(...condition), { minimumItems: 1 }),
      ),
    ),
    response: { kind: 'object' },
  },
  'alerts.activate': {
    body: jsonBody(
      objectOf(
        integer('alertId!', 'Id of the alert; 0 means all of them.', { format: 'alertId' }),
        integer('alertActive!', 'Whether the alert is active.', { values: [1, 0], meanings: { 0: 'off', 1: 'on' } }),
      ),
    ),
    response: { kind: 'object' },
  },
  'alerts.delete': { body: jsonBody(objectOf()), response: { kind: 'object' } },
}

/** Bodies and responses of the notification operations. */
export const notificationDetails: DetailsById = {
  'notifications.unread': { response: { kind: 'object' } },
  'notifications.list': { response: { kind: 'objects' } },
  'notifications.mark-read': { response: { kind: 'object' } },
  'notifications.settings': { response: { kind: 'objects' } },
  'notifications.change-setting': {
    body: jsonBody(objectOf(flag('enabled!', 'Whether notifications of this type are sent.'))),
    response: { kind: 'object' },
  },
  'notifications.disclaimer': { response: { kind: 'object' } },
  'notifications.accept-disclaimer': { response: { kind: 'object' } },
  'notifications.delivery': { response: { kind: 'object', rows: 'E' } },
  'notifications.delivery-email': { response: { kind: 'object' } },
  'notifications.delivery-device': {
    body: jsonBody(
      objectOf(
        text('deviceName!', 'Display name of the device.', { example: 'My phone' }),
        text('deviceId!', 'Device id, from the delivery options.'),
        text('uiName!', 'Name shown in the settings.'),
        flag('enabled!', 'Whether the device receives notifications.'),
      ),
    ),
    response: { kind: 'object' },
  },
  'notifications.delete-device': { response: { kind: 'empty' } },
}

/** Bodies and responses of the watchlist operations. */
export const watchlistDetails: DetailsById = {
  'watchlists.list': { response: { kind: 'object', rows: 'data.user_lists' } },
  'watchlists.read': { response: { kind: 'object', rows: 'instruments' } },
  'watchlists.save': {
    body: jsonBody(
      objectOf(
        text('id!', 'Your own number for the list; an id in use is overwritten.', {
          pattern: '[0-9]+',
          example: '1234',
        }),
        text('name!', 'Name as TWS and the portal show it.', { example: 'My list' }),
        list(
          'rows!',
          'The rows from top to bottom. A contract may occur only once.',
          objectOf(
            integer('C', 'Contract id of the row.', { format: 'conid' }),
            text('H', 'Empty text: a blank row instead of a contract.'),
          ),
        ),
      ),
    ),
    response: { kind: 'object', rows: 'instruments' },
  },
  'watchlists.delete': { response: { kind: 'object' } },
}
