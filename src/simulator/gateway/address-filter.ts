import { BlockList, isIP } from 'node:net'
import { SimulatorError } from '../simulator-error.ts'

/** The addresses that may call a gateway, like `ips` in the gateway's configuration. */
export interface AddressRules {
  /** Allowed addresses, patterns (`192.168.1.*`) or CIDR blocks (`10.0.0.0/8`). Default: all addresses. */
  readonly allow?: readonly string[]
  /** Blocked addresses in the same forms, which take precedence. */
  readonly deny?: readonly string[]
}

/** Creates a function that checks the address of a caller. Throws `ADDRESS_PATTERN_WRONG` for an invalid pattern. */
export function createAddressFilter({ allow = [], deny = [] }: AddressRules = {}): (address: string) => boolean {
  const allowed = allow.map(compile)
  const denied = deny.map(compile)
  return (address) => {
    // Remove the prefix of IPv4-mapped IPv6 addresses, which a dual-stack server reports for IPv4 callers.
    const plain = address.replace(/^::ffff:(?=[\d.]+$)/i, '')
    if (denied.some((matches) => matches(plain))) return false
    return allowed.length === 0 || allowed.some((matches) => matches(plain))
  }
}

function compile(pattern: string): (address: string) => boolean {
  if (isIP(pattern) !== 0) return (address) => address === pattern
  if (/^[\d.*]+$/.test(pattern) && pattern.includes('*')) {
    const parts = pattern.split('.').map((part) => (part === '*' ? '\\d+' : part))
    const tail = parts.length < 4 && parts.at(-1) === '\\d+' ? '(\\.\\d+)*' : ''
    const expression = new RegExp(`^${parts.join('\\.')}${tail}$`)
    return (address) => expression.test(address)
  }
  return subnet(pattern)
}

function subnet(pattern: string): (address: string) => boolean {
  const [, base = '', bits = ''] = /^([^/]+)\/(\d{1,3})$/.exec(pattern) ?? []
  const family = isIP(base) === 6 ? 'ipv6' : 'ipv4'
  const width = family === 'ipv6' ? 128 : 32
  if (isIP(base) === 0 || Number(bits) > width) {
    throw new SimulatorError(
      'ADDRESS_PATTERN_WRONG',
      `"${pattern}" is not an address, a pattern like 192.168.1.* or a CIDR`,
    )
  }
  const list = new BlockList()
  list.addSubnet(base, Number(bits), family)
  return (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
