import { powerMonitor } from 'electron'

/** The computer's own word about sleep. */
export function electronPower(): { readonly onResume: (listener: () => void) => () => void } {
  return {
    onResume: (listener) => {
      powerMonitor.on('resume', listener)
      return () => {
        powerMonitor.off('resume', listener)
      }
    },
  }
}
