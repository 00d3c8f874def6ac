/** Operations that the simulator does not serve yet. One with a good request must leave the list. */
export const pendingOperations: ReadonlySet<string> = new Set([
  'POST /iserver/account/{accountId}/order',
  'POST /iserver/account/{accountId}/order/whatif',
  'POST /iserver/account/orders/{faGroup}',
])
