// biome-ignore-all lint/a11y/useSemanticElements: rows that stand at their place in a virtual list cannot be a <table>.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names the active row.
import {
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { flushSync } from 'react-dom'
import { classNames } from '#renderer/ui/class-names.ts'
import { follow, type Geometry, isAtEnd, placeAt, placeShowing, rowsAt, type ScrollPlace, spacerHeight } from './geometry.ts'
import './LongList.css'
import { LongListRow } from './LongListRow.tsx'
import { isSelected, type RowSelection, selectAll, selectOnly, selectTo, toggleRow } from './row-selection.ts'

export interface LongListColumn {
  readonly id: string
  readonly label: string
  /** A CSS grid track: `120px`, `minmax(200px, 1fr)`. */
  readonly width: string
  readonly isNumber?: boolean
  /** Left out while the list is narrower than this, in pixels: what stays can then still be read. */
  readonly from?: number
}

export interface LongListHandle {
  /** Brings a row on screen and makes it the one the keyboard stands on. */
  readonly goTo: (row: number) => void
  readonly showEnd: () => void
  readonly focus: () => void
}

export interface LongListProps<Row> {
  readonly label: string
  readonly columns: readonly LongListColumn[]
  readonly total: number
  /** Undefined while it is on its way. */
  readonly row: (index: number) => Row | undefined
  /** Told of when rows arrive, so that the rows alone are painted again and not the page around them. */
  readonly arrivals?: { readonly subscribe: (listener: () => void) => () => void; readonly version: () => number }
  /** One cell's content, per column id; module-level, so that rows repaint only when they changed. */
  readonly cell: (row: Row, column: string) => ReactNode
  /** Rows `first` … `end` are on screen now. */
  readonly onShow: (first: number, end: number, direction: -1 | 1) => void
  readonly selection: RowSelection
  readonly onSelect: (selection: RowSelection) => void
  readonly onOpen?: (index: number) => void
  readonly onCopy?: () => void
  /** Given: whether the list stands at its end, so that it follows what is added. */
  readonly onEnd?: (isAtEnd: boolean) => void
  readonly isFollowing?: boolean
  /** Marks a row: `failed`. */
  readonly tone?: (row: Row) => string | undefined
  readonly ref?: Ref<LongListHandle>
}

/** The same as `--size-row`; positions are worked out from it. */
const rowHeight = 28
const extraRows = 12
/** After a leap only what is seen is painted, and the rows around it once it rests. */
const restMs = 80
const mostRows = 100
const columnsProperty: string = '--long-list-columns'
const start: ScrollPlace = { scrollTop: 0, offset: 0 }
const never = () => () => {}
const zero = () => 0

/** A table of any length: at most a hundred rows are there, each at its place, the last one included. */
export function LongList<Row>({
  label,
  columns: allColumns,
  total,
  row,
  arrivals,
  cell,
  onShow,
  selection,
  onSelect,
  onOpen,
  onCopy,
  onEnd,
  isFollowing = false,
  tone,
  ref,
}: LongListProps<Row>) {
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [viewport, setViewport] = useState(0)
  const [width, setWidth] = useState(0)
  const [place, setPlace] = useState(start)
  const [extra, setExtra] = useState(0)
  const [active, setActive] = useState(-1)
  useSyncExternalStore(arrivals?.subscribe ?? never, arrivals?.version ?? zero)
  const direction = useRef<-1 | 1>(1)
  const columns = useMemo(() => allColumns.filter(({ from = 0 }) => width >= from), [allColumns, width])
  const geometry: Geometry = { rowHeight, total, viewport }
  const current = useRef({ geometry, place })
  current.current = { geometry, place }

  useEffect(() => {
    const element = scroller.current
    if (!element) return
    // The header covers the first row's height.
    const measure = () => {
      setViewport(Math.max(0, element.clientHeight - rowHeight))
      setWidth(element.clientWidth)
    }
    // The observer tells the first size too, once the page around the list has been laid out: asked for here, that would happen twice.
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  const moveTo = useCallback((next: ScrollPlace) => {
    const { geometry: shape, place: before } = current.current
    const distance = next.scrollTop + next.offset - before.scrollTop - before.offset
    direction.current = distance < 0 ? -1 : 1
    if (Math.abs(distance) > shape.viewport) setExtra(0)
    const element = scroller.current
    if (element && Math.abs(element.scrollTop - next.scrollTop) >= 1) element.scrollTop = next.scrollTop
    current.current.place = next
    setPlace(next)
  }, [])

  const onScroll = () => {
    const element = scroller.current
    if (!element) return
    const { geometry: shape, place: before } = current.current
    if (Math.abs(element.scrollTop - before.scrollTop) < 0.5) return
    const next = follow(shape, before, element.scrollTop)
    // At once: a frame later the rows would come after the empty place.
    flushSync(() => moveTo(next))
    onEnd?.(isAtEnd(shape, next))
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: it rests once the place stays the same.
  useEffect(() => {
    if (extra === extraRows) return
    const timer = setTimeout(() => setExtra(extraRows), restMs)
    return () => clearTimeout(timer)
  }, [extra, place])

  // The list follows its end, and stays in itself when it became shorter.
  useLayoutEffect(() => {
    const { geometry: shape, place: before } = current.current
    if (shape.viewport === 0) return
    const y = before.scrollTop + before.offset
    if (isFollowing) moveTo(placeAt(shape, Number.POSITIVE_INFINITY))
    else if (y > Math.max(0, total * rowHeight - viewport)) moveTo(placeAt(shape, y))
  }, [total, viewport, isFollowing, moveTo])

  const { first, end } = rowsAt(geometry, place, extra, mostRows)
  useEffect(() => {
    if (viewport > 0 && total > 0) onShow(first, end, direction.current)
  }, [first, end, total, viewport, onShow])

  const goTo = useCallback(
    (index: number, align: 'nearest' | 'middle' = 'nearest') => {
      const { geometry: shape, place: before } = current.current
      const wanted = Math.max(0, Math.min(index, shape.total - 1))
      setActive(wanted)
      const next = placeShowing(shape, before, wanted, align)
      moveTo(next)
      onEnd?.(isAtEnd(shape, next))
      return wanted
    },
    [moveTo, onEnd],
  )

  useImperativeHandle(
    ref,
    () => ({
      goTo: (index) => onSelect(selectOnly(goTo(index, 'middle'))),
      showEnd: () => {
        moveTo(placeAt(current.current.geometry, Number.POSITIVE_INFINITY))
        onEnd?.(true)
      },
      focus: () => scroller.current?.focus(),
    }),
    [goTo, moveTo, onEnd, onSelect],
  )

  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor(viewport / rowHeight) - 1)
    const isMod = event.ctrlKey || event.metaKey
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: active < 0 ? total - 1 : active - 1,
      PageDown: Math.max(0, active) + page,
      PageUp: active - page,
      Home: 0,
      End: total - 1,
    }
    const target = steps[event.key]
    if (target !== undefined && total > 0 && !event.altKey) {
      const to = goTo(target)
      if (event.shiftKey) onSelect(selectTo(selection, to))
      else if (!isMod) onSelect(selectOnly(to))
    } else if (event.key === 'Enter' && active >= 0 && !isMod) onOpen?.(active)
    else if (event.key === ' ' && active >= 0) onSelect(isMod ? toggleRow(selection, active) : selectOnly(active))
    else if (isMod && event.key.toLowerCase() === 'a') onSelect(selectAll(total))
    // A text marked with the mouse is copied by the browser itself.
    else if (isMod && event.key.toLowerCase() === 'c' && onCopy && (getSelection()?.isCollapsed ?? true)) onCopy()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const rowAt = (event: MouseEvent): number => {
    const element = (event.target as HTMLElement).closest<HTMLElement>('[data-row]')
    return element ? Number(element.dataset.row) : -1
  }
  const onClick = (event: MouseEvent) => {
    const index = rowAt(event)
    if (index < 0 || !(getSelection()?.isCollapsed ?? true)) return
    setActive(index)
    if (event.shiftKey) onSelect(selectTo(selection, index))
    else if (event.ctrlKey || event.metaKey) onSelect(toggleRow(selection, index))
    else {
      onSelect(selectOnly(index))
      onOpen?.(index)
    }
  }
  // Shift and click would otherwise mark text across the rows.
  const onMouseDown = (event: MouseEvent) => event.shiftKey && event.preventDefault()

  const isActiveThere = active >= first && active < end
  const rows = []
  for (let index = first; index < end; index += 1) {
    rows.push(
      <LongListRow
        // The element of a row that went out of sight serves the one that came in.
        key={index % mostRows}
        id={`${id}-${index}`}
        index={index}
        top={index * rowHeight - place.offset}
        row={row(index)}
        columns={columns}
        cell={cell as (row: unknown, column: string) => ReactNode}
        tone={tone as ((row: unknown) => string | undefined) | undefined}
        isSelected={isSelected(selection, index)}
        isActive={index === active}
      />,
    )
  }
  return (
    <div
      ref={scroller}
      className="long-list"
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-multiselectable
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-activedescendant={isActiveThere ? `${id}-${active}` : undefined}
      style={{ [columnsProperty]: columns.map(({ width }) => width).join(' ') }}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onMouseDown={onMouseDown}
    >
      <div className="long-list-head" role="rowgroup">
        <div className="long-list-cells" role="row" aria-rowindex={1}>
          {columns.map(({ id: column, label: name, isNumber }) => (
            <div key={column} role="columnheader" className={classNames('long-list-cell', isNumber && 'long-list-number')}>
              {name}
            </div>
          ))}
        </div>
      </div>
      <div className="long-list-rows" role="rowgroup" style={{ height: spacerHeight(geometry) }}>
        {rows}
      </div>
    </div>
  )
}
