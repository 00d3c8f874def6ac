import { isIP } from 'node:net'

const label = /^(?:\*|[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)$/i

/** Whether a certificate can hold this name: an address, or a DNS name whose first part may be `*`. */
export function isCertificateName(name: string): boolean {
  if (isIP(name) !== 0) return true
  const [first = '', ...rest] = name.split('.')
  return (
    name.length <= 253 && label.test(first) && rest.every((part) => label.test(part) && part !== '*') && name !== '*'
  )
}

/** Whether a text looks like an account id of IBKR's: one to three letters and digits, such as DU1234567. */
export function isAccountId(text: string): boolean {
  return /^[A-Z]{1,3}\d{3,12}$/.test(text)
}
