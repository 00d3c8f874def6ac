import { post, read, type ValidRequests } from '../valid-request.ts'

export const sessionRequests: ValidRequests = {
  'POST /iserver/auth/ssodh/init': post('iserver/auth/ssodh/init', { publish: true, compete: true }),
  'POST /iserver/auth/status': post('iserver/auth/status'),
  'POST /iserver/reauthenticate': post('iserver/reauthenticate'),
  'POST /logout': post('logout'),
  'GET /sso/validate': read('sso/validate'),
  'POST /tickle': post('tickle'),
}
