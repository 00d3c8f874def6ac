import { anyJson, objectOf, text } from '../fields.ts'
import type { DetailsById } from '../operation-details.ts'

const object = { kind: 'object' } as const

/** Bodies and answers of codes, forms, requests and echoes. */
export const managementUtilityDetails: DetailsById = {
  'utilities.enumerations': { answer: object },
  'utilities.brokers': { answer: { kind: 'object', rows: 'brokers' } },
  'utilities.banks': { answer: { kind: 'object', rows: 'participatingBanks' } },
  'utilities.forms': { answer: { kind: 'object', rows: 'formDetails' } },
  'utilities.required-forms': { answer: { kind: 'object', rows: 'forms' } },
  'utilities.requests': { answer: { kind: 'object', rows: 'requestDetails' } },
  'utilities.request-status': { answer: object },
  'utilities.change-request': { body: { kind: 'jwt', shape: anyJson }, answer: object },
  'utilities.username': { answer: object },
  'utilities.echo': { answer: object },
  'utilities.echo-signed': {
    body: { kind: 'jwt', shape: objectOf(text('iss', 'Client id; the answer repeats it.')) },
    answer: object,
  },
}
