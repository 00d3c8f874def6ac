import type { OpenedDatabase } from '../database/open-database.ts'
import type { HostContext } from '../host-context.ts'
import type { ProfileList } from '../profiles/profile-list.ts'
import type { HandlersOf } from '../service-types.ts'
import type { SessionService } from '../session/session-service.ts'
import { FyiPoller } from './fyi-poller.ts'
import { FYI_SOURCE, readAnnouncement } from './ibkr-notices.ts'
import { InboxService } from './inbox-service.ts'
import { createPruneStatement } from './inbox-statements.ts'
import type { InboxEvent } from './record-event.ts'

export interface InboxNeeds extends Pick<OpenedDatabase, 'database'> {
  readonly session: SessionService
  /** Called with each of IBKR's notices that the user should see at once. */
  readonly announce: (notice: InboxEvent) => void
}

export interface InboxArea {
  readonly inbox: InboxService
  readonly handlers: HandlersOf<'inbox'>
  /** Saves the entries. */
  dispose(): Promise<void>
}

/** Creates the inbox of a profile in use, and records IBKR's notices in it. */
export function createInbox({ clock }: HostContext, { session, database, announce }: InboxNeeds): InboxArea {
  const { id: profileId, kind } = session.profile
  const inbox = new InboxService({ clock, database, profileId, orderScope: () => session.dataScope })
  let readBefore = false
  const poller = new FyiPoller({
    clock,
    onNotices(notices, at) {
      // The first read returns notices of past days.
      const isAnnounced = readBefore
      for (const notice of notices) {
        inbox.record(notice, () => {
          if (isAnnounced && !notice.isRead) announce(notice)
        })
      }
      readBefore = true
      inbox.reportNotices({ noticesReadAt: at })
    },
    onProblem: (noticesProblem) => inbox.reportNotices({ noticesProblem }),
  })
  let unsubscribe = (): void => undefined
  session.follow({
    attach(opened) {
      readBefore = false
      // Each start of the Practice server sends new notices.
      if (kind === 'practice') {
        const scope = session.dataScope
        inbox.removeWhere(({ source, scope: of }) => source?.startsWith(FYI_SOURCE) === true && of !== scope)
      }
      const subscription = opened.streams.announcements().subscribe((announcement) => {
        const notice = readAnnouncement(announcement)
        if (notice) inbox.record(notice, () => announce(notice))
      })
      unsubscribe = () => subscription.unsubscribe()
      poller.attach(opened)
    },
    detach() {
      unsubscribe()
      poller.detach()
    },
  })
  return {
    inbox,
    dispose: () => inbox.saved(),
    handlers: {
      'inbox.feed': () => inbox.feed,
      'inbox.markRead': async ({ profileId: of, ids, read }) => inbox.markRead(of, ids, read),
      'inbox.clear': async ({ profileId: of, ids }) => inbox.clear(of, ids),
      'inbox.refresh': async () => poller.refresh(),
    },
  }
}

/** Removes the stored entries of profiles that are deleted. */
export function pruneInboxes(list: ProfileList, { database }: Pick<OpenedDatabase, 'database'>): void {
  let known = list.profiles.length
  list.feed.subscribe(() => {
    const { length } = list.profiles
    if (length < known) database.write([createPruneStatement(list.profiles.map(({ id }) => id))]).catch(() => undefined)
    known = length
  })
}
