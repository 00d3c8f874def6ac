import { operationsIn } from '../define-operations.ts'

/** Vouchers for tax withheld on dividends. Known by name only: no held document describes them. */
export const taxVoucherOperations = operationsIn('tax-vouchers', [
  {
    id: 'tax-vouchers.create',
    call: 'POST /gw/api/v1/tax-vouchers',
    effect: 'trading',
    undocumented: true,
    title: 'Order tax vouchers',
    help: 'Counts as money because vouchers may cost a fee.',
  },
  {
    id: 'tax-vouchers.countries',
    call: 'GET /gw/api/v1/tax-vouchers/active-countries',
    effect: 'read',
    undocumented: true,
    title: 'Countries with vouchers',
    help: 'Where vouchers can be had.',
  },
  {
    id: 'tax-vouchers.years',
    call: 'GET /gw/api/v1/tax-vouchers/years',
    effect: 'read',
    undocumented: true,
    title: 'Years with vouchers',
    help: 'For which years vouchers can be had.',
  },
  {
    id: 'tax-vouchers.dividends',
    call: 'GET /gw/api/v1/tax-vouchers/dividends',
    effect: 'read',
    undocumented: true,
    title: 'Dividends with vouchers',
    help: 'The payments a voucher can be ordered for.',
  },
  {
    id: 'tax-vouchers.state',
    call: 'GET /gw/api/v1/tax-vouchers/{requestId}/state',
    effect: 'read',
    undocumented: true,
    title: 'State of an order of vouchers',
    help: 'Whether the vouchers are ready.',
  },
  {
    id: 'tax-vouchers.download',
    call: 'GET /gw/api/v1/tax-vouchers/{requestId}/download',
    effect: 'read',
    undocumented: true,
    title: 'Fetch a voucher',
    help: 'The finished file.',
  },
])
