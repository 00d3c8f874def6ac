import { choice, file, flag, group, integer, list, text, textShape } from '../define-fields.ts'
import type { Field } from '../shape.ts'

/** Fields of a signed document, used in an application and in the call that adds documents. */
export const signedDocumentFields: readonly Field[] = [
  integer('formNumber!', 'Number of the form.', { example: 3230 }),
  list('signedBy', 'Names of the signatories.', textShape),
  text('signature', 'The signature, exactly as typed.'),
  group('attachedFile!', 'The file that was signed.', [
    text('fileName!', 'Name of the file, as supplied with the form.'),
    integer('fileLength!', 'Size of the file in bytes.'),
    text('sha1Checksum!', 'SHA-1 of the file, in hex digits.', { pattern: '[0-9A-Fa-f]{40}' }),
  ]),
  integer('execLoginTimestamp!', 'When the person logged in to sign, as a number of digits.', {
    example: 20260105150000,
  }),
  integer('execTimestamp!', 'When the person signed, as a number of digits.', { example: 20260105150100 }),
  choice('documentType', 'Type of the attached document.', [
    ...['Check', 'Company Ownership', 'Divorce Settlement', 'Employer Confirmation', 'Entitlement to Payments'],
    ...['Letter', 'Ownership', 'Pay Slip', 'Proof of Sale', 'Proof of Winnings', 'Severance', 'Tax Return', 'Will'],
    ...['Bank Statement', 'Brokerage Statement', 'Current Lease', 'Financial Statement'],
    ...['Certificate of Incorporation/Formation', 'Certificate of Registratios', 'Company Charter'],
    ...['Certificate of Good Standing', 'Government-issued Business License', 'Corporate Charter'],
    ...['Articles of Incorporation', 'Bank Passbook/Statement', 'Certified Proof of Identity'],
    ...['Certified Proof of Address', 'Income Tax Return', 'Additional Proof of Identity Document'],
    ...['Proof of Principal Place of Business and Registration', 'Utility Bill', 'Evidence of Ownership of Property'],
    ...['Authorization to Open Account - Evidence', 'Authorization to Open Account - Certification'],
    ...['Italian Health Card (Tessera Sanitaria)', 'CRS card of Lombardy', 'Italian Electronic ID Card - CIE'],
    ...[
      'Court- or Govt-issued document',
      "Copy of Passport, National Id or Driver's License",
      'Passport',
      'National ID',
    ],
  ]),
  choice('proofOfIdentityType', 'Type of the proof of identity.', [
    ...['Driver License', 'Passport', 'Alien ID Card', 'National ID Card', 'Bank Statement'],
    ...['Evidence of Ownership of Property', 'Credit Card Statement', 'Utility Bill', 'Brokerage Statement'],
    ...['T4 Statement', 'CRA Assessment', 'Hong Kong and Macao Entry Permit'],
  ]),
  choice('proofOfAddressType', 'Type of the proof of address.', [
    ...['Driver License', 'Bank Statement', 'Brokerage Statement', 'Homeowner Insurance Policy Bill'],
    ...['Homeowner Insurance Policy Document', 'Renter Insurance Policy bill', 'Renter Insurance Policy Document'],
    ...['Security System Bill', 'Government Issued Letters', 'Utility Bill', 'Current Lease'],
    ...['Evidence of Ownership of Property', 'Other Document'],
  ]),
  flag('validAddress', "Whether the address on the document is the applicant's address."),
  text('expirationDate', 'Last day on which the document is valid.', { format: 'date', day: 'YYYY-MM-DD' }),
  text('externalAccountId', 'Your own id of the account.'),
  text('externalIndividualId', 'Your own id of the person.'),
  group('payload', 'The bytes of the file.', [
    text('mimeType!', 'Kind of file.', { example: 'application/pdf' }),
    file('data!', 'The file, as base64.', ['application/pdf', 'image/jpeg', 'image/png']),
  ]),
]
