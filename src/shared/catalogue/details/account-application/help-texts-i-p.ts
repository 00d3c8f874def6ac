/** Help texts for the fields of an account application: a name and a sentence per line. */
export const helpTextsIToP = `
ibAccount: Account at IBKR.
ibAccountId: Account at IBKR.
ibDebitMarkup: Points that IBKR adds to the interest on loans.
ibEntityId: Id at IBKR.
id: Your own id, or that of IBKR where it has given one.
identification: Identity documents.
identificationCountry: Country of the identity documents.
identifications: Identity documents.
identityDocuments: Proofs of identity.
included: Whom it includes.
independentAccount: Stands apart from the adviser.
individual: The person.
individuals: The people.
informationChange: Changes details of a person or organisation.
inheritorType: What the heir is to the deceased.
inputLanguage: Language that the answers are written in.
instruction: The instruction.
interestRate: Percent withheld on interest.
investmentExperience: How long and how often each kind was traded.
investmentObjectives: What the investments are meant for.
ira: It is a retirement account.
iraBeneficiaries: Who benefits from the retirement account.
iraDepositDetails: Details of the deposit.
iraOfficialTitle: Official title of the retirement account.
iraType: Kind of retirement account.
is25PercentOwner: Owns 25 percent or more.
issuingCountry: Country that issued the document.
issuingState: State that issued the document.
jointHolders: The holders who share the account.
knowledgeLevel: How much is known of it.
last: Last name.
lastLogin: When the person last logged in.
lastName: Last name.
leaveDrip: Stops investing dividends again.
leaveSyep: Stops lending shares.
legalEntity: The organisation.
legalEntityIdentification: Papers of the organisation.
legalResidenceCountry: Country of legal residence.
legalResidenceState: State of legal residence.
licenseNumber: Number of the licence.
linkDuplicateAccount: Ties a double to its account.
liquidNetWorth: What could be turned into cash, as a range out of the enumerations.
localTaxForms: Tax forms of a country.
loginMessageIds: Ids of the messages.
longCfdDebitMarkdown: Points added for holding CFDs long.
longFxCfdMarkdown: Deduction for long currency CFDs, in points.
longIndexCfdDebitMarkdown: Points added for holding index CFDs long.
loss: The loss.
mailing: Postal address.
mailingAddress: Postal address.
manageMarketDataSubscriptions: Changes market data subscriptions.
managingOwner: The owners who manage.
margin: Cash or margin.
marginLoan: Borrows against the positions.
maritalStatus: Marital status.
markups: The points by size.
masterAccountId: Master account of the new account.
max: Where the range ends.
maxFee: Highest fee.
maxGrossEfpTrades: Most exchanges for physical, gross.
maxGrossValue: Most value traded, gross.
maximum: Highest amount.
maxNetEfpTrades: Most exchanges for physical, net.
maxNetValue: Most value traded, net.
maxNominalEfpPerOrder: Most of them in one order.
maxOrderValue: Most value of one order.
mdServices: Market data services.
mdStatusNonPro: Private rather than professional for market data.
mdSubscriberStatus: Private or professional for market data.
medicareCard: Number of the Medicare card.
medicareReference: Reference on the Medicare card.
meetAmlStandard: Complies with anti-money-laundering rules.
meetsAmlStandard: Complies with anti-money-laundering rules.
membershipId: Number of the membership.
middle: Middle name.
middleInitial: First letter of the middle name.
middleName: Middle name.
migration: The account moves from elsewhere.
min: Where the range begins.
minimum: Lowest amount.
motersMaidenName: Mother's name at birth, in IBKR's spelling.
motherMaidenName: Mother's name at birth.
multiCurrency: May hold several currencies.
name: Name.
nationalCard: Number of the national card.
nativeName: Name in its own script.
navRanges: Fees by value of the account.
netContractLimit: Most contracts, net.
netWorth: What is owned less what is owed, as a range out of the enumerations.
newAccountHolderDetails: The new details.
newBaseCurrency: The new currency.
newExternalId: Your new id.
newFinancialInformation: The new facts.
newMargin: The new kind.
nfaRegistered: Registered with the NFA.
nfaRegistrationNumber: Number at the NFA.
number: Number.
numberOfBonds: How many bonds.
numberOfContracts: How many contracts.
numberOfDependents: How many people are supported.
numberOfDuplicates: How many doubles.
numberOfPeriods: How many periods.
numberOfShares: How many shares.
numContracts: How many contracts.
numDependents: How many people are supported.
occupation: The profession, out of the enumerations.
oecdStatus: Status of the OECD.
operation: Add or remove.
optForDebitCard: Wants a debit card.
optionLevel: Option trading level, from 1 to 4.
optionPos: Options are to move as well.
optionType: Call or put.
orderQuantityLimits: Most units in one order.
orderValueLimits: Most value of orders.
organization: The organisation.
organizationCode: Code of the organisation.
organizationCountry: Country of the organisation.
organizations: The organisations.
orgRegulators: Who supervises the organisation.
orgRegulatoryInfo: Supervision of the organisation.
orgUsSubsidiary: Is a subsidiary of an American organisation.
originCountry: Country of origin of the customer.
otherCustomerType: Description of another type of customer.
ownershipPercentage: Percent that is owned.
ownersResideUS: Owners live in the United States.
panNumber: Tax number in India.
paperAccount: Whether it is a paper account.
partialBondPositions: Bonds that move.
partialCashPositions: Cash that moves.
partialFundPositions: Funds that move.
partialOptionPositions: Options that move.
partialStockPositions: Shares that move.
partialWarrantPositions: Warrants that move.
passport: Number of the passport.
passwordDate: When the password was last changed.
percentage: Percent.
percentOfNLVCap: Highest percent of the account's value.
percentOfNLVCapQ: Highest percent of the account's value in a quarter.
personName: Name of the person.
perTradeMarkups: Points on each trade.
phoneNumber: Telephone number.
phones: Telephones.
placeOfBusinessAddress: Address of the business.
plusCost: On top of IBKR's own costs.
politicalMilitaryDiplomaticDetails: Ties to politics, armed forces or diplomacy.
position: The position held.
postalCode: Postal code.
postFrequency: How often the fee is booked.
preferredPrimaryLanguage: Language that is preferred.
preferredSecondaryLanguage: Language that is preferred next.
prefix: First letters of the username.
prepayCommission: Commissions are paid before.
prepayTax: Taxes are paid before.
previousLosses: Losses that are carried over.
pricingStructure: Fixed or tiered.
primaryBeneficiaries: People who benefit first.
primaryBeneficiaryEntities: Organisations that benefit first.
primaryContributor: Primary contributor.
primaryTrustee: Is the first trustee.
privilege: Permission of the user.
processDocuments: The documents.
product: Instrument type.
prohibitedCountryQuestionnaire: Questions on countries under sanctions.
prohibitedQuestionnaireDetail: The answers.
prohibitedQuestionnaireDetails: The answers.
proofOfAgeCard: Number of the proof of age.
propertyProfile: Profile of properties.
proprietaryFormNumber: Number of the form at IBKR.
prorateForWithdrawals: Withdrawals lower the mark in proportion.
public: Its shares are traded publicly.
publicCompanyInfo: Where its shares are traded.
purposeOfTrust: What the trust is for.
`
