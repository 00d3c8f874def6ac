/** Help texts for the fields of an account application: a name and a sentence per line. */
export const helpTextsIToP = `
ibAccount: Account at IBKR.
ibAccountId: Account at IBKR.
ibDebitMarkup: Markup of IBKR on the interest on loans, in points.
ibEntityId: Id at IBKR.
id: Your own id, or that of IBKR where it has given one.
identification: Identity documents.
identificationCountry: Country of the identity documents.
identifications: Identity documents.
identityDocuments: Proofs of identity.
included: Included persons.
independentAccount: Whether the account is independent of the adviser.
individual: The person.
individuals: The people.
informationChange: Changes details of a person or organisation.
inheritorType: Relationship of the heir to the deceased.
inputLanguage: Language that the answers are written in.
instruction: The instruction.
interestRate: Percentage withheld on interest.
investmentExperience: Years and frequency of trading, for each asset class.
investmentObjectives: Investment objectives.
ira: It is a retirement account.
iraBeneficiaries: Beneficiaries of the retirement account.
iraDepositDetails: Details of the deposit.
iraOfficialTitle: Official title of the retirement account.
iraType: Type of retirement account.
is25PercentOwner: Owns 25 percent or more.
issuingCountry: Country that issued the document.
issuingState: State that issued the document.
jointHolders: The holders who share the account.
knowledgeLevel: Level of knowledge.
last: Last name.
lastLogin: Time of the last login.
lastName: Last name.
leaveDrip: Leaves the dividend reinvestment programme.
leaveSyep: Leaves the stock yield enhancement programme.
legalEntity: The organisation.
legalEntityIdentification: Papers of the organisation.
legalResidenceCountry: Country of legal residence.
legalResidenceState: State of legal residence.
licenseNumber: Number of the licence.
linkDuplicateAccount: Links a duplicate to its account.
liquidNetWorth: Liquid net worth, as a range out of the enumerations.
localTaxForms: Tax forms of a country.
loginMessageIds: Ids of the messages.
longCfdDebitMarkdown: Markdown for long CFDs, in points.
longFxCfdMarkdown: Markdown for long currency CFDs, in points.
longIndexCfdDebitMarkdown: Markdown for long index CFDs, in points.
loss: The loss.
mailing: Postal address.
mailingAddress: Postal address.
manageMarketDataSubscriptions: Changes market data subscriptions.
managingOwner: The managing owners.
margin: Cash or margin.
marginLoan: Whether it borrows against positions.
maritalStatus: Marital status.
markups: Markups by size.
masterAccountId: Master account of the new account.
max: Upper end of the range.
maxFee: Maximum fee.
maxGrossEfpTrades: Maximum gross number of exchanges for physical.
maxGrossValue: Maximum gross value traded.
maximum: Maximum amount.
maxNetEfpTrades: Maximum net number of exchanges for physical.
maxNetValue: Maximum net value traded.
maxNominalEfpPerOrder: Maximum number of exchanges for physical in one order.
maxOrderValue: Maximum value of one order.
mdServices: Market data services.
mdStatusNonPro: Whether the user is a non-professional subscriber of market data.
mdSubscriberStatus: Professional or non-professional subscriber of market data.
medicareCard: Number of the Medicare card.
medicareReference: Reference on the Medicare card.
meetAmlStandard: Complies with anti-money-laundering rules.
meetsAmlStandard: Complies with anti-money-laundering rules.
membershipId: Number of the membership.
middle: Middle name.
middleInitial: First letter of the middle name.
middleName: Middle name.
migration: Whether the account is transferred from another broker.
min: Lower end of the range.
minimum: Minimum amount.
motersMaidenName: Mother's name at birth, in IBKR's spelling.
motherMaidenName: Mother's name at birth.
multiCurrency: May hold several currencies.
name: Name.
nationalCard: Number of the national card.
nativeName: Name in its original script.
navRanges: Fees by account value.
netContractLimit: Maximum net number of contracts.
netWorth: Net worth, as a range out of the enumerations.
newAccountHolderDetails: The new details.
newBaseCurrency: The new currency.
newExternalId: Your new id.
newFinancialInformation: The new financial information.
newMargin: The new margin type.
nfaRegistered: Registered with the NFA.
nfaRegistrationNumber: Number at the NFA.
number: Number.
numberOfBonds: Number of bonds.
numberOfContracts: Number of contracts.
numberOfDependents: Number of dependents.
numberOfDuplicates: Number of duplicates.
numberOfPeriods: Number of periods.
numberOfShares: Number of shares.
numContracts: Number of contracts.
numDependents: Number of dependents.
occupation: The profession, out of the enumerations.
oecdStatus: Status of the OECD.
operation: Operation: add or remove.
optForDebitCard: Whether a debit card is requested.
optionLevel: Option trading level, from 1 to 4.
optionPos: Whether options are transferred.
optionType: Call or put.
orderQuantityLimits: Maximum quantity of one order.
orderValueLimits: Maximum value of orders.
organization: The organisation.
organizationCode: Code of the organisation.
organizationCountry: Country of the organisation.
organizations: The organisations.
orgRegulators: Regulators of the organisation.
orgRegulatoryInfo: Regulatory information of the organisation.
orgUsSubsidiary: Whether it is a subsidiary of a US organisation.
originCountry: Country of origin of the customer.
otherCustomerType: Description of another type of customer.
ownershipPercentage: Percentage of ownership.
ownersResideUS: Owners live in the United States.
panNumber: Tax number in India.
paperAccount: Whether it is a paper account.
partialBondPositions: Bonds to transfer.
partialCashPositions: Cash to transfer.
partialFundPositions: Funds to transfer.
partialOptionPositions: Options to transfer.
partialStockPositions: Shares to transfer.
partialWarrantPositions: Warrants to transfer.
passport: Number of the passport.
passwordDate: Date of the last change of the password.
percentage: Percentage.
percentOfNLVCap: Maximum percentage of the account value.
percentOfNLVCapQ: Maximum percentage of the account value in a quarter.
personName: Name of the person.
perTradeMarkups: Markups per trade.
phoneNumber: Telephone number.
phones: Telephones.
placeOfBusinessAddress: Address of the business.
plusCost: Whether it is added to the costs of IBKR.
politicalMilitaryDiplomaticDetails: Affiliations with politics, armed forces or diplomacy.
position: The position held.
postalCode: Postal code.
postFrequency: Frequency of the fee.
preferredPrimaryLanguage: Preferred language.
preferredSecondaryLanguage: Second preferred language.
prefix: Prefix of the username.
prepayCommission: Whether commissions are prepaid.
prepayTax: Whether taxes are prepaid.
previousLosses: Losses carried forward.
pricingStructure: Pricing structure: fixed or tiered.
primaryBeneficiaries: Primary beneficiaries: people.
primaryBeneficiaryEntities: Primary beneficiaries: organisations.
primaryContributor: Primary contributor.
primaryTrustee: Whether it is the primary trustee.
privilege: Permission of the user.
processDocuments: The documents.
product: Instrument type.
prohibitedCountryQuestionnaire: Questions about sanctioned countries.
prohibitedQuestionnaireDetail: The answers.
prohibitedQuestionnaireDetails: The answers.
proofOfAgeCard: Number of the proof of age.
propertyProfile: Property profile.
proprietaryFormNumber: Number of the form at IBKR.
prorateForWithdrawals: Whether withdrawals lower the high-water mark proportionally.
public: Its shares are traded publicly.
publicCompanyInfo: Exchanges and symbols of its shares.
purposeOfTrust: Purpose of the trust.
`
