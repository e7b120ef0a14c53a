import { ArrowRightLeft, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowDocument, FlowNode } from '#core/flow/document.ts'
import { changeSettings } from '#core/flow/edit.ts'
import type { Json } from '#core/kit/record.ts'
import { parseMappings } from '#core/mapping/mapping.ts'
import { useCatalogue } from '#renderer/editor/catalogue.ts'
import { type EditorState, useEditor } from '#renderer/editor/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { leavingEntity } from './arriving-entity.ts'
import { draggedField } from './dragged.ts'
import { MappingRow } from './MappingRow.tsx'
import { type MappingDraft, moved, pathsOf, readRows, rowOf } from './mapping-rows.ts'
import { RecordPicker } from './RecordPicker.tsx'
import { SourceList } from './SourceList.tsx'
import { fieldAt, listOf, pathFor, type SourceField } from './source-fields.ts'
import { TargetList } from './TargetList.tsx'
import { targetFields } from './target-fields.ts'
import { useChosenRecord } from './use-chosen-record.ts'
import { isSameSet, useKept } from './use-kept.ts'
import { useRowFocus } from './use-row-focus.ts'
import { useStable } from './use-stable.ts'
import { useTries } from './use-tries.ts'
import { ValueEditor } from './ValueEditor.tsx'
import { ValueEditorContext } from './value-editor.ts'

const documentOf = (state: EditorState) => state.document
const editOf = (state: EditorState) => state.edit

