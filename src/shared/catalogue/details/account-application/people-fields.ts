/** People, organisations and trusts that apply; application-shapes.ts explains the format. */
export const peopleTable = `
Address = street1; street2; city; state; country; postalCode
PhoneInfo = type: {Work|Home|Fax|Mobile|Mobile (work)|Mobile (other)|Business|Other (voice)}; number; country;
  verified: flag
OrganizationIdentification = placeOfBusinessAddress: Address; mailingAddress: Address; phones: [PhoneInfo]; name;
  businessDescription; websiteAddress; identification; identificationCountry; formationCountry; formationState;
  sameMailAddress: flag; translated: flag
PrimaryContributorType = firstName; middleInitial; lastName; suffix: {Jr.|Sr.|I|II|III|IV|V}; employer; occupation;
  address: Address; sourceOfFunds
AdministratorType = firstName; middleInitial; lastName; suffix: {Jr.|Sr.|I|II|III|IV|V}; address: Address
AdministratorContactPersonType = firstName; middleInitial; lastName; suffix: {Jr.|Sr.|I|II|III|IV|V}; phoneNumber
AccountSupportType = businessDescription; primaryContributor: PrimaryContributorType; administrator:
  AdministratorType; administratorContactPerson: AdministratorContactPersonType; ownersResideUS: flag;
  solicitOwnersResideUS: flag; acceptOwnersResideUS: flag; type:
  {FINANCIALINSTITUTION|PROPRIETARYTRADING|FAMILYINVVEHICLE|OPERATINGBUSINESS|BROKERDEALER|LICENSEDADVISOR}
AssetExperience = assetClass: @assets; yearsTrading: integer; tradesPerYear: integer; knowledgeLevel:
  {Extensive|Good|Limited|None}
SourceOfIncomeType = sourceType:
  {CONSULTING|DISABILITY|INHERITANCE|INTEREST|REALESTATE|RENTAL|SEVERANCE|SPOUSE|TRADINGANDINVESTMENTS|PENSIONANDSOCIALSECURITY|UNEMPLOYMENT|OTHER};
  percentage: integer; description
SourceOfWealthType = sourceType:
  {SOW-IND-Allowance|SOW-IND-Disability|SOW-IND-Income|SOW-IND-Inheritance|SOW-IND-Interest|SOW-IND-MarketProfit|SOW-IND-Other|SOW-IND-Pension|SOW-IND-Property|SOW-ORG-Business|SOW-ORG-MarketTradingProfits|SOW-ORG-Other|SOW-ORG-OwnerEquity|SOW-ORG-Property|SOW-ORG-RetainedEarnings};
  percentage: integer; usedForFunds: flag; description
SOIQuestionnaire = details
QuestionnaireType = formNumber: integer; detail
FinancialInformation = investmentExperience: [AssetExperience]; investmentObjectives: [@objectives];
  additionalSourcesOfIncome: [SourceOfIncomeType]; sourcesOfWealth: [SourceOfWealthType]; soiQuestionnaire:
  SOIQuestionnaire; questionnaires: [QuestionnaireType]; netWorth: number; liquidNetWorth: number; annualNetIncome:
  number; totalAssets: number; sourceOfFunds; translated: flag
AccreditedInvestorInformation = q1: flag; q2: flag; q3: flag; q4: flag; q5: flag
RegulatoryDetail = code:
  {CRIMINAL|AFFILIATION|CFTCREGISTERED|IBACCOUNTS|REGULATORYCONTROL|EmployeePubTrade|ControlPubTraded|BROKERDEALER|EXCHANGEMEMBERSHIP|STOCKCONTROL|DISPUTE|INVESTIGATION|MEMBERSHIP|AUSEXPOSURE|CONTROLLER|POLITICALMILITARYDIPLOMATIC|FOREIGN_BANK|BROKER_DEALER|FUTURES_COMMISSION_MERCHANT|MUTUAL_FUND|FOREIGN_EXCHANGE|MONEY_TRANSMITTER|EMPLOYEE_BENEFIT_PLAN|US_BANK|US_SWAP_DEALER|US_SWAP_PARTICIPANT|US_INSURANCE_COMPANY|NON_US_INSURANCE_COMPANY|US_DEPT|FINANCIAL_ADVISOR|HIGH_RISK_CONTRIBUTION};
  status: flag; details; detail; externalIndividualId
SelfRegulatedMembershipType = exchanges; organizations
AffiliationDetailsType = affiliationRelationship: {Self|Spouse|Parent|Child|Other}; personName; companyId: integer;
  company; companyMailingAddress: Address; companyPhone; companyEmailAddress; duplicateStmtRequired: flag
PublicCompanyInfoType = exchangeTradedOn; quotedSymbol
ORGRegulatorType = regulatorName; regulatorCountry; regulatedInCapacity; regulatorId
ORGRegulatoryInfoType = publicCompanyInfo: PublicCompanyInfoType; orgRegulators: [ORGRegulatorType]; regulated:
  flag; public: flag
AUSExposureDetailsType = ausExposureRelationship; personName; licenseNumber: integer
PoliticalMilitaryDiplomaticDetailsType = personName; title; organization; country
RegulatoryInformation = regulatoryDetails: [RegulatoryDetail]; regulatoryDetail: [RegulatoryDetail];
  selfRegulatedMembership: SelfRegulatedMembershipType; affiliationDetails: AffiliationDetailsType;
  financialOrgTypes: [text]; orgRegulatoryInfo: ORGRegulatoryInfoType; ausExposureDetails: AUSExposureDetailsType;
  controllerExchangeCode; politicalMilitaryDiplomaticDetails: PoliticalMilitaryDiplomaticDetailsType; translated:
  flag
ManagingOwner = externalId; is25PercentOwner: flag
IndividualName = salutation: {Mr.|Mrs.|Ms.|Dr.|Mx.|Ind.}; first; last; middle; suffix: {Jr.|Sr.|I|II|III|IV|V};
  title
ResidenceAddress = street1; street2; city; state; country; postalCode
Identification = citizenship; citizenship2; citizenship3; ssn; sin; driversLicense; passport; alienCard;
  hkTravelPermit; medicareCard; cardColor: {BLUE|GREEN|YELLOW}; medicareReference; nationalCard; issuingCountry;
  issuingState; rta; legalResidenceCountry; legalResidenceState; educationalQualification; fathersName; greenCard:
  flag; panNumber; taxId; proofOfAgeCard; expire: flag; expirationDate: date
EmploymentDetails = employer; occupation; description; employerBusiness; employerAddress: Address; employerPhone;
  emplCountryResCountryDetails
ProhibitedQuestionnaireDetail = code:
  {PASSPORT|CITIZENSHIP|BUSINESSDEALINGS|FINANCIALACCOUNTS|RESIDENT|MULTI|BIRTH}; status: flag; details
ProhibitedCountryQuestionnaireList = prohibitedQuestionnaireDetail: [ProhibitedQuestionnaireDetail]; accountId;
  externalId; entityId
Title = value; code: {Account Holder|FIRST HOLDER|SECOND
  HOLDER|TRADER|CEO|SECRETARY|TREASURER|OWNER|PRINCIPAL|SHAREHOLDER|TRUSTEE|BENEFICIARY|GRANTOR|Employee|CONTINGENT|IRA_BENEFICIARY|IRA
  DECEDENT|COMP_OFFICER|Other Officer|Controlling
  Officer|SIGNATORY|NON-EMPLOYEE|CUSTODIAN|SUCCESSOR_CUSTODIAN|DIRECTOR|PARTNER|CUSTODIAN EMPLOYEE|SUCCESSOR
  CUSTODIAN EMPLOYEE|SPOUSE|Successor Holder|Registered Contact}
AssociatedIndividual = name: IndividualName; nativeName: IndividualName; birthName: IndividualName;
  motherMaidenName: IndividualName; dateOfBirth; countryOfBirth; cityOfBirth; gender: {M|F|Male|Female};
  maritalStatus: {S|M|W|D|C}; numDependents: integer; residenceAddress: ResidenceAddress; mailingAddress: Address;
  phones: [PhoneInfo]; email; identification: Identification; employmentType; employmentDetails: EmploymentDetails;
  employeeTitle; taxResidencies: [TaxResidency]; w9: FormW9; w8Ben: FormW8BEN; crs: FormCRS;
  prohibitedCountryQuestionnaire: ProhibitedCountryQuestionnaireList; id; externalId; userId; sameMailAddress: flag;
  authorizedToSignOnBehalfOfOwner: flag; authorizedTrader: flag; usTaxResident: flag; translated: flag;
  primaryTrustee: flag; ownershipPercentage: number; titles: [Title]; authorizedPerson: flag; referenceUsername
AssociatedPerson = entityId: integer; externalCode; firstName; middleName; middleInitial; lastName; suffix;
  username; passwordDate; userStatus; userStatusTrading; lastLogin; gender; maritalStatus; salutation; email;
  countryOfCitizenship; countryOfBirth; dateOfBirth; motersMaidenName; numberOfDependents: integer; securityDevice;
  commercial; countryOfLegalResidence; stateOfLegalResidence; mdSubscriberStatus; phones: *text; residence: *text;
  mailing: *text; associations: [text]; identityDocuments: [*text]; employmentType; employmentDetails: *object;
  subscribedServices: [*object]; taxTreatyDetails: [*text]
AssociatedEntity = entityId: integer; externalCode; name; email; organizationCountry; phones: *text; residence:
  *text; mailing: *text; associations: [text]; identityDocuments: [*text]; taxTreatyDetails: [*text];
  AssociatedPersons: [AssociatedPerson]
AssociatedEntities = associatedIndividuals: [AssociatedIndividual]; associatedEntities: [AssociatedEntity]
RegulatedMembership = organizationCode; membershipId
OrganizationApplicant = identifications: [OrganizationIdentification]; accountSupport: AccountSupportType;
  financialInformation: [FinancialInformation]; accreditedInvestorInformation: AccreditedInvestorInformation;
  regulatoryInformation: [RegulatoryInformation]; managingOwner: ManagingOwner; associatedEntities:
  AssociatedEntities; regulatedMemberships: [RegulatedMembership]; taxResidencies: [TaxResidency]; w8BenE:
  FormW8BENE; w8IMY: FormW8IMY; withholdingStatement: WithholdingStatementType; typeOfTrading: {FIRM|CUSTOMER};
  type: {LLC|CORPORATION|PARTNERSHIP|UNINCORPORATED BUSINESS}; orgUsSubsidiary: flag; qualifiedIntermediary: flag;
  assumedPrimaryReporting: flag; acceptedPrimaryWithholding: flag; usTaxPurposeType: {C|P|E}
IndividualApplicant = accountHolderDetails: [AssociatedIndividual]; associatedIndividual: AssociatedIndividual;
  financialInformation: [FinancialInformation]; regulatoryInformation: [RegulatoryInformation];
  regulatedMemberships: [RegulatedMembership]; accreditedInvestorInformation: AccreditedInvestorInformation;
  taxInformation: IndividualTaxInformation; withholdingStatement: WithholdingStatementType
JointApplicant = firstHolderDetails: [AssociatedIndividual]; secondHolderDetails: [AssociatedIndividual];
  financialInformation: [FinancialInformation]; regulatoryInformation: [RegulatoryInformation];
  regulatedMemberships: [RegulatedMembership]; accreditedInvestorInformation: AccreditedInvestorInformation;
  taxInformation: IndividualTaxInformation; withholdingStatement: WithholdingStatementType; type:
  {community|joint_tenants|tenants_common|tbe|au_joint_account}
TrustIdentification = address: Address; mailingAddress: Address; phones: [PhoneInfo]; name; description;
  typeOfTrust: {IRREVOC|SMSF|REVOCABLE|TESTAMENTARY|RETIREMENT|ERISA|OTHER}; purposeOfTrust; dateFormed: date;
  formationCountry; formationState; registrationNumber; registrationType: {SSN|EIN|NonUS_NationalId};
  registrationCountry; sameMailAddress: flag; translated: flag
TrusteeIndividual = name: IndividualName; nativeName: IndividualName; birthName: IndividualName; motherMaidenName:
  IndividualName; dateOfBirth; countryOfBirth; cityOfBirth; gender: {M|F|Male|Female}; maritalStatus: {S|M|W|D|C};
  numDependents: integer; residenceAddress: ResidenceAddress; mailingAddress: Address; phones: [PhoneInfo]; email;
  identification: Identification; employmentType; employmentDetails: EmploymentDetails; employeeTitle;
  taxResidencies: [TaxResidency]; w9: FormW9; w8Ben: FormW8BEN; crs: FormCRS; prohibitedCountryQuestionnaire:
  ProhibitedCountryQuestionnaireList; id; externalId; userId; sameMailAddress: flag;
  authorizedToSignOnBehalfOfOwner: flag; authorizedTrader: flag; usTaxResident: flag; translated: flag;
  primaryTrustee: flag; nfaRegistered: flag; nfaRegistrationNumber
LegalEntityIdentification = placeOfBusinessAddress: Address; mailingAddress: Address; identification;
  identificationCountry; formationCountry; formationType: {PUBLIC|PRIVATE|OTHER}; exchangeCode; exchangeSymbol;
  sameMailAddress: flag
LegalEntity = name; address: Address; phones: [PhoneInfo]; email; legalEntityIdentification:
  LegalEntityIdentification; taxResidencies: [TaxResidency]; id; externalId; usTaxResident: flag; translated: flag
Individual = name: IndividualName; nativeName: IndividualName; birthName: IndividualName; motherMaidenName:
  IndividualName; dateOfBirth; countryOfBirth; cityOfBirth; gender: {M|F|Male|Female}; maritalStatus: {S|M|W|D|C};
  numDependents: integer; residenceAddress: ResidenceAddress; mailingAddress: Address; phones: [PhoneInfo]; email;
  identification: Identification; employmentType; employmentDetails: EmploymentDetails; employeeTitle;
  taxResidencies: [TaxResidency]; w9: FormW9; w8Ben: FormW8BEN; crs: FormCRS; prohibitedCountryQuestionnaire:
  ProhibitedCountryQuestionnaireList; id; externalId; userId; sameMailAddress: flag;
  authorizedToSignOnBehalfOfOwner: flag; authorizedTrader: flag; usTaxResident: flag; translated: flag;
  primaryTrustee: flag
TrusteeEntityType = legalEntity: LegalEntity; employees: [Individual]
TrusteesType = individuals: [TrusteeIndividual]; entities: [TrusteeEntityType]
AssociationTypeEntities = individual: [AssociatedIndividual]; legalEntity: [LegalEntity]
TrustApplicant = identification: [TrustIdentification]; financialInformation: [FinancialInformation];
  regulatoryInformation: [RegulatoryInformation]; regulatedMemberships: [RegulatedMembership];
  accreditedInvestorInformation: AccreditedInvestorInformation; trustees: TrusteesType; beneficiaries:
  AssociationTypeEntities; grantors: AssociationTypeEntities; taxResidencies: [TaxResidency]; w8BenE: FormW8BENE;
  w8IMY: FormW8IMY; withholdingStatement: WithholdingStatementType; thirdPartyManagement: flag; trustType:
  {COMPLEX_TRUST|SINGLE_TRUST|GRANTOR_TRUST|US_TAXABLE_TRUST}
Customer = organization: OrganizationApplicant; accountHolder: IndividualApplicant; jointHolders: JointApplicant;
  trust: TrustApplicant; id; externalId; transferUsMicroCapStock: flag; type:
  {INDIVIDUAL|JOINT|TRUST|UGMA|UTMA|ORG|IRA}; prefix; userName; userNameAlias; userNameSource; email;
  mdStatusNonPro: flag; preferredPrimaryLanguage; preferredSecondaryLanguage; legalResidenceCountry;
  taxTreatyCountry; meetAmlStandard; meetsAmlStandard; directTradingAccess: flag; originCountry; terminationAge:
  integer; governingState; optForDebitCard: flag; roboFaClient: flag; independentAccount: flag; paperAccount: flag
`
