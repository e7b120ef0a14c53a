import i18next from 'i18next'
import { createStore } from 'zustand/vanilla'
import type { ContractError } from '#core/contract/reply.ts'
import { go } from '#renderer/frame/route.ts'
import { saySentences } from '#renderer/language/say-sentence.ts'

export interface Toast {
  readonly id: number
  readonly tone: 'plain' | 'done' | 'waiting' | 'failed'
  readonly title: string
  readonly text?: string
  /** The one thing that can be done about it. */
  readonly action?: { readonly label: string; readonly onAction: () => void }
  /** Stays until it is dismissed. */
  readonly stays: boolean
}

export interface ToastStore {
  readonly toasts: readonly Toast[]
}

const most = 4

export const toastStore = createStore<ToastStore>(() => ({ toasts: [] }))

let nextId = 1

/** Tells something in the corner of the page; returns the function that takes it away. */
export function toast(given: Partial<Omit<Toast, 'id'>> & { readonly title: string }): () => void {
  const id = nextId
  nextId += 1
  const one: Toast = { tone: 'plain', stays: given.tone === 'failed', ...given, id }
  toastStore.setState(({ toasts }) => ({ toasts: [...toasts, one].slice(-most) }))
  return () => dismissToast(id)
}

/** For what the user asked for and the host refused, where there is no better place to say so. */
export function toastError({ code, message, hint }: ContractError): () => void {
  const signIn = { label: i18next.t('ui:failing.sign-in'), onAction: () => go({ page: 'connections' }) }
  return toast({
    tone: 'failed',
    title: saySentences(message),
    text: hint && saySentences(hint),
    ...(code === 'sign-in-needed' && { action: signIn }),
  })
}

export function dismissToast(id: number): void {
  toastStore.setState(({ toasts }) => ({ toasts: toasts.filter((one) => one.id !== id) }))
}
