import { useTranslation } from 'react-i18next'
import type { ContractError } from '#core/contract/reply.ts'
import { ContractError as Refusal } from '#core/contract/reply.ts'
import { Failing } from '#renderer/ui/Failing.tsx'
import { ProblemPlaces } from './ProblemPlaces.tsx'
import { placesOf } from './places-of.ts'

/** Why a text is no flow, place by place. */
export function ImportRefusal({ error }: { readonly error: ContractError }) {
  const { t } = useTranslation('exchange')
  const places = placesOf(error)
  if (places.length === 0) return <Failing layout="line" error={error} />
  // The places stand below: the message repeats them line by line.
  const [first = error.message] = error.message.split('\n')
  const short = new Refusal({ code: error.code, message: first.replace(/:$/, '.'), hint: error.hint ?? '', fix: error.fix, facts: {} })
  return (
    <>
      <Failing layout="line" error={short} />
      <ProblemPlaces title={t('problems.title')} problems={places} />
    </>
  )
}
