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
qualifiedPurchaserDetails: Reason for the status of qualified purchaser.
quantity: Quantity.
quarter: The quarter.
question: The question.
questionId: Number of the question, out of the enumerations.
questionnaire: The questions.
questionnaires: The questions.
quizQuestionnaires: Answers of quizzes on trading.
quotedSymbol: Symbol that it is quoted under.
referenceNumber: Reference.
referenceUsername: An existing user.
referenceUserName: An existing user.
registrationCountry: Country of registration.
registrationNumber: Registration number.
registrationType: Type of registration.
regulated: Whether it is regulated.
regulatedInCapacity: Regulated capacity.
regulatedMemberships: Memberships in regulated organisations.
regulatorCountry: Country of the regulator.
regulatorId: Id at the regulator.
regulatorName: Name of the regulator.
regulatoryDetail: Answers to regulatory questions.
regulatoryDetails: Answers to regulatory questions.
regulatoryInformation: Answers to regulatory questions.
relationship: Relationship between the persons.
removeTradingPermissions: Removes permissions to trade.
reopenAccount: Reopens closed accounts.
repDetails: The representatives.
repId: Id of the representative.
representativeDetails: The representatives.
representativeId: Id of the representative.
resetAbandonedAccount: Resumes abandoned applications.
residence: Address of residence.
residenceAddress: Address of residence.
roboFaClient: Whether it is a client of a robo-adviser.
role: The role.
routingNumber: Number of the bank.
rta: Number of the registrar.
salutation: Salutation.
sameMailAddress: Whether the mailing address is the residence.
secondHolderDetails: The second holder.
securityDevice: The device for the second factor.
securityQuestions: Security questions.
selfRegulatedMembership: Memberships in self-regulated organisations.
service: The service.
shortCfdCreditMarkdown: Markdown for short CFDs, in points.
shortCreditMarkdown: Markdown of the interest on short sales, in points.
shortFxCfdMarkup: Markup for short currency CFDs, in points.
shortIndexCfdCreditMarkdown: Markdown for short index CFDs, in points.
shortPos: Whether short positions are transferred.
signature: The signature, as typed.
signatureType: Type of the signature.
signedBy: Names of the signatories.
sin: Social insurance number in Canada.
soiQuestionnaire: Questions on the sources of income.
solicitOwnersResideUS: Whether it solicits owners in the United States.
sourceAccountId: Source account.
sourceOfFunds: Source of funds.
sourcesOfWealth: Sources of wealth.
sourceType: Type of source.
spousePrimaryBeneficary: Whether the spouse is the primary beneficiary.
srcIRAType: Type of the source retirement account.
ssn: Social security number in the United States.
stairs: The tiers.
state: State or province.
stateOfLegalResidence: State of legal residence.
status: The status.
stockYieldProgram: Whether shares are lent in the stock yield enhancement programme.
strategy: The strategy.
street1: Street and number.
street2: Second line of the street.
strikePrice: Strike price.
style: Style of the commission.
subAccounts: Subaccounts.
submitDate: Date of submission.
subscribedServices: Subscribed services.
substantialUsOwnerExternalIds: Your ids of the substantial US owners.
subType: Subtype.
successor: The successor of the account holder.
successorCustodian: The successor of the custodian.
suffix: Suffix of the name.
symbol: Symbol.
task: The task.
taxAuthority: Tax authority.
taxClassification: Tax classification.
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
thirdPartyManagement: Whether a third party manages it.
thirdPartyType: Type of the third party.
ticketCharge: Charge per order.
tin: Tax number.
tinOrExplanationRequired: Whether a tax number or a reason is required.
tinType: Type of tax number.
title: Title.
titles: Titles.
token: The token.
totalAssets: Total assets, as a range out of the enumerations.
tradesPerYear: Trades per year.
tradingLimits: Limits on trading.
tradingPermissions: Permissions to trade.
transferUsMicroCapStock: Whether US micro-cap stock is transferred.
translated: Whether it was translated.
translation: Whether the text has been translated.
treatyCountry: Country of the tax treaty.
trust: The trust.
trustees: Trustees.
trustType: Type of trust.
txGroupCode: Code of the transaction group.
type: Kind.
typeOfTrading: Type of trading.
typeOfTrust: Type of trust.
updateAccountAlias: Changes the alias of the account.
updateAccountRepresentatives: Changes the representatives.
updateBcan: Changes the number in Hong Kong.
updateCredentials: Changes e-mail address or password.
updateEmail: Changes the e-mail address.
updateEntities: Changes people or organisations.
updateExternalId: Changes your own id.
updatePassword: Changes the password.
updatePropertyProfile: Changes the property profile.
updateTaxForm: Changes a tax form.
updateUserAccessRights: Changes the permissions of a user.
updateW8Ben: Changes the form W-8BEN.
updateWithholdingStatement: Changes the withholding statement.
usBackupWithholding: Whether US backup withholding applies.
usedForFunds: Whether it funds the account.
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
usIncomeTax: Whether income is taxed in the United States.
usOtherRate: Percentage withheld on other US income.
usTaxPurposeType: Type of organisation for US tax.
usTaxResident: Whether the person is a tax resident of the United States.
usTin: Tax number in the United States.
usTinType: Type of the US tax number.
value: The value.
verified: Whether it was verified.
w8Ben: Form W-8BEN: a foreign person.
w8BenE: Form W-8BEN-E: a foreign organisation.
w8IMY: Form W-8IMY: a foreign intermediary.
w9: Form W-9: a US person.
websiteAddress: Address of the web site.
wireDetails: Details of a wire transfer.
withholdingStatement: Withholding statement.
year: The year.
yearsTrading: Years of trading.
`
