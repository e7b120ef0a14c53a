import './Keys.css'
import { readableKeys } from './readable-keys.ts'

/** Keys as they stand on this computer's keyboard: `Mod+K` is `Ctrl K`, or `⌘ K` on a Mac. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <kbd className="keys">
      {readableKeys(keys).map((key) => (
        <span key={key} className="keys-key">
          {key}
        </span>
      ))}
    </kbd>
  )
}
