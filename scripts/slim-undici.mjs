// Takes the place of undici in what is bundled: of it the console uses an agent and its connector, and undici's own index
// brings fetch, sockets, caches and doubles along, in files that cannot be taken apart. A build breaks where these move.
import api from 'undici/lib/api/index.js'
import buildConnector from 'undici/lib/core/connect.js'
import Agent from 'undici/lib/dispatcher/agent.js'
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js'

// As its index does.
Object.assign(Dispatcher.prototype, api)

export { Agent, buildConnector }
