/** Help texts for the fields of an account application: a name and a sentence per line. */
export const helpTextsDToH = `
dateFormed: Date of formation.
dateOfBirth: Day of birth.
dateOfDeath: Day of death.
dayDoID: Id of the daily instruction.
dayQuantityLimits: Maximum quantity per day.
debitMarkup: Markup of the interest on loans, in points.
decendent: The deceased person.
default: Whether it is the default.
deleteEntities: Removes people or organisations.
deleteRelationships: Removes relationships of a person to an account.
depositNotification: Notifies IBKR of a deposit.
depositType: Type of deposit.
description: Description.
detail: The detail.
details: The details.
directTradingAccess: May send orders directly.
disableAccountInBrokerage: Disables trading of the account.
disregardedEntityName: Name of the disregarded entity.
dividendRate: Percentage withheld on dividends.
documents: The documents.
documentSubmission: Sends documents.
drip: Whether dividends are reinvested automatically.
driversLicense: Number of the driving licence.
duplicate: Whether it duplicates an existing account.
duplicateAccount: Opens a duplicate of an account.
duplicateStmtRequired: The company requires copies of the statements.
dvpInstructions: Instructions for delivery against payment.
eciRate: Percentage withheld on business income.
educationalQualification: Highest education.
effectiveDate: First day of validity.
efpQuantityLimits: Quantity limits for exchanges for physical.
ein: Employer identification number.
electronicFormat: Whether it is sent electronically.
eligibleContractParticipant: Whether the holder counts as an eligible contract participant.
eligibleContractParticipantDetails: Reason for the status of eligible contract participant.
email: E-mail address.
emplCountryResCountryDetails: Reason why work and residence are in different countries.
employee: Works for IBKR.
employeePlan: Plan of the employer that the account belongs to.
employees: The people who work there.
employeeTitle: Position at the company.
employer: Name of the employer.
employerAddress: Address of the employer.
employerBusiness: Business of the employer.
employerPhone: Telephone of the employer.
employmentDetails: Details of the employment.
employmentType: Employment status, such as employed or retired.
enableAccountInBrokerage: Enables trading of the account.
encryptedKeyName: Name of the key that encrypted the password.
encryptedPassword: The password, encrypted.
enrollInDrip: Enrols in the dividend reinvestment programme.
enrollInSyep: Enrols in the stock yield enhancement programme.
entities: The organisations.
entityId: Id of the person or organisation at IBKR.
entityType: Person or organisation.
exchange: Exchange.
exchangeCode: Code of the exchange.
exchangeGroup: Group of exchanges.
exchanges: The exchanges.
exchangeSymbol: Symbol at the exchange.
exchangeTradedOn: Exchange that the company is listed on.
executionDate: Date of execution.
executor: Carries out the will.
expirationDate: Last day of validity.
expire: Whether the document expires.
expiry: Last day.
explanation: Explanation.
externalAccountID: Your own id of the account.
externalAccountId: Your own id of the account.
externalCode: Your own code.
externalId: Your own id.
externalIndividualId: Your own id of the person.
externalUserId: Your own id of the user.
extPositionsTransfers: Positions transferred from another broker.
fatcaCompliantType: Type of FATCA compliance.
fatcaStatus: Status under FATCA.
fathersName: Name of the father.
feesTemplateName: Name of the fee template.
financialInformation: Financial information.
financialOrgTypes: Kinds of financial organisations.
firmID: Number of the firm.
first: First name.
firstHolderDetails: The first holder.
firstName: First name.
flowThrough: Income flows through to the owners.
foreignTaxId: Tax number in the country of residence.
foreignTin: Tax number in the country of residence.
formationCountry: Country of formation.
formationState: State of formation.
formationType: Legal form.
formNumber: Number of the form.
fromIraType: Type of the source retirement account.
fullCash: Whether all cash is transferred.
gender: Gender.
giin: Global intermediary identification number (FATCA).
governingState: State of the governing law.
grantors: Grantors of the trust.
greenCard: Number of the green card.
highWaterMarkConfigHwma: High-water mark by year.
highWaterMarkConfigHwmq: High-water mark by quarter.
hkTravelPermit: Number of the travel permit of Hong Kong.
hwm: High-water mark.
`
