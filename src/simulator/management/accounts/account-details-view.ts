import { valueAccount } from '../../account/valuation.ts'
import type { World } from '../../world.ts'
import { type CustomerAccount, statusWord } from './customer-account.ts'

/** Everything about an account, in the words of the details call. Whatever an applicant did not say is a plain sample. */
export function accountDetailsView(world: World, account: CustomerAccount) {
  return {
    hasError: false,
    errorDescription: '',
    account: accountView(world, account),
    associatedPersons: [personView(account)],
    associatedEntities: [entityView(account)],
    withHoldingStatement: { type: 'None' },
    marketData: [{ subscription: 'US Equity and Options' }],
    financialInformation: { currency: { code: account.baseCurrency } },
    sourcesOfWealth: [{ source: { type: 'SOW-IND-Income' } }],
    tradeBundles: ['US-STK'],
    individualIRABeneficiaries: [],
    entityIRABeneficiaries: [],
    decedents: [],
    restrictions: [{ id: 1, byIB: false, name: 'None' }],
  }
}

function accountView(world: World, account: CustomerAccount) {
  const ledger = world.accounts.find(account.accountId)
  const title = `${account.firstName} ${account.lastName}`
  const begun = day(account.startedAt)
  const opened = account.openedAt === undefined ? {} : openedOn(day(account.openedAt))
  return {
    accountId: account.accountId,
    masterAccountId: 'F1000000',
    mainAccount: account.accountId,
    sourceAccountId: account.accountId,
    primaryUser: account.userName,
    clearingStatus: account.status,
    clearingStatusDescription: statusWord(account.status),
    stateCode: account.status,
    optionLevel: 0,
    baseCurrency: account.baseCurrency,
    dateBegun: begun,
    ...opened,
    ...(account.closedAt !== undefined && { dateClosed: day(account.closedAt) }),
    dateLinked: begun,
    accountTitle: title,
    officialTitle: title,
    accountAlias: account.alias,
    emailAddress: account.email,
    margin: 'Margin',
    applicantType: account.applicantType,
    subType: 'NONE',
    stockYieldProgram: { status: 'Not enrolled' },
    feeTemplate: { name: 'Default' },
    capabilities: { approved: ['STK'] },
    limitedOptionTrading: 'N',
    investmentObjectives: ['Growth'],
    dividendReinvestment: { enabled: false },
    externalId: account.externalId,
    mifidCategory: 'RETAIL',
    mifirStatus: 'NONE',
    equity: ledger === undefined ? 0 : valueAccount(ledger, world.market).netLiquidation,
    household: account.accountId,
    propertyProfile: account.propertyProfile,
    processType: 'API',
    riskScore: 0,
    class_action_program: 'Not enrolled',
    usTaxPurposeType: 'I',
    tradeIntentionType: 'Invest',
    registeredAddress: address(account),
    mailing: address(account),
    taxIds: [{ country: account.country, type: 'SSN' }],
    taxTreatyDetails: [{ country: account.country }],
    signatures: [title],
  }
}

function openedOn(date: string) {
  return { dateApproved: date, dateOpened: date, dateFunded: date }
}

function personView(account: CustomerAccount) {
  return {
    entityId: account.entityId,
    externalCode: account.externalId,
    firstName: account.firstName,
    middleName: '',
    middleInitial: '',
    lastName: account.lastName,
    suffix: '',
    username: account.userName,
    passwordDate: day(account.startedAt),
    userStatus: account.status,
    userStatusTrading: account.status,
    gender: 'M',
    maritalStatus: 'S',
    salutation: 'Mx.',
    email: account.email,
    countryOfCitizenship: account.country,
    countryOfBirth: account.country,
    dateOfBirth: '1980-01-01',
    numberOfDependents: 0,
    securityDevice: 'IB Key',
    commercial: 'N',
    countryOfLegalResidence: account.country,
    stateOfLegalResidence: '',
    mdSubscriberStatus: 'NON-PRO',
    phones: { Mobile: '5550100' },
    residence: address(account),
    mailing: address(account),
    associations: ['Account Holder'],
    identityDocuments: [{ type: 'Passport' }],
    employmentType: 'EMPLOYED',
    employmentDetails: { employer: { name: 'Sample Works' } },
    subscribedServices: [{ service: { name: 'Snapshot' } }],
    taxTreatyDetails: [{ country: account.country }],
  }
}

/** An organisation that has to do with the account; of the people behind it the holder stands for all. */
function entityView(account: CustomerAccount) {
  return {
    entityId: account.entityId + 1_000_000,
    externalCode: `${account.externalId}-ORG`,
    name: 'Sample Works',
    email: 'office@example.com',
    organizationCountry: account.country,
    phones: { Business: '5550101' },
    residence: address(account),
    mailing: address(account),
    associations: ['Employer'],
    identityDocuments: [{ type: 'Registration' }],
    taxTreatyDetails: [{ country: account.country }],
    AssociatedPersons: [personView(account)],
  }
}

function address(account: CustomerAccount) {
  return { street1: '1 Sample Street', city: 'Sampleton', country: account.country, postalCode: '00000' }
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
