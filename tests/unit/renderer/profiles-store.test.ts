import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { goTo, useNavigationStore } from '../../../src/renderer/stores/navigation-store.ts'
import {
  followProfilesView,
  manageProfile,
  shownProfile,
  showProfile,
  useProfilesStore,
} from '../../../src/renderer/stores/profiles-store.ts'
import type { ProfileView } from '../../../src/shared/contract/views.ts'

const profile = (id: string): ProfileView => ({ id, name: id, kind: 'practice', environment: 'practice', target: '' })

let stop: () => void
beforeEach(() => {
  stop = followProfilesView()
  vi.stubGlobal('window', { location: { hash: '' } })
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
  useNavigationStore.setState({ view: 'orders' })
  useProfilesStore.setState({
    list: { profiles: [profile('used'), profile('viewed')], selectedId: 'used' },
    shownId: undefined,
    switchingTo: undefined,
  })
})
afterEach(() => {
  stop()
  vi.unstubAllGlobals()
})

const shown = () => shownProfile(useProfilesStore.getState())?.id

test('opens the profiles view for the profile in use, not the one viewed last', () => {
  goTo('profiles')
  expect(shown()).toBe('used')
  showProfile('viewed')
  goTo('orders')
  goTo('profiles')
  expect(shown()).toBe('used')
  // A profile that was added while another view was open is not the one in use either.
  goTo('orders')
  showProfile('viewed')
  goTo('profiles')
  expect(shown()).toBe('used')
})

test('opens the profile that a link names, also from the profiles view, and the one in use without a name', () => {
  manageProfile('viewed')
  expect([useNavigationStore.getState().view, shown()]).toEqual(['profiles', 'viewed'])
  manageProfile()
  expect(shown()).toBe('used')
  manageProfile('viewed')
  expect(shown()).toBe('viewed')
})

test('displays the profile that the user switches to, and then the one in use', () => {
  manageProfile('viewed')
  useProfilesStore.setState({ shownId: undefined, switchingTo: 'viewed' })
  expect(shown()).toBe('viewed')
  useProfilesStore.setState({ switchingTo: undefined })
  expect(shown()).toBe('used')
})
