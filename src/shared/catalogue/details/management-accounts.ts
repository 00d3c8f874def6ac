import { anyJsonShape, choice, flag, group, list, objectOf } from '../define-fields.ts'
import type { DetailsById } from '../operation-details.ts'
import { buildApplicationShape } from './account-application/application-shapes.ts'
import { signedDocumentFields } from './signed-document-fields.ts'

const object = { kind: 'object' } as const

/** Bodies and responses of the operations that open and change accounts. */
export const managementAccountDetails: DetailsById = {
  'management.application': { response: object },
  'management.create-account': {
    body: { kind: 'jwt', shape: buildApplicationShape('ApplicationPayload') },
    response: object,
  },
  'management.update-account': {
    body: {
      kind: 'jwt',
      shape: buildApplicationShape('AccountManagementRequestsPayload'),
    },
    response: object,
  },
  'management.documents': {
    body: {
      kind: 'jwt',
      shape: objectOf(
        group('processDocuments', 'The documents.', [
          list('documents', 'One row per document.', objectOf(...signedDocumentFields)),
          choice('inputLanguage', 'Language of the documents.', [
            ...['en', 'zh-Hans', 'ja', 'ru', 'fr', 'pt', 'es', 'it', 'ar-AE', 'de', 'he-IL', 'hu'],
          ]),
          flag('translation', 'Whether the documents were translated.'),
        ]),
      ),
    },
    response: object,
  },
  'management.login-messages': { response: { kind: 'object', rows: 'loginMessages' } },
  'management.statuses': { response: { kind: 'object', rows: 'accounts' } },
  'management.details': { response: object },
  'management.identity-check': { response: object },
  'management.account-login-messages': { response: { kind: 'object', rows: 'loginMessages' } },
  'management.status': { response: object },
  'management.change-status': { body: { kind: 'jwt', shape: anyJsonShape }, response: object },
  'management.tasks': { response: object },
  'management.assign-tasks': { body: { kind: 'jwt', shape: anyJsonShape }, response: { kind: 'objects' } },
  'management.update-tasks': { body: { kind: 'jwt', shape: anyJsonShape }, response: { kind: 'objects' } },
}
