/** Types of enumerations with a few values each. Which values IBKR lists changes by the week; these are samples. */
export const enumerations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'exchange-bundles': { 'US-STK': 'United States stocks', 'US-OPT': 'United States options' },
  'business-and-occupation': { 'IT-DEV': 'Software developer', 'FIN-ANA': 'Financial analyst' },
  'employee-track': { '1001': 'Sample Works' },
  'fin-info-ranges': { '1': 'below 50,000', '2': '50,000 to 100,000', '3': 'above 100,000' },
  acats: { '0001': 'Sample Broker' },
  aton: { T001: 'Sample Broker Canada' },
  'market-data': { '1': 'US Equity and Options' },
  'edd-avt': { '1': 'Where does your income come from?' },
  'prohibited-country': {},
  'employee-plans': { '1': 'Sample plan' },
  questionnaires: { '1': 'Experience with stocks' },
  'security-questions': { '1': 'The name of your first school?' },
  'quiz-questions': { '1': 'What is a stop order?' },
  'wire-instructions': { USD: 'Sample Bank, 110000000' },
  'product-country-bundles': { 'STK-US': 'Stocks, United States' },
}

/** Banks that money can come from by direct debit. */
export const participatingBanks = [
  { institutionName: 'Sample Bank', clearingCode: '901', BIC: 'SAMPHKHHXXX' },
  { institutionName: 'Second Sample Bank', clearingCode: '902', BIC: 'SECDHKHHXXX' },
] as const

/** Brokers that other assets can come from. */
export const transferBrokers = ['Sample Broker', 'Second Sample Broker'] as const
