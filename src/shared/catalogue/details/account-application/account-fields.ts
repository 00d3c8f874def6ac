/** Accounts, users and questions of an application; application-shapes.ts explains the format. */
export const accountsTable = `
AccountConfigurationType = type; value: flag
TradingPermission = assetClass: @assets; exchangeGroup; country:
  {ALL|AUSTRALIA|AUSTRIA|BELGIUM|CANADA|FRANCE|GERMANY|HONG
  KONG|ITALY|JAPAN|KOREA|MEXICO|NORWAY|SINGAPORE|SPAIN|SWEDEN|SWITZERLAND|THE NETHERLANDS|UNITED KINGDOM|UNITED
  STATES|HK-CHINA}; product: {BONDS|FUTURES|FOREX|FUTURES OPTIONS|MUTUAL FUNDS|STOCKS|SINGLE STOCK
  FUTURES|OPTIONS|STOCK OPTIONS|WARRANTS}
CommissionConfig = style: {Bundled|Unbundled}; type: {Commodities|Securities}
ExchangeAccess = assetClass: @assets; exchange: {NYSE|AMEX|NASDAQ|CBOE|ISE|BOX|PHLX|PSE}
DVPInstruction = id; externalId; externalAccountID; accountID; name; type: {DTCID|NSCC|CMTA|GUS|OCCSSF}; role:
  {E|C|B}; agentID; firmID; agentName; accountName; dayDoID; txGroupCode: {G|Z|R|N}; brokerCode; assetClass:
  @assets; exchange: {NYSE|AMEX|NASDAQ|CBOE|ISE|BOX|PHLX|PSE}; prepayTax: flag; prepayCommission: flag; expiry:
  date; default: flag
OrderValueLimits = maxOrderValue: number; maxGrossValue: number; maxNetValue: number; netContractLimit: number
EFPQuantityLimits = maxNominalEfpPerOrder: integer; maxNetEfpTrades: integer; maxGrossEfpTrades: integer
OrderQuantityLimit = asset: @assets; quantity: integer
DayQuantityLimit = asset: @assets; quantity: integer
TradingLimits = orderValueLimits: OrderValueLimits; efpQuantityLimits: EFPQuantityLimits; orderQuantityLimits:
  [OrderQuantityLimit]; dayQuantityLimits: [DayQuantityLimit]
MarkupStaircaseType = amount: number; break: number
CommissionMarkupType = stairs: [MarkupStaircaseType]; code; minimum: number; maximum: number; type: {FA|FM|PM};
  amount: number; plusCost: flag; ticketCharge: number
CommissionScheduleType = markups: [CommissionMarkupType]; pricingStructure: {FIXED|TIERED}
AnnualBlendedPercentage = blendedFrom; blendedTo; percentage
NAVRangeType = min: number; max: number; maxFee: number
AutomatedWrapFeeDetailsType = perTradeMarkups: CommissionScheduleType; annualBlendedPercentages:
  [AnnualBlendedPercentage]; navRanges: [NAVRangeType]; type:
  {ANNUALFLATFEE|ANNUALFLATFEE_MONTHLY|ANNUALFLATFEE_QUATERLY|PERCENTOFEQUITY|PERCENTOFEQUITY_MONTHLY|PERCENTOFEQUITY_EOM|PERCENTOFEQUITY_QUATERLY|PERCENTOFEQUITY_QUARTERLY|PERCENTOFEQUITY_EOQ|BLENDEDPERCENTOFEQUITY|BLENDEDPERCENTOFEQUITY_MONTHLY|BLENDEDPERCENTOFEQUITY_EOM|BLENDEDPERCENTOFEQUITY_QUARTERLY|BLENDEDPERCENTOFEQUITY_EOQ|INVOICE_LIMIT|INVOICE_LIMIT_Q|PERCENTOFPROFIT|PERCENTOFPROFIT_QUARTER|PERTRADE|PERCENTOFNLV_CAP|PERCENTOFNLV_CAP_EOPEQTY|PERCENTOFNLV_CAP_Q|PERCENTOFNLV_CAP_EOPEQTY_Q};
  maxFee: number; numContracts: integer; postFrequency; percentOfNLVCap; percentOfNLVCapQ
HighWaterMarkConfigurationType = numberOfPeriods: integer; prorateForWithdrawals: flag
PreviousLossesType = loss: integer; quarter: integer; year: integer; currency
HighWaterMarkType = hwm: HighWaterMarkConfigurationType; previousLosses: [PreviousLossesType]
AdvisorWrapFeesType = automatedFeesDetails: [AutomatedWrapFeeDetailsType]; highWaterMarkConfigHwma:
  HighWaterMarkType; highWaterMarkConfigHwmq: HighWaterMarkType; strategy: {AUTOMATED|DIRECTBILLING|NO_FEE};
  chargeAdvisor: flag; chargeOtherFeesToAdvisor: flag
InterestMarkupType = currency: @currencies; debitMarkup: number; ibDebitMarkup: number; creditMarkdown: number;
  shortCreditMarkdown: number; shortCfdCreditMarkdown: number; longCfdDebitMarkdown: number;
  shortIndexCfdCreditMarkdown: number; longIndexCfdDebitMarkdown: number; shortFxCfdMarkup: number;
  longFxCfdMarkdown: number
IRADecedent = name: IndividualName; nativeName: IndividualName; birthName: IndividualName; motherMaidenName:
  IndividualName; dateOfBirth; countryOfBirth; cityOfBirth; gender: {M|F|Male|Female}; maritalStatus: {S|M|W|D|C};
  numDependents: integer; residenceAddress: ResidenceAddress; mailingAddress: Address; phones: [PhoneInfo]; email;
  identification: Identification; employmentType; employmentDetails: EmploymentDetails; employeeTitle;
  taxResidencies: [TaxResidency]; w9: FormW9; w8Ben: FormW8BEN; crs: FormCRS; prohibitedCountryQuestionnaire:
  ProhibitedCountryQuestionnaireList; id; externalId; userId; sameMailAddress: flag;
  authorizedToSignOnBehalfOfOwner: flag; authorizedTrader: flag; usTaxResident: flag; translated: flag;
  primaryTrustee: flag; dateOfDeath: date; title: Title; inheritorType: {S|I|T|O}; relationship:
  {Other|Trust|Spouse|Individual}
IRAPrimaryBeneficiary = name: IndividualName; nativeName: IndividualName; birthName: IndividualName;
  motherMaidenName: IndividualName; dateOfBirth; countryOfBirth; cityOfBirth; gender: {M|F|Male|Female};
  maritalStatus: {S|M|W|D|C}; numDependents: integer; residenceAddress: ResidenceAddress; mailingAddress: Address;
  phones: [PhoneInfo]; email; identification: Identification; employmentType; employmentDetails: EmploymentDetails;
  employeeTitle; taxResidencies: [TaxResidency]; w9: FormW9; w8Ben: FormW8BEN; crs: FormCRS;
  prohibitedCountryQuestionnaire: ProhibitedCountryQuestionnaireList; id; externalId; userId; sameMailAddress: flag;
  authorizedToSignOnBehalfOfOwner: flag; authorizedTrader: flag; usTaxResident: flag; translated: flag;
  primaryTrustee: flag; ownershipPercentage: number; title: Title; relationship: @relatives
IRAPrimaryBeneficiaryEntity = name; address: Address; id; externalId; ownershipPercentage: number; title: Title;
  relationship: @relatives; executor: Individual; executionDate: date; articleOfWill; entityType:
  {Trust|Estate|Charity}; charityNumber
IRAContingentBeneficiary = name: IndividualName; nativeName: IndividualName; birthName: IndividualName;
  motherMaidenName: IndividualName; dateOfBirth; countryOfBirth; cityOfBirth; gender: {M|F|Male|Female};
  maritalStatus: {S|M|W|D|C}; numDependents: integer; residenceAddress: ResidenceAddress; mailingAddress: Address;
  phones: [PhoneInfo]; email; identification: Identification; employmentType; employmentDetails: EmploymentDetails;
  employeeTitle; taxResidencies: [TaxResidency]; w9: FormW9; w8Ben: FormW8BEN; crs: FormCRS;
  prohibitedCountryQuestionnaire: ProhibitedCountryQuestionnaireList; id; externalId; userId; sameMailAddress: flag;
  authorizedToSignOnBehalfOfOwner: flag; authorizedTrader: flag; usTaxResident: flag; translated: flag;
  primaryTrustee: flag; ownershipPercentage: number; title: Title; relationship: @relatives
IRAContingentBeneficiaryEntity = name; address: Address; id; externalId; ownershipPercentage: number; title: Title;
  relationship: @relatives; executor: Individual; executionDate: date; articleOfWill; entityType:
  {Trust|Estate|Charity}
IRABeneficiariesType = primaryBeneficiaries: [IRAPrimaryBeneficiary]; primaryBeneficiaryEntities:
  [IRAPrimaryBeneficiaryEntity]; contingentBeneficiaries: [IRAContingentBeneficiary]; contingentBeneficiaryEntities:
  [IRAContingentBeneficiaryEntity]; spousePrimaryBeneficary: flag; successor: flag
PartialStockPosition = symbol; numberOfShares: integer; all: flag; position: {LONG|SHORT}; exchange
PartialBondPosition = cusipNumber; numberOfBonds: integer; all: flag
PartialOptionPosition = symbol; numberOfContracts: integer; all: flag; position: {LONG|SHORT}; optionType:
  {CALL|PUT}; strikePrice: integer; expirationDate
PartialWarrantPosition = symbol; numberOfShares: integer; all: flag; position: {LONG|SHORT}; optionType: {CALL|PUT};
  strikePrice: integer; expirationDate
PartialFundPosition = symbol; numberOfShares: integer; all: flag
PartialCashPosition = amount: number; marginLoan: flag; fullCash: flag
ExtPositionsTransferType = partialStockPositions: [PartialStockPosition]; partialBondPositions:
  [PartialBondPosition]; partialOptionPositions: [PartialOptionPosition]; partialWarrantPositions:
  [PartialWarrantPosition]; partialFundPositions: [PartialFundPosition]; partialCashPositions:
  [PartialCashPosition]; type: {FULL|PARTIAL}; subType: {ACATS|ATON}; brokerId; brokerName; accountAtBroker;
  srcIRAType: @retirementKinds; marginLoan: flag; shortPos: flag; optionPos: flag; ibAccount; thirdPartyType;
  approximateAccountValue: integer; ssn; ein; signature; authorizeToRemoveFund: flag
CheckDetails = checkNumber; routingNumber; accountNumber
WireDetails = bankName; bankAccountNumber; bankCode; routingNumber; instruction; countryCode; referenceNumber
ACHDetails = custInitAch: flag; bankName
IRADepositDetails = depositType: {contribution|rollover}; taxYear: {current|prior}; fromIraType: @retirementKinds
DepositNotification = checkDetails: CheckDetails; wireDetails: WireDetails; achDetails: ACHDetails;
  iraDepositDetails: IRADepositDetails; type: {CHECK|WIRE|ACH|SKIP_DEPOSIT}; amount: number; currency: @currencies;
  ibAccount
CustodianType = individual: Individual; legalEntity: LegalEntity; employee: Individual
RepDetail = repId; percentage: integer
AccountRep = repDetails: [RepDetail]; included: flag
Account = accountConfiguration: AccountConfigurationType; investmentObjectives: [@objectives];
  brokerageServiceCodes: [{IBClearing|IBExecution|IBPrime}]; capabilities:
  [{BOND|FOP|FUND|FUT|MRGN|MULT|OPT|SSF|CFD|STK|CLP|LEVFX|CMDTY}]; optionLevel: integer; tradingPermissions:
  [TradingPermission]; commissionConfigs: [CommissionConfig]; allExchangeAccess: [ExchangeAccess]; dvpInstructions:
  [DVPInstruction]; tradingLimits: TradingLimits; advisorWrapFees: AdvisorWrapFeesType; feesTemplateName;
  clientCommissionSchedule: CommissionScheduleType; clientInterestMarkupSchedules: [InterestMarkupType]; decendent:
  IRADecedent; iraBeneficiaries: IRABeneficiariesType; extPositionsTransfers: [ExtPositionsTransferType];
  depositNotification: DepositNotification; custodian: CustodianType; successorCustodian: CustodianType; accountRep:
  AccountRep; id; externalId; propertyProfile; baseCurrency: @currencies; employeePlan; multiCurrency: flag;
  migration: flag; sourceAccountId; margin; ira: flag; iraType: @retirementKinds; iraOfficialTitle;
  clientActiveTrading: flag; duplicate: flag; numberOfDuplicates: integer; stockYieldProgram: flag; alias;
  accountType: {Investment|Trading|SMSF}; drip: flag
UserPrivilege = externalAccountId; privilege: {OWNER|TRADER|CUSTOM|NONE}
User = userPrivileges: [UserPrivilege]; mdServices: [integer]; id; externalUserId; externalIndividualId;
  encryptedPassword; encryptedKeyName; prefix
AddAdditionalAccount = customer: Customer; account: Account; documents: [Document]; users: [User]; accountId
AnswerDetail = name; detail
Answer = answerDetail: [AnswerDetail]; detail; id: integer; questionId: integer
Questionnaire = answers: [Answer]; formNumber: integer
Questionnaires = questionnaire: [Questionnaire]
Application = customer: Customer; accounts: [Account]; users: [User]; documents: [Document]; additionalAccounts:
  [AddAdditionalAccount]; masterAccountId; id; inputLanguage: @languages; translation: flag; paperAccount: flag;
  questionnaires: Questionnaires
ApplicationPayload = application: Application
`
