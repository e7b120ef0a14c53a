import { useTranslation } from 'react-i18next'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Editor } from './Editor.tsx'
import { EditorProvider } from './EditorProvider.tsx'

/** One flow, open for editing. */
export function FlowPage({ flowId }: { readonly flowId: string }) {
  const { t } = useTranslation('editor')
  return (
    <EditorProvider
      flowId={flowId}
      loading={<Loading label={t('opening')} />}
      failing={(error, retry) => <Failing error={error} onRetry={retry} />}
    >
      <Editor />
    </EditorProvider>
  )
}
