import { FileDown } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { openImport } from '#renderer/frame/import-place.ts'
import { toast } from '#renderer/ui/toast.ts'
import './FlowDrop.css'
import { carriesFiles, FlowFileProblem, readFlowFile } from './flow-files.ts'

/** Takes a flow file that is dragged anywhere into the window. Without it the browser would open the file in place of the page. */
export function FlowDrop() {
  const { t } = useTranslation('exchange')
  const [isOver, setOver] = useState(false)

  useEffect(() => {
    // Leaving an element for the one inside it is told as well: only when as many were left as entered, the file is gone.
    let depth = 0
    const enter = (event: DragEvent) => {
      if (!event.dataTransfer || !carriesFiles(event.dataTransfer)) return
      depth += 1
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!event.dataTransfer || !carriesFiles(event.dataTransfer)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const over = (event: DragEvent) => {
      if (event.dataTransfer && carriesFiles(event.dataTransfer)) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      depth = 0
      setOver(false)
      if (!event.dataTransfer || !carriesFiles(event.dataTransfer) || event.defaultPrevented) return
      event.preventDefault()
      readFlowFile([...event.dataTransfer.files]).then(openImport, (thrown: unknown) => {
        if (!(thrown instanceof FlowFileProblem)) throw thrown
        toast({ tone: 'failed', title: t(`file.${thrown.kind}`, { name: thrown.fileName }) })
      })
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', over)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', over)
      window.removeEventListener('drop', drop)
    }
  }, [t])

  if (!isOver) return null
  return (
    <div className="flow-drop" aria-hidden>
      <div className="flow-drop-words">
        <FileDown className="flow-drop-icon" />
        {t('drop')}
      </div>
    </div>
  )
}
