import { type GoodRequests, post, read } from '../good-request.ts'

export const sessionRequests: GoodRequests = {
  'POST /iserver/auth/ssodh/init': post('iserver/auth/ssodh/init', { publish: true, compete: true }),
  'POST /iserver/auth/status': post('iserver/auth/status'),
  'POST /iserver/reauthenticate': post('iserver/reauthenticate'),
  'POST /logout': post('logout'),
  'GET /sso/validate': read('sso/validate'),
  'POST /tickle': post('tickle'),
}
