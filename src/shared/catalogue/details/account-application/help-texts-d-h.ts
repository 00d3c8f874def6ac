/** Help texts for the fields of an account application: a name and a sentence per line. */
export const helpTextsDToH = `
dateFormed: Date of formation.
dateOfBirth: Day of birth.
dateOfDeath: Day of death.
dayDoID: Id of the instruction for the day.
dayQuantityLimits: Most units per day.
debitMarkup: Points added to the interest on loans.
decendent: The person from whom the account is inherited.
default: Whether it is the default.
deleteEntities: Removes people or organisations.
deleteRelationships: Removes what a person is to an account.
depositNotification: Announces a deposit.
depositType: Kind of deposit.
description: Description.
detail: The detail.
details: The details.
directTradingAccess: May send orders directly.
disableAccountInBrokerage: Switches trading of the account off.
disregardedEntityName: Name of the entity that tax rules look through.
dividendRate: Percent withheld on dividends.
documents: The documents.
documentSubmission: Sends documents.
drip: Dividends are invested again by themselves.
driversLicense: Number of the driving licence.
duplicate: It is the double of an account that exists.
duplicateAccount: Opens a double of an account.
duplicateStmtRequired: The company requires copies of the statements.
dvpInstructions: Instructions for delivery against payment.
eciRate: Percent withheld on business income.
educationalQualification: Highest education.
effectiveDate: First day of validity.
efpQuantityLimits: Limits on exchanges for physical.
ein: Employer number of the tax office.
electronicFormat: It is sent electronically.
eligibleContractParticipant: Whether the holder counts as an eligible contract participant.
eligibleContractParticipantDetails: What makes the holder eligible.
email: E-mail address.
emplCountryResCountryDetails: Reason why work and residence are in different countries.
employee: Works for IBKR.
employeePlan: Plan of the employer that the account belongs to.
employees: The people who work there.
employeeTitle: Position at the company.
employer: Name of the employer.
employerAddress: Address of the employer.
employerBusiness: What the employer does.
employerPhone: Telephone of the employer.
employmentDetails: The job.
employmentType: Employed, retired and so on.
enableAccountInBrokerage: Switches trading of the account on.
encryptedKeyName: Name of the key that encrypted the password.
encryptedPassword: The password, encrypted.
enrollInDrip: Has dividends invested again.
enrollInSyep: Lends shares for a yield.
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
feesTemplateName: Name of the template of fees.
financialInformation: What is known of the finances.
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
fullCash: All of the cash.
gender: Gender.
giin: Number under FATCA.
governingState: State of the governing law.
grantors: Who gave to the trust.
greenCard: Number of the green card.
highWaterMarkConfigHwma: High-water mark by year.
highWaterMarkConfigHwmq: High-water mark by quarter.
hkTravelPermit: Number of the travel permit of Hong Kong.
hwm: High-water mark.
`
