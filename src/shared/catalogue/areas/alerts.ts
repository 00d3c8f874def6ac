import { defineOperations, parameter } from '../define-operations.ts'

/** Operations for alerts on price, time, margin and other values. */
export const alertOperations = defineOperations('alerts', [
  {
    id: 'alerts.list',
    call: 'GET /v1/api/iserver/account/{accountId}/alerts',
    effect: 'read',
    title: 'Alerts of an account',
    help: 'Names, states and ids.',
  },
  {
    id: 'alerts.read',
    call: 'GET /v1/api/iserver/account/alert/{alertId}',
    effect: 'read',
    title: 'One alert',
    help: 'Conditions of one alert. Without type=Q IBKR rejects the call.',
    query: [parameter('type!', 'string', 'Always Q.', { example: 'Q', values: ['Q'] })],
  },
  {
    id: 'alerts.mobile',
    call: 'GET /v1/api/iserver/account/mta',
    effect: 'read',
    title: 'The mobile trading alert',
    help: 'Each user has exactly one.',
  },
  {
    id: 'alerts.save',
    call: 'POST /v1/api/iserver/account/{accountId}/alert',
    effect: 'settings',
    // The example uses >=: IBKR accepts only >= and <=, but the filter in front of it rejects both.
    needs: ['alert-filter'],
    title: 'Create or change an alert',
    help: 'With an order id it changes that alert. The name cannot change.',
    bodyExample: {
      alertName: 'Price of AAPL',
      alertMessage: 'AAPL above 500',
      alertRepeatable: 0,
      outsideRth: 0,
      sendMessage: 0,
      iTWSOrdersOnly: 0,
      showPopup: 0,
      tif: 'GTC',
      conditions: [
        { type: 1, conidex: '265598@SMART', operator: '>=', triggerMethod: '0', value: '500', logicBind: 'n' },
      ],
    },
  },
  {
    id: 'alerts.activate',
    call: 'POST /v1/api/iserver/account/{accountId}/alert/activate',
    effect: 'settings',
    title: 'Activate or deactivate an alert',
    help: 'Set alertActive to 1 or 0.',
    bodyExample: { alertId: 1, alertActive: 0 },
  },
  {
    id: 'alerts.delete',
    call: 'DELETE /v1/api/iserver/account/{accountId}/alert/{alertId}',
    effect: 'settings',
    title: 'Delete an alert',
    help: 'Alert id 0 deletes all alerts of the account.',
  },
])
