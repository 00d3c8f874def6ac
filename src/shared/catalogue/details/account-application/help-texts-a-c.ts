/** Help texts for the fields of an account application: a name and a sentence per line. */
export const helpTextsAToC = `
abandonAccount: Abandons unfinished applications.
acceptedPrimaryWithholding: Whether it assumes primary withholding responsibility.
acceptOwnersResideUS: Owners who live in the United States are accepted.
access: Purpose of the e-mail address.
account: The account.
accountAlias: Name of the account that you choose.
accountAtBroker: Account at the other broker.
accountClose: Closes accounts.
accountConfiguration: Setup of the account.
accountHolder: The person who holds the account.
accountHolderDetails: The people who hold the account.
accountId: Account at IBKR.
accountID: Account at IBKR.
accountManagementRequests: The requested changes.
accountName: Title of the account.
accountNumber: Number of the account.
accountRep: Representatives of the account.
accounts: The accounts that are opened.
accountSupport: Supporter of the account.
accountType: Type of account.
accreditedInvestor: Whether the holder counts as an accredited investor.
accreditedInvestorInformation: Answers about the status of accredited investor.
achDetails: Details of a bank transfer in the United States or Canada.
action: Requested action.
addAdditionalAccount: Opens another account for a holder.
addCLPCapability: Adds the capability for complex leveraged products.
addEntities: Adds people or organisations.
additionalAccounts: Other accounts of the same holder.
additionalSourcesOfIncome: Other sources of income.
addLevFxCapability: Adds the capability for leveraged foreign exchange.
addMiFirData: Adds the data that MiFIR requires.
addNewUser: Adds a user to an account.
addRelationships: Adds relationships of a person to an account.
address: The address.
addTradingPermissions: Adds permissions to trade.
administrator: The administrator of a fund.
administratorContactPerson: Contact person at the administrator.
advisorWrapFees: Wrap fees of the adviser.
affiliationDetails: Affiliations with brokers or exchanges.
affiliationRelationship: Person with the affiliation.
agentID: Id of the agent.
agentName: Name of the agent.
alias: Name that you choose.
alienCard: Number of the alien registration card.
all: Whether it applies to everything.
allExchangeAccess: Access to all exchanges.
allocateVan: Assigns virtual account numbers.
amount: Amount.
annualBlendedPercentages: Annual percentages, by account value.
annualNetIncome: Annual net income, as a range out of the enumerations.
answer: The answer.
answerDetail: Details of the answer.
answers: The answers.
application: The application.
applyFeeTemplate: Applies a fee template.
approximateAccountValue: Approximate value of the other account.
articleOfWill: Relevant article of the will.
asset: Instrument type.
assetClass: Instrument type.
associatedEntities: People and organisations that belong to it.
associatedIndividual: The person that belongs to it.
associatedIndividuals: The people that belong to it.
AssociatedPersons: The people that belong to it.
associations: Roles of the person in the organisation.
assumedPrimaryReporting: Whether it assumes primary reporting responsibility.
ausExposureDetails: Connections that Australian rules require.
ausExposureRelationship: Person with the connection.
authorizedPerson: May act for the account.
authorizedToSignOnBehalfOfOwner: May sign for the owner.
authorizedTrader: May trade for the account.
authorizeToRemoveFund: Whether funds that cannot be transferred may be removed.
automatedFeesDetails: Details of automated fees.
bankAccountNumber: Account at the bank.
bankCode: Code of the bank.
bankName: Name of the bank.
baseCurrency: Base currency of the account.
bcan: Number that identifies the client in Hong Kong.
beneficiaries: Beneficiaries of the trust.
birthName: Name at birth.
blankForm: Whether the form is empty.
blendedFrom: Lower end of the range.
blendedTo: Upper end of the range.
box11Status: Status in box 11 of the form.
break: Lower end of this tier.
brokerageServiceCodes: Services that the account uses.
brokerCode: Code of the broker.
brokerId: Number of the broker.
brokerName: Name of the broker.
businessDescription: Description of the business.
businessName: Name of the business.
capabilities: Capabilities of the account.
cardColor: Colour of the card.
ceNumber: Central entity number in Hong Kong.
cert: The person certifies the form.
cert1: First certification of the form.
cert2: Second certification of the form.
cert3: Third certification of the form.
cert4: Fourth certification of the form.
certW8Imy: The person certifies the form W-8IMY.
changeAccountHolderDetail: Changes details of a holder.
changeBaseCurrency: Changes the base currency of the account.
changeFinancialInformation: Changes the financial information.
changeMarginType: Changes between cash and margin.
chargeAdvisor: The adviser pays the fees.
chargeOtherFeesToAdvisor: The adviser pays the other fees too.
charityNumber: Number of the charity.
checkDetails: The check.
checkNumber: Number of the check.
citizenship: Country of citizenship.
citizenship2: Second country of citizenship.
citizenship3: Third country of citizenship.
city: City.
cityOfBirth: City of birth.
clientActiveTrading: The client trades actively.
clientCommissionSchedule: Commissions that the client pays.
clientInterestMarkupSchedules: Interest markup that the client pays.
closeReason: Reason for closing the account.
code: The code.
commercial: Acts commercially.
commissionConfigs: Settings of the commissions.
company: Name of the company.
companyEmailAddress: E-mail address at the company.
companyId: Id of the company.
companyMailingAddress: Postal address of the company.
companyPhone: Telephone of the company.
completeLoginMessage: Marks a message at login as done.
contingentBeneficiaries: Contingent beneficiaries: people who benefit if the primary beneficiaries cannot.
contingentBeneficiaryEntities: Contingent beneficiaries: organisations that benefit if the primary beneficiaries cannot.
controllerExchangeCode: Exchange of the company that the person controls.
controllingPersonDesignation: Type of control over the organisation.
corporation: It is a corporation.
country: Country, three letters.
countryCode: Code of the country.
countryOfBirth: Country of birth.
countryOfCitizenship: Country of citizenship.
countryOfIncorporation: Country of incorporation.
countryOfLegalResidence: Country of legal residence.
countryOfOrganization: Country of the organisation.
createUser: Creates a user.
creditMarkdown: Markdown of the interest on cash, in points.
crs: Details for the common reporting standard.
currency: Currency, three letters.
cusipNumber: CUSIP of the bond.
custInitAch: Whether the client initiates the transfer at the bank.
custodian: The custodian of the account.
customer: The customer who applies.
customerType: Type of customer.
`
