export const HTTP_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

export type HttpMethod = (typeof HTTP_METHODS)[number]

/** Where the time of one request went, in ms. `connect` is absent on a connection that was open already. */
export interface RequestTiming {
  readonly queue: number
  readonly connect?: number
  readonly firstByte: number
  readonly body: number
  readonly total: number
}

/** What a request would do, for the rule that denies by default. `unknown` is treated like `money`. */
export type Effect = 'read' | 'settings' | 'session' | 'money' | 'unknown'
