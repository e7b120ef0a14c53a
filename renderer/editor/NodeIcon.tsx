import { Box } from 'lucide-react'
import { nodeIcons } from './node-icons.ts'

/** The icon a node type names, in the size of the text around it or of `className`. */
export function NodeIcon({ name, className = 'button-icon' }: { readonly name: string; readonly className?: string }) {
  const Icon = nodeIcons[name] ?? Box
  return <Icon className={className} aria-hidden />
}
