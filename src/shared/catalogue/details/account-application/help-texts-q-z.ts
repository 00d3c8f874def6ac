/** Help texts for the fields of an account application: a name and a sentence per line. */
export const helpTextsQToZ = `
q1: Answer to the first question.
q2: Answer to the second question.
q3: Answer to the third question.
q4: Answer to the fourth question.
q5: Answer to the fifth question.
qualified: Fulfils the conditions of the form.
qualifiedIntermediary: Is a qualified intermediary.
qualifiedPurchaser: Whether the holder counts as a qualified purchaser.
qualifiedPurchaserDetails: What makes the holder qualified.
quantity: How many.
quarter: The quarter.
question: The question.
questionId: Number of the question, out of the enumerations.
questionnaire: The questions.
questionnaires: The questions.
quizQuestionnaires: Answers of quizzes on trading.
quotedSymbol: Symbol that it is quoted under.
referenceNumber: Reference.
referenceUsername: A user who is there already.
referenceUserName: A user who is there already.
registrationCountry: Country that it is registered in.
registrationNumber: Number that it is registered under.
registrationType: Kind of registration.
regulated: It is supervised.
regulatedInCapacity: What it is supervised as.
regulatedMemberships: Memberships in supervised organisations.
regulatorCountry: Country of the supervisor.
regulatorId: Number at the supervisor.
regulatorName: Name of the supervisor.
regulatoryDetail: Answers to regulatory questions.
regulatoryDetails: Answers to regulatory questions.
regulatoryInformation: Answers to regulatory questions.
relationship: What the person is to the other.
removeTradingPermissions: Takes permissions to trade away.
reopenAccount: Opens closed accounts again.
repDetails: The representatives.
repId: Id of the representative.
representativeDetails: The representatives.
representativeId: Id of the representative.
resetAbandonedAccount: Takes given-up applications up again.
residence: Address of residence.
residenceAddress: Address of residence.
roboFaClient: Client of an automatic adviser.
role: The role.
routingNumber: Number of the bank.
rta: Number of the registrar.
salutation: How the person is addressed.
sameMailAddress: Whether the mailing address is the residence.
secondHolderDetails: The second holder.
securityDevice: The device for the second factor.
securityQuestions: Security questions.
selfRegulatedMembership: Memberships in self-regulated organisations.
service: The service.
shortCfdCreditMarkdown: Deduction for short CFDs, in points.
shortCreditMarkdown: Deduction from the interest on short sales, in points.
shortFxCfdMarkup: Points added for holding currency CFDs short.
shortIndexCfdCreditMarkdown: Deduction for short index CFDs, in points.
shortPos: Short positions are to move as well.
signature: The signature, as typed.
signatureType: How it was signed.
signedBy: Names of the people who signed.
sin: Social insurance number in Canada.
soiQuestionnaire: Questions on the sources of income.
solicitOwnersResideUS: Whether it solicits owners in the United States.
sourceAccountId: Source account.
sourceOfFunds: Source of funds.
sourcesOfWealth: Sources of wealth.
sourceType: Kind of source.
spousePrimaryBeneficary: The spouse benefits first.
srcIRAType: Type of the source retirement account.
ssn: Social security number in the United States.
stairs: The steps.
state: State or province.
stateOfLegalResidence: State of legal residence.
status: The status.
stockYieldProgram: Lends shares for a yield.
strategy: The strategy.
street1: Street and number.
street2: Second line of the street.
strikePrice: Strike price.
style: Style of the commission.
subAccounts: Accounts below.
submitDate: Date of submission.
subscribedServices: Services that are subscribed to.
substantialUsOwnerExternalIds: Your ids of the substantial American owners.
subType: Kind within the kind.
successor: Takes the account over.
successorCustodian: Takes over as the custodian.
suffix: What follows the name.
symbol: Symbol.
task: The task.
taxAuthority: The tax office.
taxClassification: Kind of taxpayer.
taxFormFile: The tax form as a file.
taxId: Tax number.
taxInformation: Tax forms and residences.
taxPayerDetails: The taxpayer.
taxResidencies: Countries of tax residence.
taxTreatyCountry: Country of the tax treaty.
taxTreatyDetails: The tax treaty.
taxYear: Tax year.
templateName: Name of the template.
terminationAge: Age at the end of the custody.
thirdPartyManagement: Others manage it.
thirdPartyType: Kind of the other party.
ticketCharge: Charge per order.
tin: Tax number.
tinOrExplanationRequired: A tax number or a reason is needed.
tinType: Kind of tax number.
title: Title.
titles: Titles.
token: The token.
totalAssets: All that is owned, as a range out of the enumerations.
tradesPerYear: Trades in a year.
tradingLimits: Limits on trading.
tradingPermissions: Permissions to trade.
transferUsMicroCapStock: Small American shares are to move.
translated: It was translated.
translation: The text has been translated.
treatyCountry: Country of the tax treaty.
trust: The trust.
trustees: Who runs the trust.
trustType: Kind of trust.
txGroupCode: Code of the group of transactions.
type: Kind.
typeOfTrading: How it trades.
typeOfTrust: Kind of trust.
updateAccountAlias: Changes the name of your own choice.
updateAccountRepresentatives: Changes the representatives.
updateBcan: Changes the number in Hong Kong.
updateCredentials: Changes e-mail address or password.
updateEmail: Changes the e-mail address.
updateEntities: Changes people or organisations.
updateExternalId: Changes your own id.
updatePassword: Changes the password.
updatePropertyProfile: Changes the profile of properties.
updateTaxForm: Changes a tax form.
updateUserAccessRights: Changes the permissions of a user.
updateW8Ben: Changes the form W-8BEN.
updateWithholdingStatement: Changes what is withheld.
usBackupWithholding: American backup withholding applies.
usedForFunds: The account is paid for out of it.
userDetails: The user.
userId: Id of the user.
username: Username.
userName: Username.
userNameAlias: Second name of the user.
userNameSource: Origin of the username.
userPrivileges: Permissions of the user.
users: The users.
userStatus: Status of the user.
userStatusTrading: Status of the user for trading.
usIncomeTax: Income is taxed in the United States.
usOtherRate: Percent withheld on other American income.
usTaxPurposeType: Kind of organisation for American tax.
usTaxResident: Pays tax in the United States.
usTin: Tax number in the United States.
usTinType: Kind of that tax number.
value: The value.
verified: It was verified.
w8Ben: Form W-8BEN: a foreign person.
w8BenE: Form W-8BEN-E: a foreign organisation.
w8IMY: Form W-8IMY: a foreign intermediary.
w9: Form W-9: an American person.
websiteAddress: Address of the web site.
wireDetails: Details of a wire transfer.
withholdingStatement: What is withheld.
year: The year.
yearsTrading: Years of trading.
`
