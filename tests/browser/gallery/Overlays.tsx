import { Copy, EllipsisVertical, Pin, Play, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#renderer/ui/Button.tsx'
import { ConfirmDialog } from '#renderer/ui/ConfirmDialog.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Menu } from '#renderer/ui/Menu.tsx'
import { Popover } from '#renderer/ui/Popover.tsx'
import { SplitPane } from '#renderer/ui/SplitPane.tsx'
import { Tabs } from '#renderer/ui/Tabs.tsx'
import { TextField } from '#renderer/ui/TextField.tsx'
import { toast } from '#renderer/ui/toast.ts'

export function Overlays() {
  const [shown, setShown] = useState<'dialog' | 'confirm' | null>(null)
  const [done, setDone] = useState('nothing')
  const [tab, setTab] = useState('data')
  const [isPinned, setPinned] = useState(false)
  return (
    <section className="gallery-column">
      <div className="gallery-row">
        <Button variant="primary" icon={Play} onPress={() => setDone('ran')}>
          Run now
        </Button>
        <Button onPress={() => setShown('dialog')}>Open dialog</Button>
        <Button variant="danger" onPress={() => setShown('confirm')}>
          Remove
        </Button>
        <Button variant="plain" size="small">
          Plain
        </Button>
        <Button isDisabled>Disabled</Button>
        <Button isPending>Pending</Button>
      </div>
      <div className="gallery-row">
        <Menu
          label="More"
          trigger={<IconButton label="More" icon={EllipsisVertical} />}
          items={[
            { id: 'copy', label: 'Copy', icon: Copy, keys: 'Mod+C', onAction: () => setDone('copied') },
            { id: 'off', label: 'Not now', isDisabled: true, onAction: () => setDone('impossible') },
            { id: 'delete', label: 'Delete', icon: Trash2, danger: true, startsGroup: true, onAction: () => setDone('deleted') },
          ]}
        />
        <IconButton label="Pin" icon={Pin} isPressed={isPinned} onPress={() => setPinned(!isPinned)} />
        <Popover label="Details" trigger={<Button>Details</Button>}>
          <p>Small things.</p>
        </Popover>
        <Button
          onPress={() => toast({ tone: 'done', title: 'Flow published', action: { label: 'Undo', onAction: () => setDone('undone') } })}
        >
          Tell
        </Button>
      </div>
      <Tabs
        label="Drawer"
        selected={tab}
        onSelect={setTab}
        items={[
          { id: 'data', label: 'Data', content: <p>Records</p> },
          { id: 'log', label: 'Log', content: <p>Lines</p> },
          { id: 'plan', label: 'Plan', content: <p>Decisions</p> },
        ]}
      />
      <div className="gallery-pane">
        <SplitPane name="sample" label="Sample" side="start" size={200} minimum={120} maximum={300} pane={<p>Left</p>}>
          <p>Right</p>
        </SplitPane>
      </div>
      <output aria-label="Done">{done}</output>
      <Dialog
        title="Rename"
        isOpen={shown === 'dialog'}
        onClose={() => setShown(null)}
        actions={<Button onPress={() => setShown(null)}>Keep</Button>}
      >
        <TextField label="New name" value="Flow" onChange={() => {}} />
      </Dialog>
      <ConfirmDialog
        title="Remove the flow?"
        isOpen={shown === 'confirm'}
        onClose={() => setShown(null)}
        onConfirm={() => {
          setShown(null)
          setDone('removed')
        }}
        confirm="Remove flow"
        isDanger
      >
        <p>Its file stays.</p>
      </ConfirmDialog>
    </section>
  )
}
