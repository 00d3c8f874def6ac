import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemClock } from '../../../src/client/clock.ts'
import { UserNotices } from '../../../src/host/host-context.ts'
import { ProfileList } from '../../../src/host/profiles/profile-list.ts'
import { releaseAfterTest } from '../../process/release-after-test.ts'

test('does not replace a pinned certificate with a later certificate', () => {
  const home = mkdtempSync(join(tmpdir(), 'ibkr-console-profile-list-'))
  releaseAfterTest(() => rmSync(home, { recursive: true }))
  const log = { write: () => undefined }
  const list = new ProfileList({ home, clock: systemClock, log, notices: new UserNotices() })
  const gateway = { kind: 'gateway', id: 'mine', name: 'Mine', url: 'https://localhost:5000' } as const
  list.add(gateway)
  const seen = (digit: string) => ({ sha256: Array(32).fill(digit.repeat(2)).join(':'), subject: 'x', validTo: 'y' })
  list.pin(gateway, seen('A'))
  list.pin(gateway, seen('B'))
  expect(list.find('mine')).toMatchObject({ certificate: seen('A') })
})
