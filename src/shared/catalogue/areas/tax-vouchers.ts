import { defineOperations } from '../define-operations.ts'

/** Operations for vouchers of tax withheld on dividends. They are undocumented: only their paths are known. */
export const taxVoucherOperations = defineOperations('tax-vouchers', [
  {
    id: 'tax-vouchers.create',
    call: 'POST /gw/api/v1/tax-vouchers',
    effect: 'trading',
    undocumented: true,
    title: 'Order tax vouchers',
    help: 'Treated as trading because vouchers may cost a fee.',
  },
  {
    id: 'tax-vouchers.countries',
    call: 'GET /gw/api/v1/tax-vouchers/active-countries',
    effect: 'read',
    undocumented: true,
    title: 'Countries with tax vouchers',
    help: 'Countries for which vouchers are available.',
  },
  {
    id: 'tax-vouchers.years',
    call: 'GET /gw/api/v1/tax-vouchers/years',
    effect: 'read',
    undocumented: true,
    title: 'Years with tax vouchers',
    help: 'Years for which vouchers are available.',
  },
  {
    id: 'tax-vouchers.dividends',
    call: 'GET /gw/api/v1/tax-vouchers/dividends',
    effect: 'read',
    undocumented: true,
    title: 'Dividends with tax vouchers',
    help: 'Payments for which a voucher can be ordered.',
  },
  {
    id: 'tax-vouchers.state',
    call: 'GET /gw/api/v1/tax-vouchers/{requestId}/state',
    effect: 'read',
    undocumented: true,
    title: 'Status of a tax voucher order',
    help: 'Whether the vouchers are ready.',
  },
  {
    id: 'tax-vouchers.download',
    call: 'GET /gw/api/v1/tax-vouchers/{requestId}/download',
    effect: 'read',
    undocumented: true,
    title: 'Download a tax voucher',
    help: 'The finished file.',
  },
])
