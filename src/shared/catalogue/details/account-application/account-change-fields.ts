/** Changes to existing accounts; application-shapes.ts explains the format. */
export const accountChangesTable = `
UpdateExternalId = accountId; newExternalId
UpdatePropertyProfile = accountId; propertyProfile
UpdateAccountAlias = accountId; accountAlias
ChangeBaseCurrency = accountId; newBaseCurrency
AbandonAccount = accountId
UserDetails = name: IndividualName; nativeName: IndividualName; birthName: IndividualName; motherMaidenName:
  IndividualName; dateOfBirth; countryOfBirth; cityOfBirth; gender: {M|F|Male|Female}; maritalStatus: {S|M|W|D|C};
  numDependents: integer; residenceAddress: ResidenceAddress; mailingAddress: Address; phones: [PhoneInfo]; email;
  identification: Identification; employmentType; employmentDetails: EmploymentDetails; employeeTitle;
  taxResidencies: [TaxResidency]; w9: FormW9; w8Ben: FormW8BEN; crs: FormCRS; prohibitedCountryQuestionnaire:
  ProhibitedCountryQuestionnaireList; id; externalId; userId; sameMailAddress: flag;
  authorizedToSignOnBehalfOfOwner: flag; authorizedTrader: flag; usTaxResident: flag; translated: flag;
  primaryTrustee: flag; ownershipPercentage: number; title: [Title]; authorizedPerson: flag; referenceUsername
AddNewUser = accountId; prefix; userDetails: UserDetails; userName; inputLanguage: @languages; translation: flag
AddLEVFXCapability = accountId
AddMiFIRData = accountId; title; identifications: [Identification]
DocumentSubmission = documents: [Document]; accountId; inputLanguage: @languages; translation: flag
AddTradingPermissions = tradingPermissions: [TradingPermission]; documentSubmission: DocumentSubmission; accountId;
  optionLevel: integer
RemoveTradingPermissions = tradingPermissions: [TradingPermission]; accountId
ChangeMarginType = documentSubmission: DocumentSubmission; accountId; operation; newMargin
AddCLPCapability = accountId; documents: [Document]
ChangeFinancialInformation = accountId; referenceUserName; newFinancialInformation: FinancialInformation
ResetAbandonedAccount = accountId
UpdateEmail = email; token; access: flag; externalId; entityId
UpdatePassword = encryptedPassword; encryptedKeyName; token
UpdateCredentials = updateEmail: UpdateEmail; updatePassword: UpdatePassword; accountId; referenceUserName
RepresentativeDetail = representativeId; percentage: integer
UpdateAccountRepresentatives = representativeDetails: [RepresentativeDetail]; accountId
CompleteLoginMessage = loginMessageIds: [integer]; accountId
ReopenAccount = accountId
EnrollInSYEP = accountId; documents: [Document]
LeaveSYEP = accountId
EnrollInDRIP = accountId
LeaveDRIP = accountId
EnableAccountInBrokerage = accountId
DisableAccountInBrokerage = accountId
LinkDuplicateAccount = accountId; externalAccountId; clientActiveTrading: flag
DuplicateAccount = accountId; numberOfDuplicates: integer
ProcessDocuments = documents: [Document]; inputLanguage: @languages; translation: flag
UpdateBCAN = accountId; bcan; ceNumber
ProhibitedCountryQuestionnaire = prohibitedQuestionnaireDetails: [ProhibitedQuestionnaireDetail]; accountId;
  externalId; entityId
QualifiedPurchaserDetails = code: {InvestmentCompanyAct|DiscretionaryBasis}; status: flag
QualifiedPurchaser = qualifiedPurchaserDetails: [QualifiedPurchaserDetails]; status: flag
EligibleContractParticipantDetails = code: {DiscretionaryBasis|HighRisk}; status: flag
EligibleContractParticipant = eligibleContractParticipantDetails: [EligibleContractParticipantDetails]; status: flag
AccreditedInvestor = qualifiedPurchaser: QualifiedPurchaser; eligibleContractParticipant:
  EligibleContractParticipant; signedBy: [text]; accountId; status: flag; signature
ChangeAccountHolderDetail = newAccountHolderDetails: [AssociatedIndividual]; documents: DocumentSubmission;
  accountId; referenceUserName; inputLanguage: @languages; translation: flag
UpdateUserAccessRights = subAccounts: [text]; repId; action
AddRelationship = name: @relationships; ownershipPercentage: integer
AddEntity = addRelationships: [AddRelationship]; individual: Individual; legalEntity: LegalEntity; documents:
  [Document]
DeleteRelationship = name: @relationships
Trust = identification: TrustIdentification; regulatoryInformation: RegulatoryInformation
Organization = identification: OrganizationIdentification; regulatoryInformation: RegulatoryInformation
UpdateEntity = addRelationships: [AddRelationship]; deleteRelationships: [DeleteRelationship]; individual:
  Individual; legalEntity: LegalEntity; trust: Trust; organization: Organization; documents: [Document]; ibEntityId:
  integer
DeleteEntity = ibEntityId: integer
InformationChange = addEntities: [AddEntity]; updateEntities: [UpdateEntity]; deleteEntities: [DeleteEntity];
  ibAccountId
AccountConfiguration = accountId; type; value: flag
AllocateVAN = accountId; currency: @currencies; countryCode
CreateUser = accountId; prefix; userName; id; externalId; authorizedTrader: flag
QuestionnairesWithAccount = questionnaire: [Questionnaire]; accountId
Details = question; answer
SecurityQuestions = details: [Details]; referenceUserName; inputLanguage: @languages
ApplyFeeTemplate = accountId; templateName
AccountClose = accountId; closeReason
Service = value: integer; action: {ADD|REMOVE}
ManageMarketDataSubscriptions = service: [Service]; referenceUserName
Task = formNumber: integer; status: flag
QuizQuestionnaires = questionnaire: [Questionnaire]; accountId; task: [Task]
AccountManagementRequests = updateExternalId: UpdateExternalId; updatePropertyProfile: UpdatePropertyProfile;
  updateAccountAlias: UpdateAccountAlias; changeBaseCurrency: ChangeBaseCurrency; abandonAccount: AbandonAccount;
  addNewUser: AddNewUser; addLevFxCapability: AddLEVFXCapability; addMiFirData: AddMiFIRData; addTradingPermissions:
  AddTradingPermissions; removeTradingPermissions: RemoveTradingPermissions; changeMarginType: ChangeMarginType;
  addCLPCapability: AddCLPCapability; changeFinancialInformation: ChangeFinancialInformation; resetAbandonedAccount:
  ResetAbandonedAccount; updateCredentials: UpdateCredentials; updateAccountRepresentatives:
  UpdateAccountRepresentatives; completeLoginMessage: CompleteLoginMessage; reopenAccount: ReopenAccount;
  enrollInSyep: EnrollInSYEP; leaveSyep: LeaveSYEP; enrollInDrip: EnrollInDRIP; leaveDrip: LeaveDRIP; updateW8Ben:
  UpdateW8BEN; enableAccountInBrokerage: EnableAccountInBrokerage; disableAccountInBrokerage:
  DisableAccountInBrokerage; linkDuplicateAccount: LinkDuplicateAccount; duplicateAccount: DuplicateAccount;
  documentSubmission: DocumentSubmission; processDocuments: ProcessDocuments; updateBcan: UpdateBCAN;
  prohibitedCountryQuestionnaire: ProhibitedCountryQuestionnaire; updateWithholdingStatement:
  UpdateWithholdingStatement; accreditedInvestor: AccreditedInvestor; changeAccountHolderDetail:
  ChangeAccountHolderDetail; updateUserAccessRights: UpdateUserAccessRights; informationChange: InformationChange;
  addAdditionalAccount: AddAdditionalAccount; accountConfiguration: AccountConfiguration; allocateVan: AllocateVAN;
  createUser: CreateUser; updateTaxForm: UpdateTaxForm; questionnaires: QuestionnairesWithAccount;
  securityQuestions: SecurityQuestions; applyFeeTemplate: ApplyFeeTemplate; accountClose: AccountClose;
  manageMarketDataSubscriptions: ManageMarketDataSubscriptions; quizQuestionnaires: QuizQuestionnaires
AccountManagementRequestsPayload = accountManagementRequests: AccountManagementRequests
`
