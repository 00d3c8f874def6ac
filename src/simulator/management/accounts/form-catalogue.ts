/** A form that an applicant may be asked for. The simulator knows a few, not IBKR's hundreds. */
export interface Form {
  readonly formNumber: number
  readonly formName: string
  /** What is to be done with it. */
  readonly action: string
  readonly type: string
  readonly requiredForApproval: boolean
  readonly acceptableDocs: readonly string[]
  readonly question: string
}

/** Every form. */
export const forms: readonly Form[] = [
  {
    formNumber: 8001,
    formName: 'Proof of Identity',
    action: 'to be submitted',
    type: 'DOCUMENT',
    requiredForApproval: true,
    acceptableDocs: ['Driver License', 'Passport', 'National ID Card'],
    question: 'Which document do you submit?',
  },
  {
    formNumber: 8002,
    formName: 'Proof of Address',
    action: 'to be submitted',
    type: 'DOCUMENT',
    requiredForApproval: true,
    acceptableDocs: ['Bank Statement', 'Utility Bill', 'Brokerage Statement'],
    question: 'Which document do you submit?',
  },
  {
    formNumber: 3230,
    formName: 'Customer Agreement',
    action: 'to be signed',
    type: 'AGREEMENT',
    requiredForApproval: false,
    acceptableDocs: ['Letter'],
    question: 'Do you agree?',
  },
]

/** The name of a form; a number that is not in the catalogue names itself. */
export function formName(formNumber: number): string {
  return forms.find((form) => form.formNumber === formNumber)?.formName ?? `Form ${formNumber}`
}
