/** Help texts for the fields of an account application: a name and a sentence per line. */
export const helpTextsAToC = `
abandonAccount: Gives up applications that were not finished.
acceptedPrimaryWithholding: Takes over the duty to withhold tax.
acceptOwnersResideUS: Owners who live in the United States are accepted.
access: What the e-mail address is used for.
account: The account.
accountAlias: Name of the account of your own choice.
accountAtBroker: Account at the other broker.
accountClose: Closes accounts.
accountConfiguration: How the account is set up.
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
accountType: Kind of account.
accreditedInvestor: Whether the holder counts as an accredited investor.
accreditedInvestorInformation: Answers on being an accredited investor.
achDetails: Details of a bank transfer in the United States or Canada.
action: What is to be done.
addAdditionalAccount: Opens a further account for a holder.
addCLPCapability: Adds the capability for complex leveraged products.
addEntities: Adds people or organisations.
additionalAccounts: Further accounts of the same holder.
additionalSourcesOfIncome: Income beside the main job.
addLevFxCapability: Adds the capability for leveraged foreign exchange.
addMiFirData: Adds the data that MiFIR requires.
addNewUser: Adds a user to an account.
addRelationships: Adds what a person is to an account.
address: The address.
addTradingPermissions: Adds permissions to trade.
administrator: The administrator of a fund.
administratorContactPerson: Contact person at the administrator.
advisorWrapFees: Fees of the adviser that are charged as one.
affiliationDetails: Ties to brokers or exchanges.
affiliationRelationship: Who has the tie.
agentID: Number of the agent.
agentName: Name of the agent.
alias: Name of your own choice.
alienCard: Number of the alien card.
all: Applies to everything.
allExchangeAccess: Access to the exchanges, all at once.
allocateVan: Gives virtual account numbers.
amount: How much.
annualBlendedPercentages: Yearly percentages by size of the account.
annualNetIncome: Net income of a year, as a range out of the enumerations.
answer: The answer.
answerDetail: More about the answer.
answers: The answers.
application: The application.
applyFeeTemplate: Applies a template of fees.
approximateAccountValue: Value of the other account, roughly.
articleOfWill: Relevant article of the will.
asset: Instrument type.
assetClass: Instrument type.
associatedEntities: People and organisations that belong to it.
associatedIndividual: The person that belongs to it.
associatedIndividuals: The people that belong to it.
AssociatedPersons: The people that belong to it.
associations: What they are to the organisation.
assumedPrimaryReporting: Takes over the duty to report.
ausExposureDetails: Connections that Australian rules require.
ausExposureRelationship: Who has the tie.
authorizedPerson: May act for the account.
authorizedToSignOnBehalfOfOwner: May sign for the owner.
authorizedTrader: May trade for the account.
authorizeToRemoveFund: Funds that cannot move may be removed.
automatedFeesDetails: Fees that are charged by themselves.
bankAccountNumber: Account at the bank.
bankCode: Code of the bank.
bankName: Name of the bank.
baseCurrency: Base currency of the account.
bcan: Number that identifies the client in Hong Kong.
beneficiaries: Who benefits from the trust.
birthName: Name at birth.
blankForm: The form is sent empty.
blendedFrom: Where the range begins.
blendedTo: Where the range ends.
box11Status: Status in box 11 of the form.
break: Where this step begins.
brokerageServiceCodes: Services that the account uses.
brokerCode: Code of the broker.
brokerId: Number of the broker.
brokerName: Name of the broker.
businessDescription: What the business does.
businessName: Name of the business.
capabilities: What the account is able to do.
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
changeFinancialInformation: Changes what is known of the finances.
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
clientInterestMarkupSchedules: Interest that the client pays on top.
closeReason: Reason for closing the account.
code: The code.
commercial: Acts in the course of business.
commissionConfigs: How commissions are set.
company: Name of the company.
companyEmailAddress: E-mail address at the company.
companyId: Id of the company.
companyMailingAddress: Postal address of the company.
companyPhone: Telephone of the company.
completeLoginMessage: Marks a message at login as done.
contingentBeneficiaries: People who benefit when the first ones cannot.
contingentBeneficiaryEntities: Organisations that benefit when the first ones cannot.
controllerExchangeCode: Exchange of the company that the person controls.
controllingPersonDesignation: How the person controls the organisation.
corporation: It is a corporation.
country: Country, three letters.
countryCode: Code of the country.
countryOfBirth: Country of birth.
countryOfCitizenship: Country of citizenship.
countryOfIncorporation: Country of incorporation.
countryOfLegalResidence: Country of legal residence.
countryOfOrganization: Country of the organisation.
createUser: Creates a user.
creditMarkdown: Deduction from the interest on cash, in points.
crs: Details for the common reporting standard.
currency: Currency, three letters.
cusipNumber: CUSIP of the bond.
custInitAch: The client begins the transfer at the bank.
custodian: The custodian of the account.
customer: The customer who applies.
customerType: Kind of customer.
`
