import { rowOf } from '../../shared/domain/read-value.ts'
import { frameTopic } from './frame.ts'

/** What IBKR has sent since the socket opened. IBKR drops every frame that it gets before the session is up. */
export interface Greeting {
  /** `{"topic":"system","success":"<user>"}` */
  readonly system: boolean
  /** The newest `authenticated` of an `sts` frame; undefined before the first. */
  readonly authenticated: boolean | undefined
  /** `{"message":"waiting for session"}`: the cookie was missing or not taken. */
  readonly wantsSession: boolean
}

/** Nothing was received yet. */
export const silence: Greeting = { system: false, authenticated: undefined, wantsSession: false }

/** Takes one frame into account. Pure; the same object when it is not part of a greeting. */
export function hear(greeting: Greeting, value: unknown): Greeting {
  if (typeof value !== 'object' || value === null) return greeting
  const topic = frameTopic(value)
  if (topic === 'system' && 'success' in value && !greeting.system) return { ...greeting, system: true }
  if (topic === 'sts') return withStatus(greeting, value)
  if ('message' in value && value.message === 'waiting for session') return { ...greeting, wantsSession: true }
  return greeting
}

/** `sts` comes whole or key by key. */
function withStatus(greeting: Greeting, value: object): Greeting {
  const authenticated = rowOf(rowOf(value)?.['args'])?.['authenticated']
  if (typeof authenticated !== 'boolean' || authenticated === greeting.authenticated) return greeting
  return { ...greeting, authenticated }
}

/** Whether subscriptions may be sent. `authenticated: false` is no readiness: what is sent then is lost. */
export function isGreeted(greeting: Greeting): boolean {
  return greeting.system && greeting.authenticated === true
}
