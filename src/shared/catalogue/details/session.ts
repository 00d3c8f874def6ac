import { choice, flag, jsonBody, list, objectOf, text, textShape } from '../define-fields.ts'
import type { DetailsById } from '../operation-details.ts'

/** Bodies and responses of the session operations. */
export const sessionDetails: DetailsById = {
  'session.init': {
    body: jsonBody(
      objectOf(
        flag('publish', 'Keep true. IBKR documents a 500 for false, but the live API accepts it.', {
          default: true,
          example: true,
        }),
        flag('compete', 'End another login of the same username, such as your own TWS.', { default: false }),
      ),
    ),
    response: { kind: 'object' },
  },
  'session.status': { response: { kind: 'object' } },
  'session.tickle': { response: { kind: 'object' } },
  'session.validate': { response: { kind: 'object' } },
  'session.logout': { response: { kind: 'object' } },
  'session.socket': { response: { kind: 'empty' } },
}

const username = text('credential!', 'IBKR username.')
const address = text('ip!', 'Public IP address of the user.', { example: '203.0.113.7' })

/** Bodies and responses of the token operations. The console calls them itself when it logs in. */
export const oauthDetails: DetailsById = {
  'oauth.request-token': { response: { kind: 'object' } },
  'oauth.access-token': { response: { kind: 'object' } },
  'oauth.live-session-token': { response: { kind: 'object' } },
  'oauth.token': {
    body: {
      kind: 'form',
      fields: [
        choice('grant_type!', 'Type of grant.', ['client_credentials'], { example: 'client_credentials' }),
        choice(
          'client_assertion_type!',
          'Type of client authentication.',
          ['urn:ietf:params:oauth:client-assertion-type:jwt-bearer'],
          { example: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' },
        ),
        text('client_assertion!', 'Token signed (RS256) with the private key of the client.', { format: 'secret' }),
        text('scope!', 'Requested scopes, separated by blanks.', { example: 'sso-sessions.write' }),
      ],
    },
    response: { kind: 'object' },
  },
  'oauth.sso-session': {
    body: {
      kind: 'jwt',
      shape: objectOf(
        username,
        address,
        text('service', 'Service for the session.', { example: 'AM.LOGIN' }),
        list('alternativeIps', 'Other allowed IP addresses.', textShape),
      ),
    },
    response: { kind: 'object' },
  },
  'oauth.browser-session': { body: { kind: 'jwt', shape: objectOf(username, address) }, response: { kind: 'object' } },
}
