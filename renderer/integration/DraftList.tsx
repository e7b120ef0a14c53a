import { ArrowRight, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { KeptIntegrationDraft } from '#core/contract/integrations.ts'
import { host } from '#renderer/contract/host.ts'
import { toContractError } from '#renderer/contract/use-request.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { liveIntegrations } from '#renderer/frame/lives.ts'
import { go } from '#renderer/frame/route.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Moment } from '#renderer/ui/Moment.tsx'
import { SystemIcon } from '#renderer/ui/SystemIcon.tsx'
import { toastError } from '#renderer/ui/toast.ts'
import './DraftList.css'

/** Integrations that were begun and not finished. */
export function DraftList({ drafts }: { readonly drafts: readonly KeptIntegrationDraft[] }) {
  const { t } = useTranslation('integration')
  const { connector } = useCatalogue()
  const remove = (id: string) => {
    host.request('integration:remove', { id }).then(liveIntegrations.refresh, (thrown: unknown) => toastError(toContractError(thrown)))
  }
  return (
    <section className="draft-list" aria-labelledby="integration-drafts">
      <h2 id="integration-drafts" className="draft-list-title">
        {t('drafts.title')}
      </h2>
      <ul>
        {drafts.map(({ id, answers, changedAt }) => {
          const systems = [answers.left, answers.right].flatMap((one) => one ?? [])
          const name = answers.flowName || systems.map((one) => connector(one)?.label ?? one).join(' ↔ ') || t('drafts.nameless')
          return (
            <li key={id} className="draft">
              <span className="draft-icons">
                {systems.map((one, place) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: both may be the same system
                  <SystemIcon key={place} connector={one} />
                ))}
              </span>
              <span className="draft-words">
                <span className="draft-name cut">{name}</span>
                <span className="draft-quiet">
                  {answers.lanes.map(({ entity }) => t(`kind.${entity}`)).join(' · ')}
                  {answers.lanes.length > 0 && ' · '}
                  <Moment at={changedAt} />
                </span>
              </span>
              <Button
                icon={ArrowRight}
                size="small"
                aria-label={t('drafts.go-on-with', { name })}
                onPress={() => go({ page: 'integration', draftId: id })}
              >
                {t('drafts.go-on')}
              </Button>
              <IconButton label={t('drafts.remove', { name })} icon={X} size="small" onPress={() => remove(id)} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
