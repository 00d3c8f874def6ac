import type { OpenedDatabase } from '../database/open-database.ts'
import type { HostContext } from '../host-context.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import type { HandlersOf } from '../rpc/service-types.ts'
import type { SessionService } from '../session/session-service.ts'
import { FyiPoller } from './fyi-poller.ts'
import { FYI_SOURCE, readAnnouncement } from './ibkr-notices.ts'
import { InboxService } from './inbox-service.ts'
import type { InboxEvent } from './record-event.ts'

export interface InboxDeps extends Pick<OpenedDatabase, 'database'> {
  readonly list: ProfileList
  readonly session: SessionService
}

export interface InboxArea {
  readonly service: InboxService
  readonly handlers: HandlersOf<'inbox'>
  /** Records IBKR's notices. `announce` is called with each notice that the user should see at once. */
  watchNotices(announce: (notice: InboxEvent) => void): void
}

/** Creates the inbox and follows the selected profile. */
export function createInbox({ clock }: HostContext, deps: InboxDeps): InboxArea {
  const { list, session, database } = deps
  const service = new InboxService({
    clock,
    database,
    profileId: session.profile.id,
    orderScope: () => session.dataScope,
  })
  // A profile may be selected without a session, for example if its login fails.
  session.feed.subscribe(() => service.select(session.profile.id))
  let known = list.profiles.length
  list.feed.subscribe(() => {
    const { length } = list.profiles
    if (length < known) service.keepProfiles(list.profiles.map(({ id }) => id))
    known = length
  })
  let refresh = (): void => undefined
  return {
    service,
    handlers: {
      'inbox.feed': () => service.feed,
      'inbox.markRead': async ({ profileId, ids, read }) => service.markRead(profileId, ids, read),
      'inbox.clear': async ({ profileId, ids }) => service.clear(profileId, ids),
      'inbox.refresh': async () => refresh(),
    },
    watchNotices(announce) {
      let readBefore = false
      const poller = new FyiPoller({
        clock,
        onNotices(notices, at) {
          // The first read returns notices of past days.
          const isAnnounced = readBefore
          for (const notice of notices) {
            service.record(notice, () => {
              if (isAnnounced && !notice.isRead) announce(notice)
            })
          }
          readBefore = true
          service.reportNotices({ noticesReadAt: at })
        },
        onProblem: (noticesProblem) => service.reportNotices({ noticesProblem }),
      })
      refresh = () => poller.refresh()
      let unsubscribe = (): void => undefined
      session.follow({
        attach(opened) {
          readBefore = false
          // Each start of the Practice server sends new notices.
          if (session.profile.kind === 'practice') {
            const scope = session.dataScope
            service.removeWhere(({ source, scope: of }) => source?.startsWith(FYI_SOURCE) === true && of !== scope)
          }
          const subscription = opened.streams.announcements().subscribe((announcement) => {
            const notice = readAnnouncement(announcement)
            if (notice) service.record(notice, () => announce(notice))
          })
          unsubscribe = () => subscription.unsubscribe()
          poller.attach(opened)
        },
        detach() {
          unsubscribe()
          poller.detach()
        },
      })
    },
  }
}
