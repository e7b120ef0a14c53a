/**
 * Everything a person can have the program do by name. One list for menus, the palette, shortcuts and the settings;
 * the page attaches what happens. Other windows and the tray send an id with `app:command`.
 */
export interface CommandEntry {
  readonly id: string
  readonly label: { readonly en: string; readonly nl: string }
  /** The menu it stands in, and its group in the palette and the sheet. */
  readonly menu: CommandMenu
  /** Defaults, the first one shown. `Mod` is Ctrl, or ⌘ on a Mac; browsers keep some for themselves, hence seconds. */
  readonly keys: readonly string[]
  /** Begins a group in its menu. */
  readonly startsGroup?: boolean
  /** Only while a flow is open. */
  readonly needsFlow?: boolean
  /** Takes something (`given` of `app:command`) and therefore stands in no menu. */
  readonly takes?: 'flow-id' | 'run-id' | 'connection-id' | 'flow-text'
  /** Stands in no list: the way to the list itself, or what needs something given. */
  readonly isHidden?: boolean
}

export const commandMenus = ['file', 'edit', 'view', 'run', 'go', 'help'] as const

export type CommandMenu = (typeof commandMenus)[number]

export const menuLabels: Readonly<Record<CommandMenu, { readonly en: string; readonly nl: string }>> = {
  file: { en: 'File', nl: 'Bestand' },
  edit: { en: 'Edit', nl: 'Bewerken' },
  view: { en: 'View', nl: 'Beeld' },
  run: { en: 'Run', nl: 'Uitvoeren' },
  go: { en: 'Go', nl: 'Ga naar' },
  help: { en: 'Help', nl: 'Help' },
}

