import { useImportsStore } from '../../stores/imports-store.ts'
import { useNavigationStore } from '../../stores/navigation-store.ts'
import { showNextStep } from '../../stores/toast-store.ts'
import { openWizard } from './import-actions.ts'
import { endedMaking } from './unfinished-words.ts'

/** Tells somebody who went elsewhere meanwhile that keys are made, which may take minutes. Returns its end. */
export function followMaking(): () => void {
  return useImportsStore.subscribe(({ imports }, before) => {
    const ended = endedMaking(before.imports, imports)
    if (!ended || useNavigationStore.getState().view === 'keys') return
    const words = ended.kind === 'done' ? 'The new keys are made.' : 'The new keys could not be made.'
    showNextStep(ended.kind === 'done' ? 'good' : 'bad', words, {
      label: 'Go on',
      run: () => {
        useImportsStore.setState({ currentId: ended.id })
        openWizard()
      },
    })
  })
}
