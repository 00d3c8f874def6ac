import { anyJson, choice, flag, group, list, objectOf } from '../fields.ts'
import type { DetailsById } from '../operation-details.ts'
import { applicationShape } from './application/application-shapes.ts'
import { documentFields } from './document-fields.ts'

const object = { kind: 'object' } as const

/** Bodies and answers of opening and changing accounts. */
export const managementAccountDetails: DetailsById = {
  'management.application': { answer: object },
  'management.create-account': {
    body: { kind: 'jwt', shape: applicationShape('ApplicationPayload') },
    answer: object,
  },
  'management.update-account': {
    body: {
      kind: 'jwt',
      shape: applicationShape('AccountManagementRequestsPayload'),
    },
    answer: object,
  },
  'management.documents': {
    body: {
      kind: 'jwt',
      shape: objectOf(
        group('processDocuments', 'The documents.', [
          list('documents', 'One row per document.', objectOf(...documentFields)),
          choice('inputLanguage', 'Language that the papers are written in.', [
            ...['en', 'zh-Hans', 'ja', 'ru', 'fr', 'pt', 'es', 'it', 'ar-AE', 'de', 'he-IL', 'hu'],
          ]),
          flag('translation', 'The papers have been translated.'),
        ]),
      ),
    },
    answer: object,
  },
  'management.login-messages': { answer: { kind: 'object', rows: 'loginMessages' } },
  'management.statuses': { answer: { kind: 'object', rows: 'accounts' } },
  'management.details': { answer: object },
  'management.identity-check': { answer: object },
  'management.account-login-messages': { answer: { kind: 'object', rows: 'loginMessages' } },
  'management.status': { answer: object },
  'management.change-status': { body: { kind: 'jwt', shape: anyJson }, answer: object },
  'management.tasks': { answer: object },
  'management.assign-tasks': { body: { kind: 'jwt', shape: anyJson }, answer: { kind: 'objects' } },
  'management.update-tasks': { body: { kind: 'jwt', shape: anyJson }, answer: { kind: 'objects' } },
}
