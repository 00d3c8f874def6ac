import { createHash } from 'node:crypto'
import { type Answer, json } from '../http/answer.ts'
import type { Call } from '../http/call.ts'
import type { World } from '../world.ts'
import { instant } from './accounts/account-views.ts'
import type { CustomerRegistry } from './accounts/customer-registry.ts'
import { type Form, forms } from './accounts/form-catalogue.ts'
import { enumerations, participatingBanks, transferBrokers } from './enumerations.ts'
import type { ManagementRoute } from './management-route.ts'
import { invalidArgument, missingArgument } from './problem.ts'
import { writeReport } from './reports/document.ts'

/** Lists to choose from, forms, and whether a user name is free. */
export function utilityRoutes(world: World, registry: CustomerRegistry): readonly ManagementRoute[] {
  function userNameCheck(call: Call): Answer {
    const name = call.parameters['username'] ?? ''
    const taken = new Set(registry.all().map((account) => account.userName.toLowerCase()))
    const isFree = (wanted: string) => !taken.has(wanted.toLowerCase())
    const isValid = isUserName(name)
    const others = ['1', '2', '3']
      .map((digit) => `${name}${digit}`)
      .filter((wanted) => isUserName(wanted) && isFree(wanted))
    return json({
      hasError: false,
      errorDescription: '',
      isValid,
      isAvailable: isValid && isFree(name),
      suggestedUserName: isValid && !isFree(name) ? others : [],
    })
  }

  function formList(call: Call): Answer {
    const { query } = call
    const projection = query.get('projection') ?? 'NONE'
    if (!['PAYLOAD', 'DOCS', 'NONE'].includes(projection)) return invalidArgument('projection')
    const wanted = query.getAll('formNo').flatMap((text) => text.split(','))
    if (wanted.some((text) => !/^\d+$/.test(text))) return invalidArgument('formNo')
    const found = forms.filter((form) => wanted.length === 0 || wanted.includes(String(form.formNumber)))
    const withFile = projection !== 'NONE'
    return json({
      hasError: false,
      errorDescription: '',
      ...(withFile && { fileData: { data: {}, name: 'forms.json' } }),
      formDetails: found.map((form) => formView(form, projection === 'PAYLOAD', world.now())),
      timestamp: instant(world.now()),
    })
  }

  const read = { methods: ['GET'], policy: 'https' } as const
  return [
    {
      ...read,
      path: '/gw/api/v1/enumerations/{enumerationType}',
      scopes: ['accounts.read', 'enumerations.read'],
      answer: (call) => {
        const type = call.parameters['enumerationType'] ?? ''
        const values = Object.hasOwn(enumerations, type) ? enumerations[type] : undefined
        if (values === undefined) return invalidArgument('enumerationType')
        return json({ enumerationsType: type, formNumber: call.query.get('form-number') ?? '', jsonData: values })
      },
    },
    {
      ...read,
      path: '/gw/api/v1/enumerations/complex-asset-transfer',
      scopes: ['enumerations.read'],
      answer: (call) => {
        const instructionType = call.query.get('instructionType')
        if (instructionType === null) return missingArgument('instructionType')
        return json({ instructionType, brokers: transferBrokers })
      },
    },
    {
      ...read,
      path: '/gw/api/v1/participating-banks',
      scopes: ['enumerations.read'],
      answer: (call) => {
        const type = call.query.get('type')
        return type === null ? missingArgument('type') : json({ type, participatingBanks })
      },
    },
    { ...read, path: '/gw/api/v1/forms', scopes: ['accounts.read', 'forms.read'], answer: formList },
    {
      ...read,
      path: '/gw/api/v1/forms/required-forms',
      scopes: ['accounts.read'],
      answer: () =>
        json({ forms: forms.map((form) => String(form.formNumber)), hasError: false, errorDescription: '' }),
    },
    {
      ...read,
      path: '/gw/api/v1/validations/usernames/{username}',
      scopes: ['accounts.read', 'validations.read'],
      answer: userNameCheck,
    },
  ]
}

/** IBKR's rule is not published: here a letter and then letters and digits, 64 characters at most. */
function isUserName(name: string): boolean {
  return /^[a-z][a-z0-9]{0,63}$/i.test(name)
}

function formView(form: Form, withPayload: boolean, now: number) {
  const bytes = writeReport({ title: form.formName, rows: [[form.question]] }, 'application/pdf')
  return {
    formNumber: form.formNumber,
    sha1Checksum: createHash('sha1').update(bytes).digest('hex').toUpperCase(),
    dateModified: instant(now),
    fileName: `Form${form.formNumber}.pdf`,
    language: 'en',
    formName: form.formName,
    ...(withPayload && { payload: { mimeType: 'application/pdf', data: bytes.toString('base64') } }),
    apiSupportedTask: true,
    type: form.type,
    action: form.action,
    acceptableDocs: form.acceptableDocs,
    questionnaire: [questionView(form)],
    hasError: false,
    errorDescription: '',
    fileLength: bytes.length,
  }
}

function questionView(form: Form) {
  return {
    questionId: form.formNumber,
    question: form.question,
    isMandatoryToAnswer: true,
    questionType: 'CHOICE',
    answers: form.acceptableDocs.map((answer, index) => ({
      answerId: index + 1,
      answer,
      dependentQuestionId: 0,
      dependentAnswerId: 0,
      multiAnswerDetail: [],
    })),
  }
}
