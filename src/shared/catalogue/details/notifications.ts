import { flag, jsonBody, objectOf, text } from '../fields.ts'
import type { DetailsById } from '../operation-details.ts'

/** Bodies and answers of the notifications. */
export const notificationDetails: DetailsById = {
  'notifications.unread': { answer: { kind: 'object' } },
  'notifications.list': { answer: { kind: 'objects' } },
  'notifications.mark-read': { answer: { kind: 'object' } },
  'notifications.settings': { answer: { kind: 'objects' } },
  'notifications.change-setting': {
    body: jsonBody(objectOf(flag('enabled!', 'Whether notifications of this kind are sent.'))),
    answer: { kind: 'object' },
  },
  'notifications.disclaimer': { answer: { kind: 'object' } },
  'notifications.accept-disclaimer': { answer: { kind: 'object' } },
  'notifications.delivery': { answer: { kind: 'object', rows: 'E' } },
  'notifications.delivery-email': { answer: { kind: 'object' } },
  'notifications.delivery-device': {
    body: jsonBody(
      objectOf(
        text('deviceName!', 'Name of the device for people.', { example: 'My phone' }),
        text('deviceId!', 'Id of the device, as the delivery options list it.'),
        text('uiName!', 'Name under which the settings show it.'),
        flag('enabled!', 'Whether notifications go to it.'),
      ),
    ),
    answer: { kind: 'object' },
  },
  'notifications.delete-device': { answer: { kind: 'empty' } },
}
