import { CircleHelp } from 'lucide-react'
import { useId, useState } from 'react'
import { Button } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import './HowToObtain.css'

/** "Where do I find this?", answered where it is asked. */
export function HowToObtain({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useTranslation('connections')
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  return (
    <div className="how-to-obtain">
      <Button className="how-to-obtain-ask" aria-expanded={isOpen} aria-controls={id} onPress={() => setOpen(!isOpen)}>
        <CircleHelp className="how-to-obtain-icon" aria-hidden />
        {t('form.where')}
        <span className="only-read">{` ${label}`}</span>
      </Button>
      <p id={id} className="how-to-obtain-answer" hidden={!isOpen}>
        {text}
      </p>
    </div>
  )
}
