import { Workflow } from 'lucide-react'
import { ContractError } from '#core/contract/reply.ts'
import { outcomeKinds } from '#core/kit/record.ts'
import { Badge } from '#renderer/ui/Badge.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyValue } from '#renderer/ui/CopyValue.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { EntityIcon } from '#renderer/ui/EntityIcon.tsx'
import { Failing } from '#renderer/ui/Failing.tsx'
import { Glyph } from '#renderer/ui/Glyph.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Moment } from '#renderer/ui/Moment.tsx'
import { OutcomeMark } from '#renderer/ui/OutcomeMark.tsx'
import { SystemIcon } from '#renderer/ui/SystemIcon.tsx'

const error = new ContractError({
  code: 'busy',
  message: 'Odoo at acme.odoo.com does not answer.',
  hint: 'Try again in a minute.',
  fix: 'wait',
  facts: {},
})
const systems = ['odoo', 'mplus', 'visma-net', 'eaccounting', 'accountview', 'ccv-salespos', 'something']
const entities = ['order', 'customer', 'product', 'stock', 'price', 'category', 'voucher']

export function Signs() {
  return (
    <section className="gallery-column">
      <div className="gallery-row">
        {outcomeKinds.map((kind, place) => (
          <OutcomeMark key={kind} kind={kind} count={place * 1_234} />
        ))}
      </div>
      <div className="gallery-row">
        {(['plain', 'accent', 'done', 'waiting', 'failed', 'unknown', 'skipped'] as const).map((tone) => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
      </div>
      <div className="gallery-row">
        {systems.map((system) => (
          <SystemIcon key={system} connector={system} isNamed />
        ))}
        {systems.map((system) => (
          <Glyph key={system} name={`systems/${system}`} fallback={system} size="small" />
        ))}
      </div>
      <div className="gallery-row">
        {entities.map((entity) => (
          <EntityIcon key={entity} entity={entity} size="normal" isNamed />
        ))}
        {entities.map((entity) => (
          <EntityIcon key={entity} entity={entity} />
        ))}
      </div>
      <div className="gallery-row">
        <CopyValue value="ORD-2026-0001042" /> <Moment at={Date.now() - 300_000} />
      </div>
      <Failing error={error} layout="line" onRetry={() => {}} />
      <Failing error={error} onRetry={() => {}} />
      <Loading label="Reading orders" />
      <EmptyState
        icon={Workflow}
        title="No flows"
        text="A flow reads records and writes them."
        action={<Button variant="primary">New flow</Button>}
      />
    </section>
  )
}
