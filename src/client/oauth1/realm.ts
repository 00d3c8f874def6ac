/** The realm of a consumer key where the settings name none: `test_realm` for IBKR's demo consumer, else `limited_poa`. */
export function realmOf(consumerKey: string): string {
  return consumerKey === 'TESTCONS' ? 'test_realm' : 'limited_poa'
}