export const commandList = [
  { id: 'flow.new', menu: 'file', label: { en: 'New flow', nl: 'Nieuwe flow' }, keys: ['Mod+N', 'Alt+N'] },
  {
    id: 'integration.new',
    menu: 'file',
    label: { en: 'New integration', nl: 'Nieuwe integratie' },
    keys: ['Mod+Shift+N', 'Alt+Shift+N'],
  },
  { id: 'flow.import', menu: 'file', label: { en: 'Import a flow', nl: 'Flow importeren' }, keys: ['Mod+O'] },
  {
    id: 'flow.export',
    menu: 'file',
    label: { en: 'Export this flow', nl: 'Deze flow exporteren' },
    keys: ['Mod+Shift+E'],
    needsFlow: true,
  },
  {
    id: 'flow.publish',
    menu: 'file',
    label: { en: 'Publish this flow', nl: 'Deze flow publiceren' },
    keys: ['Mod+S'],
    needsFlow: true,
    startsGroup: true,
  },
  {
    id: 'flow.changes',
    menu: 'file',
    label: { en: 'Changes since published', nl: 'Wijzigingen sinds publicatie' },
    keys: [],
    needsFlow: true,
  },
  { id: 'flow.close', menu: 'file', label: { en: 'Close this flow', nl: 'Deze flow sluiten' }, keys: ['Mod+W', 'Alt+W'], needsFlow: true },
  { id: 'practice.start', menu: 'file', label: { en: 'Practice', nl: 'Oefenen' }, keys: [], startsGroup: true },
  { id: 'go.settings', menu: 'file', label: { en: 'Settings', nl: 'Instellingen' }, keys: ['Mod+,'] },

  { id: 'edit.undo', menu: 'edit', label: { en: 'Undo', nl: 'Ongedaan maken' }, keys: ['Mod+Z'], needsFlow: true },
  { id: 'edit.redo', menu: 'edit', label: { en: 'Redo', nl: 'Opnieuw' }, keys: ['Mod+Shift+Z', 'Mod+Y'], needsFlow: true },
  { id: 'edit.history', menu: 'edit', label: { en: 'History of changes', nl: 'Geschiedenis van wijzigingen' }, keys: [], needsFlow: true },
  { id: 'edit.cut', menu: 'edit', label: { en: 'Cut', nl: 'Knippen' }, keys: ['Mod+X'], needsFlow: true, startsGroup: true },
  { id: 'edit.copy', menu: 'edit', label: { en: 'Copy', nl: 'Kopiëren' }, keys: ['Mod+C'], needsFlow: true },
  { id: 'edit.paste', menu: 'edit', label: { en: 'Paste', nl: 'Plakken' }, keys: ['Mod+V'], needsFlow: true },
  { id: 'edit.duplicate', menu: 'edit', label: { en: 'Duplicate', nl: 'Dupliceren' }, keys: ['Mod+D'], needsFlow: true },
  { id: 'edit.delete', menu: 'edit', label: { en: 'Delete', nl: 'Verwijderen' }, keys: ['Delete', 'Backspace'], needsFlow: true },
  {
    id: 'edit.delete-reconnect',
    menu: 'edit',
    label: { en: 'Delete and reconnect', nl: 'Verwijderen en opnieuw verbinden' },
    keys: ['Mod+Delete', 'Mod+Backspace'],
    needsFlow: true,
  },
  { id: 'edit.detach', menu: 'edit', label: { en: 'Detach from wires', nl: 'Losmaken van draden' }, keys: ['Alt+D'], needsFlow: true },
  {
    id: 'edit.select-all',
    menu: 'edit',
    label: { en: 'Select all', nl: 'Alles selecteren' },
    keys: ['Mod+A'],
    needsFlow: true,
    startsGroup: true,
  },
  { id: 'edit.find', menu: 'edit', label: { en: 'Find in this flow', nl: 'Zoeken in deze flow' }, keys: ['Mod+F'], needsFlow: true },
  {
    id: 'edit.add-node',
    menu: 'edit',
    label: { en: 'Add a node', nl: 'Node toevoegen' },
    keys: ['A'],
    needsFlow: true,
    startsGroup: true,
  },
  {
    id: 'edit.connect',
    menu: 'edit',
    label: { en: 'Connect the selected node', nl: 'Geselecteerde node verbinden' },
    keys: ['C', 'W'],
    needsFlow: true,
  },
  { id: 'edit.rename', menu: 'edit', label: { en: 'Rename', nl: 'Naam wijzigen' }, keys: ['F2'], needsFlow: true },
  { id: 'edit.comment', menu: 'edit', label: { en: 'Add a comment', nl: 'Opmerking toevoegen' }, keys: ['Shift+C'], needsFlow: true },
  { id: 'edit.group', menu: 'edit', label: { en: 'Group', nl: 'Groeperen' }, keys: ['Mod+G'], needsFlow: true },
  { id: 'edit.ungroup', menu: 'edit', label: { en: 'Ungroup', nl: 'Groep opheffen' }, keys: ['Mod+Shift+G'], needsFlow: true },
  { id: 'edit.tidy', menu: 'edit', label: { en: 'Tidy', nl: 'Ordenen' }, keys: ['Shift+T'], needsFlow: true, startsGroup: true },
  { id: 'edit.align-left', menu: 'edit', label: { en: 'Align left', nl: 'Links uitlijnen' }, keys: [], needsFlow: true },
  { id: 'edit.align-center', menu: 'edit', label: { en: 'Align centres', nl: 'Middens uitlijnen' }, keys: [], needsFlow: true },
  { id: 'edit.align-right', menu: 'edit', label: { en: 'Align right', nl: 'Rechts uitlijnen' }, keys: [], needsFlow: true },
  { id: 'edit.align-top', menu: 'edit', label: { en: 'Align top', nl: 'Boven uitlijnen' }, keys: [], needsFlow: true },
  { id: 'edit.align-middle', menu: 'edit', label: { en: 'Align middles', nl: 'Op één lijn zetten' }, keys: [], needsFlow: true },
  { id: 'edit.align-bottom', menu: 'edit', label: { en: 'Align bottom', nl: 'Onder uitlijnen' }, keys: [], needsFlow: true },
  { id: 'edit.distribute-across', menu: 'edit', label: { en: 'Distribute across', nl: 'Horizontaal verdelen' }, keys: [], needsFlow: true },
  { id: 'edit.distribute-down', menu: 'edit', label: { en: 'Distribute down', nl: 'Verticaal verdelen' }, keys: [], needsFlow: true },

  { id: 'view.commands', menu: 'view', label: { en: 'Search and commands', nl: 'Zoeken en opdrachten' }, keys: ['Mod+K'], isHidden: true },
  { id: 'view.rail', menu: 'view', label: { en: 'Fold the rail', nl: 'Balk in- of uitklappen' }, keys: [], startsGroup: true },
  {
    id: 'view.palette',
    menu: 'view',
    label: { en: 'Show or hide the palette', nl: 'Palet tonen of verbergen' },
    keys: ['Mod+B'],
    needsFlow: true,
  },
  {
    id: 'view.inspector',
    menu: 'view',
    label: { en: 'Show or hide the settings of the node', nl: 'Instellingen van de node tonen of verbergen' },
    keys: ['Mod+I'],
    needsFlow: true,
  },
  {
    id: 'view.drawer',
    menu: 'view',
    label: { en: 'Show or hide the drawer', nl: 'Lade tonen of verbergen' },
    keys: ['Mod+J'],
    needsFlow: true,
  },
  { id: 'view.data', menu: 'view', label: { en: 'Data', nl: 'Gegevens' }, keys: ['Alt+Shift+D'], needsFlow: true, startsGroup: true },
  { id: 'view.log', menu: 'view', label: { en: 'Log of this flow', nl: 'Logboek van deze flow' }, keys: ['Alt+Shift+L'], needsFlow: true },
  { id: 'view.run', menu: 'view', label: { en: 'Run and plan', nl: 'Run en plan' }, keys: ['Alt+Shift+R'], needsFlow: true },
  { id: 'view.problems', menu: 'view', label: { en: 'Problems', nl: 'Problemen' }, keys: ['Alt+Shift+P'], needsFlow: true },
  {
    id: 'view.fit',
    menu: 'view',
    label: { en: 'Fit the flow', nl: 'Hele flow tonen' },
    keys: ['Shift+1'],
    needsFlow: true,
    startsGroup: true,
  },
  { id: 'view.fit-selection', menu: 'view', label: { en: 'Fit the selection', nl: 'Selectie tonen' }, keys: ['Shift+2'], needsFlow: true },
  { id: 'view.zoom-in', menu: 'view', label: { en: 'Zoom in', nl: 'Inzoomen' }, keys: ['+', '='], needsFlow: true },
  { id: 'view.zoom-out', menu: 'view', label: { en: 'Zoom out', nl: 'Uitzoomen' }, keys: ['-'], needsFlow: true },
  {
    id: 'view.minimap',
    menu: 'view',
    label: { en: 'Show or hide the map', nl: 'Overzicht tonen of verbergen' },
    keys: ['Shift+3'],
    needsFlow: true,
  },
  { id: 'view.theme', menu: 'view', label: { en: 'Light or dark', nl: 'Licht of donker' }, keys: [], startsGroup: true },

  { id: 'run.start', menu: 'run', label: { en: 'Run now', nl: 'Nu uitvoeren' }, keys: ['Mod+Enter'], needsFlow: true },
  {
    id: 'run.plan',
    menu: 'run',
    label: { en: 'Plan, without writing', nl: 'Plan, zonder te schrijven' },
    keys: ['Mod+Shift+Enter'],
    needsFlow: true,
  },
  { id: 'run.stop', menu: 'run', label: { en: 'Stop', nl: 'Stoppen' }, keys: ['Mod+.'], needsFlow: true },
  {
    id: 'run.to-here',
    menu: 'run',
    label: { en: 'Run to this node', nl: 'Uitvoeren tot deze node' },
    keys: ['Shift+Enter'],
    needsFlow: true,
    startsGroup: true,
  },
  {
    id: 'run.only',
    menu: 'run',
    label: { en: 'Run this node on pinned data', nl: 'Deze node op vastgezette gegevens uitvoeren' },
    keys: ['Alt+Enter'],
    needsFlow: true,
  },

  { id: 'go.home', menu: 'go', label: { en: 'Home', nl: 'Start' }, keys: ['Alt+1'] },
  { id: 'go.runs', menu: 'go', label: { en: 'Runs', nl: 'Runs' }, keys: ['Alt+2'] },
  { id: 'go.log', menu: 'go', label: { en: 'Log', nl: 'Logboek' }, keys: ['Alt+3'] },
  { id: 'go.connections', menu: 'go', label: { en: 'Connections', nl: 'Verbindingen' }, keys: ['Alt+4'] },
  { id: 'go.back', menu: 'go', label: { en: 'Back', nl: 'Terug' }, keys: ['Alt+ArrowLeft'], startsGroup: true },
  { id: 'go.forward', menu: 'go', label: { en: 'Forward', nl: 'Vooruit' }, keys: ['Alt+ArrowRight'] },
  {
    id: 'tab.next',
    menu: 'go',
    label: { en: 'Next open flow', nl: 'Volgende open flow' },
    keys: ['Ctrl+Tab', 'Alt+PageDown'],
    startsGroup: true,
  },
  { id: 'tab.previous', menu: 'go', label: { en: 'Previous open flow', nl: 'Vorige open flow' }, keys: ['Ctrl+Shift+Tab', 'Alt+PageUp'] },
  {
    id: 'tab.move-left',
    menu: 'go',
    label: { en: 'Move the tab left', nl: 'Tabblad naar links' },
    keys: ['Alt+Shift+PageUp'],
    needsFlow: true,
  },
  {
    id: 'tab.move-right',
    menu: 'go',
    label: { en: 'Move the tab right', nl: 'Tabblad naar rechts' },
    keys: ['Alt+Shift+PageDown'],
    needsFlow: true,
  },

  { id: 'help.keys', menu: 'help', label: { en: 'Keyboard shortcuts', nl: 'Sneltoetsen' }, keys: ['?'] },
  { id: 'help.first-steps', menu: 'help', label: { en: 'First steps', nl: 'Eerste stappen' }, keys: [] },
  { id: 'help.about', menu: 'help', label: { en: 'About Sluice', nl: 'Over Sluice' }, keys: [] },

  { id: 'flow.open', menu: 'file', label: { en: 'Open flow', nl: 'Flow openen' }, keys: [], takes: 'flow-id', isHidden: true },
  {
    ...{ id: 'connection.open', menu: 'go', label: { en: 'Show connection', nl: 'Verbinding tonen' }, keys: [] },
    ...{ takes: 'connection-id', isHidden: true },
  },
  { id: 'run.open', menu: 'run', label: { en: 'Show run', nl: 'Run tonen' }, keys: [], takes: 'run-id', isHidden: true },
] as const satisfies readonly CommandEntry[]

export type CommandId = (typeof commandList)[number]['id']

/** The keys of a command: what the user chose, or its defaults. An empty choice is none. */
export function keysOf({ id, keys }: Pick<CommandEntry, 'id' | 'keys'>, chosen: Readonly<Record<string, string>>): readonly string[] {
  const own = chosen[id]
  if (own === undefined) return keys
  return own === '' ? [] : [own]
}
