/** The few words of the shell itself; those of commands come with the contract, those of the page from the page. */
const english = {
  open: 'Open Sluice',
  quit: 'Quit Sluice',
  running: (names: string) => `Running: ${names}`,
  idle: 'Nothing is running',
  next: (name: string, time: string) => `Next: ${name} at ${time}`,
  noNext: 'Nothing is scheduled',
  lastFailed: (name: string) => `Last run failed: ${name}`,
  lastDone: (name: string) => `Last run: ${name}`,
  inTrayTitle: 'Sluice goes on in the tray',
  inTray: 'Schedules keep running. Quit from the tray, or change this in the settings.',
  startFailed: 'Sluice cannot start',
}

export type Texts = typeof english

const dutch: Texts = {
  open: 'Sluice openen',
  quit: 'Sluice afsluiten',
  running: (names) => `Bezig: ${names}`,
  idle: 'Er loopt niets',
  next: (name, time) => `Volgende: ${name} om ${time}`,
  noNext: 'Er is niets gepland',
  lastFailed: (name) => `Laatste run mislukt: ${name}`,
  lastDone: (name) => `Laatste run: ${name}`,
  inTrayTitle: 'Sluice loopt door in het systeemvak',
  inTray: 'Schema’s blijven lopen. Afsluiten kan vanuit het systeemvak; wijzig dit in de instellingen.',
  startFailed: 'Sluice kan niet starten',
}

export type Language = 'en' | 'nl'

export function textsIn(language: Language): Texts {
  return language === 'nl' ? dutch : english
}

/** The language of the settings, or the system's where that is one of ours. */
export function languageOf(preference: 'system' | Language, systemLocale: string): Language {
  if (preference !== 'system') return preference
  return systemLocale.toLowerCase().startsWith('nl') ? 'nl' : 'en'
}
