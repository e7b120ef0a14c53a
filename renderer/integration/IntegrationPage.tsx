import { PackageX } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { useLive } from '#renderer/frame/live.ts'
import { liveIntegrations } from '#renderer/frame/lives.ts'
import { go, replaceRoute } from '#renderer/frame/route.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { IntegrationWizard } from './IntegrationWizard.tsx'
import { beginWizard, leaveWizard, openDraft, useWizard, type Wizard, wizardStore } from './wizard-store.ts'

const idOf = ({ id }: Wizard) => id

/** *New integration*: from nothing, or from where one left off. */
export function IntegrationPage({ draftId }: { readonly draftId?: string }) {
  const { t } = useTranslation('integration')
  const { isLoaded, error } = useCatalogue()
  const drafts = useLive(liveIntegrations)
  const id = useWizard(idOf)
  const kept = draftId === undefined ? undefined : drafts.result?.find((one) => one.id === draftId)

  useEffect(() => {
    if (draftId === undefined) beginWizard()
    return leaveWizard
  }, [draftId])
  useEffect(() => {
    // Kept for the first time: from now on the address says which one it is.
    const now = wizardStore.getState().id
    if (draftId === undefined && id !== null && now === id) replaceRoute({ page: 'integration', draftId: id })
  }, [draftId, id])
  useEffect(() => {
    if (kept && wizardStore.getState().id !== kept.id) openDraft(kept)
  }, [kept])

  const isHere = draftId === undefined || id === draftId
  if (error) return <Failing error={error} />
  if (!isLoaded || (!isHere && (kept || drafts.kind === 'loading'))) return <Loading label={t('loading')} />
  if (!isHere && drafts.kind === 'failed') return <Failing error={drafts.error} onRetry={liveIntegrations.refresh} />
  if (!isHere) {
    return (
      <EmptyState
        icon={PackageX}
        title={t('gone.title')}
        text={t('gone.text')}
        action={
          <Button variant="primary" onPress={() => go({ page: 'integration' })}>
            {t('gone.action')}
          </Button>
        }
      />
    )
  }
  // The one on screen is among them as soon as it is kept.
  return <IntegrationWizard drafts={(drafts.result ?? []).filter((one) => one.id !== id)} />
}
