/** Tax forms of an application; application-shapes.ts explains the format. */
export const taxTable = `
TaxResidency = country; tin; tinType: {SSN|EIN|NonUS_NationalId}
LocalTaxForm = taxAuthority: {ISRAEL_TA|CANADA_TA|RUSSIA_TA|SWEDEN_TA|AUSTRALIA_TA}; qualified: flag; treatyCountry
FormW9 = localTaxForms: [LocalTaxForm]; name; businessName; customerType:
  {Individual|Corporation|Partnership|LLC|Other}; taxClassification; otherCustomerType; tin; tinType:
  {SSN|EIN|NonUS_NationalId}; cert1: flag; cert2: flag; cert3: flag; cert4: flag; signatureType:
  {Electronic|Physical}; blankForm: flag; taxFormFile; proprietaryFormNumber: integer
FormW8BEN = localTaxForms: [LocalTaxForm]; name; tin; foreignTaxId; tinOrExplanationRequired: flag; explanation:
  @noTaxNumber; referenceNumber: integer; part29ACountry; cert: flag; signatureType: {Electronic|Physical};
  blankForm: flag; taxFormFile; proprietaryFormNumber: integer; electronicFormat: flag; submitDate
FormCRS = controllingPersonDesignation: {SENIOR_MGMT_OFFICER|BY_OWNERSHIP|BY_OTHER_MEANS}; oecdStatus:
  {DEPOSITORY_INSTITUTION|CUSTODIAL_INSTITUTION|SPECIFIED_INSURANCE_COMPANY|INVESTMENT_ENTITY_IN_NONPARTICIPATING_JURISDICTION|INVESTMENT_ENTITY_NOT_LISTED|PUBLICLY_TRADED_CORPORATION_OR_AFFILIATE|OTHER_ACTIVE_NON_FINANCIAL_ENTITY|PASSIVE_NON_FINANCIAL_ENTITY|EXEMPT_RETIREMENT_PLAN|NON_REPORTING_FI|OTHER_INVESTMENT_ENTITY|FINANCIAL_INSTITUTION|NON_REPORTING_FINANCIAL_INSTITUTION}
FormW8BENE = substantialUsOwnerExternalIds: [text]; name; countryOfOrganization; disregardedEntityName; entityType:
  {CORPORATION|DISREGARDED_ENTITY|PARTNERSHIP|SIMPLE_TRUST|GRANTOR_TRUST|COMPLEX_TRUST|ESTATE|GOVERNMENT|CENTRAL_BANK_OF_ISSUE|TAX_EXEMPT_ORGANIZATION|PRIVATE_FOUNDATION};
  fatcaStatus:
  {NONPARTICIPATING_FFI|PARICIPATING_FFI|REPORTING_MODEL_1_FFI|REPORTING_MODEL_2_FFI|REGISTERED_DEEMED_COMPLIANT_FFI|SPONSORED_FFI|CERTIFIED_DEEMED_COMPLIANT_NONREGISTERING_LOCAL_BANK|CERTIFIED_DEEMED_COMPLIANT_FFI|CERTIFIED_DEEMED_COMPLIANT_SPONSORED_VEHICLE|CERTIFIED_DEEMED_COMPLIANT_LIMITED_LIFE_DEBT|CERTIFIED_DEEMED_COMPLIANT_INVESTMENT_ADVISORS|OWNER_DOCUMENTED_FFI|RESTRICTED_DISTRIBUTOR|NONREPORTING_IGA_FFI|FOREIGN_GOVERNMENT|INTERNATIONAL_ORGANIZATION|EXEMPT_RETIREMENT_PLANS|ENTITY_OWNED_BY_EXEMPT_BENEFICIAL_OWNERS|TERRITORY_FINANCIAL_INSTITUTION|NONFINANCIAL_GROUP|EXCEPTED_NONFINANCIAL_STARTUP|EXCEPTED_NONFINANCIAL_ENTITY|AN_501_C_ORGANIZATION|NONPROFIT_ORGANIZATION|PUBLICLY_TRADED_NFFE|EXCEPTED_TERRITORY_NFFE|ACTIVE_NFFE|PASSIVE_NFFE|EXCEPTED_INTER_AFFILIATE_FFI|DIRECT_REPORTING_NFFE|SPONSORED_DIRECT_REPORTING_NFFE};
  usTin; giin; foreignTin; tinOrExplanationRequired: flag; explanation: @noTaxNumber; referenceNumber: integer;
  submitDate; box11Status: @branches; part314A: flag; part314ACountry; part314B:
  {CompanyMeetsOwnershipAndBaseErosionTest|TaxExemptPensionTrustOrPensionFund|CompanyMeetsDerivativeBenefitsTest|TaxExemptOrganization|CompanyWithIncomeActiveBusiness|PubliclyTradedCorporation|FavorableDiscretionaryDetermination|SubsidiaryOfAPubliclyTradedCorporation|Government|NoLobArticleInTreaty|Other};
  part314C: flag; part416; part417I: flag; part417Ii: flag; part518: flag; part619: flag; part720; part721: flag;
  part822: flag; part923: flag; part1024A: flag; part1024B: flag; part1024C: flag; part1024D: flag; part1125A: flag;
  part1125B: flag; part1125C: flag; part1226: flag; part1226Desc1; part1226Desc2; part1226Desc3:
  {CollectiveInvestmentVehicle|ExemptBeneficialOwner-RetirementPlan|FinancialInstitutionwithlocalClientBase|InvestmentAdvisorsandManagers|LocalBank|SponsoredCloselyHeldInvestmentVehicle|SponsoredInvestmentEntity|TrusteeDocumentedTrust};
  part1226Desc4; part1327: flag; part1428A: flag; part1428B: flag; part1529A: flag; part1529B: flag; part1529C:
  flag; part1529D: flag; part1529E: flag; part1529F: flag; part1630: flag; part1731: flag; part1832: flag; part1933:
  flag; part2034: flag; part2135: flag; part2135Date; part2236: flag; part2337A: flag; part2337ADesc; part2337B:
  flag; part2337BDesc1; part2337BDesc2; part2438: flag; part2539: flag; part2640A: flag; part2640B: flag; part2640C:
  flag; part2741: flag; part2842; part2843: flag; cert: flag; signatureType: {Electronic|Physical}; blankForm: flag;
  taxFormFile; proprietaryFormNumber: integer; electronicFormat: flag
FormW8IMY = name; countryOfIncorporation; disregardedEntityName; entityType:
  {QUALIFIED_INTERMEDIARY|NONQUALIFIED_INTERMEDIARY|TERRITORY_FINANCIAL|US_BRANCH|WITHHOLDING_FOREIGN_PARTNERSHIP|WITHHOLDING_FOREIGN_TRUST|NONWITHHOLDING_FOREIGN_PARTNERSHIP|NONWITHHOLDING_FOREIGN_SIMPLE_TRUST|NONWITHHOLDING_FOREIGN_GRANTOR_TRUST};
  fatcaStatus:
  {NONPARTICIPATING_FFI|PARTICIPATING_FFI|REPORTING_MODEL1_FFI|REPORTING_MODEL2_FFI|REGISTERED_DEEMED_COMPLAINT|TERRITORY_FINANCIAL_INSTITUTION|SPONSORED_FFI|CERTIFIED_DEEMED_COMPLAINT_FFI|CERTIFIED_DEEMED_COMPLAINT_SPONSORED|CERTIFIED_DEEMED_COMPLAINT_LIMITED_LIFE_DEBT|OWNER_DOCUMENTED_FFI|RESTRICTED_DISTRIBUTOR|FOREIGN_CENTRAL_BANK_ISSUE|NONREPORTING_IGA_FFO|EXEMPT_RETIREMENT_PLAN|EXCEPTED_NONFINANCIAL_GROUP_ENTITY|EXCEPTED_NONFINANCIAL_STARTUP_COMPANY|EXCEPTED_NONFINANCIAL_ENTITY_IN_LIQUIDATION|PUBLICLY_TRADED_NFFE|EXCEPTED_TERRITORY_NFFE|ACTIVE_NFFE|PASSIVE_NFFE|DIRECT_REPORTING_NFFE|SPONSORED_DIRECT_REPORTING_NFFE};
  usTin; usTinType: {QI-EIN|WP-EIN|WT-EIN|EIN|SSN|ITIN}; giin; referenceNumber: integer; box11Status: @branches;
  part314A: flag; part314B: flag; part314C: flag; part314CDesc; part314D: flag; part314DDesc; part314E: flag;
  part314EDesc; part314EI: flag; part314EIi: flag; part415A: flag; part415B: flag; part415C: flag; part415D: flag;
  part516A: flag; part516B: flag; part516C: flag; part617A: flag; part617B: flag; part617C: flag; part718: flag;
  part819: flag; part920: flag; part1021; part1021A; part1021B: flag; part1021C: flag; part1122A: flag; part1122B:
  flag; part1122C: flag; part1223: flag; part1324: flag; part1425A; part1425B: flag; part1526: flag; part1627A:
  flag; part1627B: flag; part1627C: flag; part1728: flag; part1829: flag; part1829Desc1; part1829Desc2;
  part1829Desc3; part1930A: flag; part1930B: flag; part1930C: flag; part1930D: flag; part1930E: flag; part1930F:
  flag; part2031: flag; part2132: flag; part2132Desc; part2233: flag; part2233Desc; part2334A: flag; part2334ADesc;
  part2334B: flag; part2334BDesc; part2435: flag; part2536: flag; part2637: flag; part2738; part2739: flag; cert:
  flag
WithholdingStatementType = accountId; fatcaCompliantType: @crsKinds; usBackupWithholding: flag; treatyCountry;
  corporation: flag; flowThrough: flag; effectiveDate: date; dividendRate: number; interestRate: number;
  usOtherRate: number; eciRate: number
IndividualTaxInformation = w9: FormW9; w8Ben: FormW8BEN; crs: FormCRS; w8BenE: FormW8BENE
TaxPayerDetails = w8Ben: FormW8BEN; userName
UpdateW8BEN = taxPayerDetails: TaxPayerDetails; documents: [Document]; inputLanguage: @languages; translation: flag;
  accountId
UpdateWithholdingStatement = accountId; fatcaCompliantType: @crsKinds; usIncomeTax: flag; treatyCountry; certW8Imy:
  flag; effectiveDate: date
UpdateTaxForm = localTaxForms: [LocalTaxForm]; w8Ben: FormW8BEN; w8BenE: FormW8BENE; w9: FormW9; translation: flag;
  inputLanguage: @languages; accountId; documents: [Document]; entityId; externalId
`
