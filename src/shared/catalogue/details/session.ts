import { aText, choice, flag, jsonBody, list, objectOf, text } from '../fields.ts'
import type { DetailsById } from '../operation-details.ts'

/** Bodies and responses of the session. */
export const sessionDetails: DetailsById = {
  'session.init': {
    body: jsonBody(
      objectOf(
        flag('publish', 'Leave it true. IBKR documents a 500 for false, but the live API accepts it.', {
          default: true,
          example: true,
        }),
        flag('compete', 'Throw another login of the same username out, such as your own TWS.', { default: false }),
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

const username = text('credential!', 'IBKR username that is signed on.')
const address = text('ip!', 'Public address of the person who signs on.', { example: '203.0.113.7' })

/** Bodies and responses of the token calls. The console makes them itself when it logs in. */
export const oauthDetails: DetailsById = {
  'oauth.request-token': { response: { kind: 'object' } },
  'oauth.access-token': { response: { kind: 'object' } },
  'oauth.live-session-token': { response: { kind: 'object' } },
  'oauth.token': {
    body: {
      kind: 'form',
      fields: [
        choice('grant_type!', 'How the token is asked for.', ['client_credentials'], { example: 'client_credentials' }),
        choice(
          'client_assertion_type!',
          'What proves the client.',
          ['urn:ietf:params:oauth:client-assertion-type:jwt-bearer'],
          { example: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' },
        ),
        text('client_assertion!', 'Token signed (RS256) with the private key of the client.', { format: 'secret' }),
        text('scope!', 'Scopes that are wanted, with blanks between.', { example: 'sso-sessions.write' }),
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
        text('service', 'Service to sign on to.', { example: 'AM.LOGIN' }),
        list('alternativeIps', 'Other addresses that the person may come from.', aText),
      ),
    },
    response: { kind: 'object' },
  },
  'oauth.browser-session': { body: { kind: 'jwt', shape: objectOf(username, address) }, response: { kind: 'object' } },
}
