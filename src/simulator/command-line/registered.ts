import type { Simulator } from '../start.ts'

/** What IBKR's page shows in return for the public files. */
export interface RegisteredStrings {
  readonly consumerKey: string
  readonly accessToken: string
  readonly accessTokenSecret: string
}

/** Undefined in other modes. */
export function registeredStrings({ oauth1 }: Simulator): RegisteredStrings | undefined {
  if (oauth1 === undefined) return undefined
  const { consumerKey, accessToken, accessTokenSecret } = oauth1
  return { consumerKey, accessToken, accessTokenSecret }
}

/** For a person who copies them into the wizard, in the order of its fields. */
export function registeredText(strings: RegisteredStrings, apiUrl: string): string {
  return `The public files are registered. In the wizard's step "Strings" paste:

Consumer key
${strings.consumerKey}
Access token
${strings.accessToken}
Access token secret
${strings.accessTokenSecret}
Another server
${new URL(apiUrl).origin}

They hold until the simulator stops.
`
}