/** Source fields, mappings and target fields side by side, tried on a record as one types. */
export function MapTable({ node, field }: { readonly node: FlowNode; readonly field: string }) {
  const { t } = useTranslation('mapping')
  const document = useEditor(documentOf)
  const edit = useEditor(editOf)
  const catalogue = useCatalogue()
  const chosen = useChosenRecord(node.id)
  const { input } = chosen
  const setting = node.settings[field]
  const rows = useMemo(() => readRows(setting), [setting])
  const tries = useTries(rows, chosen.record, document.options.timeZone)
  const problems = useMemo(() => problemsByRow(rows), [rows])
  const entity = leavingEntity(document, node.id, catalogue.nodeType) ?? input.entity
  // What this node's own settings say changes nothing about where its records go.
  const around = useKept(document, (before, after) => isSameAround(before, after, node.id))
  const targets = useMemo(() => targetFields(entity, node.id, { ...catalogue, document: around }), [entity, node.id, catalogue, around])
  const used = useKept(usedPaths(input.fields, rows), isSameSet)
  const filled = useKept(new Set(rows.map(({ target }) => target)), isSameSet)
  const choices = useMemo(
    () => targets.filter((one) => one.type !== 'object').map(({ path, label }) => ({ id: path, label: path, hint: label })),
    [targets],
  )
  const [focused, setFocused] = useState<{ readonly index: number; readonly count: number } | null>(null)
  const { list, focusRemove } = useRowFocus(rowFocus)

  const write = (label: string, next: readonly MappingDraft[]) => {
    edit(label, (before) => changeSettings(before, node.id, { [field]: next as unknown as Json }))
  }
  const show = (index: number) => setFocused((before) => ({ index, count: (before?.count ?? 0) + 1 }))
  const add = (row: MappingDraft) => {
    write(t('step.add', { target: row.target || t('row.new') }), [...rows, row])
    show(rows.length)
  }
  /** Fills a target from a source field: the row that fills it already, or a new one. */
  const mapTo = (target: string, source: string | undefined) => {
    const index = rowOf(rows, target)
    const row = rows[index]
    if (row && source === undefined) return show(index)
    const same = input.fields.find((one) => one.path === `data.${target}`)?.path
    const path = pathFor(source ?? same ?? '', listOf(target))
    if (!row) return add({ target, path })
    const { constant: _constant, template: _template, firstOf: _firstOf, join: _join, ...rest } = row
    write(t('step.change', { target }), rows.with(index, { ...rest, target, path }))
    show(index)
  }
  /** A source without a target goes to the field of its own name, when that is free. */
  const mapFrom = (source: string) => {
    const same = source.replace(/^data\./, '')
    const isFree = targets.some((one) => one.path === same) && rowOf(rows, same) === -1
    add({ target: isFree ? same : '', path: pathFor(source, isFree ? listOf(same) : undefined) })
  }
  const pickSource = useStable(mapFrom)
  const pickTarget = useStable(mapTo)
  const move = useStable((from: number, to: number) => {
    if (to < 0 || to >= rows.length || from === to) return
    write(t('step.move', { target: rows[from]?.target }), moved(rows, from, to))
  })
  const change = useStable((index: number, next: MappingDraft) => {
    write(t('step.change', { target: next.target }), rows.with(index, next))
  })
  const remove = useStable((index: number) => {
    write(t('step.remove', { target: rows[index]?.target }), rows.toSpliced(index, 1))
    focusRemove(index)
  })
  const picker = useMemo(() => <RecordPicker chosen={chosen} nodeId={node.id} />, [chosen, node.id])

  return (
    <ValueEditorContext value={ValueEditor}>
      <div className="map-table">
        <SourceList fields={input.fields} used={used} onPick={pickSource} picker={picker} />
        <section
          className="map-rows"
          aria-label={t('rows.title')}
          onDragOver={(event) => {
            if (draggedField.current() !== undefined) event.preventDefault()
          }}
          onDrop={(event) => {
            const path = draggedField.current()
            if (path === undefined) return
            event.preventDefault()
            mapFrom(path)
          }}
        >
          <div className="map-rows-head">
            <h3>{t('rows.title')}</h3>
            <span className="map-quiet">{t('rows.count', { count: rows.length })}</span>
          </div>
          <div className="map-rows-list" ref={list}>
            {rows.length === 0 && <EmptyState icon={ArrowRightLeft} title={t('rows.empty')} text={t('rows.empty-text')} />}
            {rows.map((row, index) => (
              <MappingRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; its target is what one edits
                key={index}
                row={row}
                index={index}
                count={rows.length}
                fields={input.fields}
                targets={choices}
                result={tries[index]}
                problem={problems.get(index)}
                focusCount={focused?.index === index ? focused.count : 0}
                onChange={change}
                onRemove={remove}
                onMove={move}
              />
            ))}
            <div className="map-rows-add">
              <Button icon={Plus} onPress={() => add({ target: '', path: '' })}>
                {t('rows.add')}
              </Button>
            </div>
          </div>
        </section>
        <TargetList targets={targets} filled={filled} entity={entity} onPick={pickTarget} />
      </div>
    </ValueEditorContext>
  )
}

const rowFocus = { row: '.mapping-row', remove: '.mapping-row-actions > :last-child', add: '.map-rows-add button' }

/** Whether all but the settings of one node is the same. */
function isSameAround(before: FlowDocument, after: FlowDocument, nodeId: string): boolean {
  return (
    before.wires === after.wires &&
    before.slots === after.slots &&
    before.nodes.length === after.nodes.length &&
    after.nodes.every((node, index) => node === before.nodes[index] || (node.id === nodeId && before.nodes[index]?.id === nodeId))
  )
}

function usedPaths(fields: readonly SourceField[], rows: readonly MappingDraft[]): ReadonlySet<string> {
  return new Set(rows.flatMap((row) => pathsOf(row).flatMap((path) => fieldAt(fields, path, listOf(row.target))?.path ?? [])))
}

/** What is wrong with a row in the whole: a target that another row fills too. */
function problemsByRow(rows: readonly MappingDraft[]): ReadonlyMap<number, string> {
  const parsed = parseMappings(rows)
  if (parsed.ok) return new Map()
  // The first of a row is told: the last entry of a map wins.
  return new Map(
    parsed.problems.toReversed().flatMap(({ path, message }) => {
      const [, index, inner = ''] = /^\[(\d+)\]\.?(.*)$/.exec(path) ?? []
      return index === undefined ? [] : [[Number(index), `${inner} ${message}`.trim()] as const]
    }),
  )
}
