/** Closed lists of values that several fields of an application use. */
export const valueListsTable = `
assets = BILL|BOND|CASH|CFD|COMB|FOP|FUND|FUT|OPT|SSF|STK|WAR|MRGN|CLP
branches = LIMITED_BRANCH|US_BRANCH|PARTICIPATING_FFI|REPORTING_MODEL_1_FFI|REPORTING_MODEL_2_FFI
crsKinds = FATCA_COMPLIANT|NON_CONSENTING_US_ACCOUNT|NON_COOPERATIVE_ACCOUNT
currencies = USD|EUR|GBP|CAD|JPY|HKD|AUD|CHF|MXN|SEK|NZD|HUF|CZK|CNH|DKK|RUB|ILS|NOK|SGD|PLN|ZAR|AED|KRW|SAR|TRY|
  RON|BGN
languages = en|zh-Hans|ja|ru|fr|pt|es|it|ar-AE|de|he-IL|hu
noTaxNumber = US_TIN|TIN_NOT_DISCLOSED|TIN_NOT_REQUIRED|TIN_NOT_ISSUED
objectives = Trading|Growth|Speculation|Hedging|Preservation|Income
relationships = Account_Holder|Spouse|Firstholder|Secondholder|Trader|Secretary|Treasurer|Ceo|Owner|Trustee|
  Beneficiary|Grantor|Director|Principal|Shareholder|Partner|Controlling_Officer|Beneficialowner|Signatory|
  Comp_Officer|Superv_Broker|Pooled_User|Financial_User|Contingent|Ira_Beneficiary|Employee|Non_Employee|
  Fund_Admin|Fund_Contact|Firm_Admin|Firm_Billing|Firm_Clearing|Firm_Sales|Firm_Trading|Firm_User|Account_Admin|
  Account_Billing|Account_Clearing|Account_Sales|Account_Trading|User_Individual|Fund_Manager|Investment_Advisor|
  Shf_Investmanager|Advisory_Principal|Advisory_Signatory|Associated_Fund|Primary_Contributor|Administrator|
  Contact|Lead_Compliance_Officer|Compliance_Officer|Other_Officer|Apply_User|Transfer_On_Death_Legator|
  Tod_Primary_Beneficiary|Tod_Contingent_Beneficiary|Nominee|Nominee_Guardian|Ira_Decedent|Authorized_Person|
  Promoter|Wholetime_Director|Nominee_Owner|Third_Party_Admin|Compliance_Contact|Trust_Controller|Trust_Applicant|
  Organization_Applicant|Mm_Contact|Reg_Rep|Plan_Sponsor|Plan_Sponsor_Officer|Pension_Admin|Pension_Admin_Contact|
  Accountant|Joint_Applicant|Custodian_Employee|Successor_Custodian|Custodian|Successor_Custodian_Employee|
  Chief_Compliance_Officer|Chief_Financial_Officer|Trading_Officer|Child|Parent|Sibling|Estate|
  As_Interest_May_Appear|Ira_Present_Trust|Other|Life_Partner|Common_Law_Partner|Grandchild|Charity|Trust_Ira|
  Successor_Holder|Head_Of_Desk|Cftc_Non_Applicant_Ocr_Contact|Ocr_Account_Controller|Cftc_Applicant_Ocr_Contact
relatives = Brother|Daughter|Estate|Father|Husband|Mother|Other|Sister|Son|Wife|Charity|Trust|Spouse|Child|Sibling|
  Parent|Grandchild|Common Law Partner
retirementKinds = RI|RO|RT|SP|ED|TH|RH|SH|RRSP|SRRSP|TFSA|SIMPLE|ISA|JISA
`
