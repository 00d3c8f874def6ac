import { beforeEach, expect, test } from 'vitest'
import {
  discardProfileEdits,
  keepProfileEdits,
  useProfileEdits,
} from '../../../src/renderer/features/profiles/profile-edits.ts'
import type { ProfileView } from '../../../src/shared/contract/views.ts'

const profileOf = (id: string) => ({ id, name: 'Lab', target: 'https://localhost:5000' }) as ProfileView

beforeEach(() => useProfileEdits.setState({}, true))

test('keeps the edits of each profile until they are discarded', () => {
  keepProfileEdits(profileOf('a'), { name: 'Laboratory', url: 'https://localhost:5000' })
  keepProfileEdits(profileOf('b'), { name: 'Lab', url: 'https://localhost:5001' })
  discardProfileEdits('a')
  expect(useProfileEdits.getState()).toEqual({ b: { name: 'Lab', url: 'https://localhost:5001' } })
})

test('keeps nothing that equals the saved name and address', () => {
  keepProfileEdits(profileOf('a'), { name: 'Laboratory', url: 'https://localhost:5000' })
  keepProfileEdits(profileOf('a'), { name: ' Lab ', url: 'https://localhost:5000' })
  expect(useProfileEdits.getState()).toEqual({})
})
