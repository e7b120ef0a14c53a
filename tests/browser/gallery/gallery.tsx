import '#renderer/styles/tokens.css'
import '#renderer/styles/base.css'
import '#renderer/language/i18n.ts'
import { createRoot } from 'react-dom/client'
import { Toasts } from '#renderer/frame/Toasts.tsx'
import { Fields } from './Fields.tsx'
import './gallery.css'
import { Overlays } from './Overlays.tsx'
import { Signs } from './Signs.tsx'

/** Every primitive of the page on one sheet, for tests that use them by keyboard and for eyes. */
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <main className="gallery">
      <h1>Primitives</h1>
      <Fields />
      <Overlays />
      <Signs />
      <Toasts />
    </main>,
  )
}
