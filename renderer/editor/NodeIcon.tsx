import {
  ArrowRightLeft,
  Box,
  Braces,
  CalendarClock,
  Clock,
  Combine,
  DatabaseZap,
  Download,
  FileText,
  Filter,
  GitBranch,
  Globe,
  type LucideIcon,
  Merge,
  Repeat,
  ScrollText,
  Search,
  ShieldAlert,
  Split,
  Table,
  Timer,
  Upload,
} from 'lucide-react'
import { useEffect, useState } from 'react'

/** At hand at once; any other icon a node names is fetched when it is first drawn. */
const near: Readonly<Record<string, LucideIcon>> = {
  'arrow-right-left': ArrowRightLeft,
  box: Box,
  braces: Braces,
  'calendar-clock': CalendarClock,
  clock: Clock,
  combine: Combine,
  'database-zap': DatabaseZap,
  download: Download,
  'file-text': FileText,
  filter: Filter,
  'git-branch': GitBranch,
  globe: Globe,
  merge: Merge,
  repeat: Repeat,
  'scroll-text': ScrollText,
  search: Search,
  'shield-alert': ShieldAlert,
  split: Split,
  table: Table,
  timer: Timer,
  upload: Upload,
}

/** The icon a node type names, in the size of the text around it or of `className`. */
export function NodeIcon({ name, className = 'button-icon' }: { readonly name: string; readonly className?: string }) {
  const [fetched, setFetched] = useState<{ readonly name: string; readonly icon: LucideIcon } | null>(null)
  const at = near[name]
  useEffect(() => {
    let isOver = false
    if (!near[name]) void fetchIcon(name).then((icon) => isOver || setFetched({ name, icon }))
    return () => {
      isOver = true
    }
  }, [name])
  const Icon = at ?? (fetched?.name === name ? fetched.icon : Box)
  return <Icon className={className} aria-hidden />
}

async function fetchIcon(name: string): Promise<LucideIcon> {
  const { icons } = await import('lucide-react')
  const component = name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
  return Object.hasOwn(icons, component) ? icons[component as keyof typeof icons] : Box
}
