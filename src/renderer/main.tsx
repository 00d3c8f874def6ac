import './styles/styles.css'

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { COMMANDS } from './app-commands.ts'
import { registerCommands } from './commands/command.ts'
import { followShell } from './commands/shell-requests.ts'
import { keepTabs, openLinkedOperation, suspendResponses } from './features/explorer/index.ts'
import { followGeneration } from './features/keys/index.ts'
import { followNotifications } from './features/notifications/index.ts'
import { startOrders } from './features/orders/index.ts'
import { followCertificateProblem } from './features/session/index.ts'
import { followLockedVault } from './features/vault/index.ts'
import { startFeeds } from './feeds.ts'
import { followProfileSwitch } from './follow-profile-switch.ts'
import { hostLink } from './platform/host-link.ts'
import { ensureValidLanguage } from './platform/valid-language.ts'
import { followAddress } from './stores/navigation-store.ts'
import { followProfilesView } from './stores/profiles-store.ts'
import { restoreTheme } from './stores/theme-store.ts'
import { ErrorBoundary } from './ui/error-boundary.tsx'

ensureValidLanguage(navigator)
registerCommands(COMMANDS)
restoreTheme()
followProfilesView()
followAddress()
startFeeds(hostLink())
keepTabs(hostLink())
suspendResponses()
followShell(hostLink(), openLinkedOperation)
startOrders(hostLink())
followProfileSwitch()
followCertificateProblem()
followLockedVault()
followNotifications(hostLink())
followGeneration()

const root = document.getElementById('root')
if (!root) throw new Error('The page has no element with the id "root".')
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary name="The window">
      <App />
    </ErrorBoundary>
  </StrictMode>,
)
