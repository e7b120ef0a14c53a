import { mkdir, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'

/** Opens Sluice hidden in the tray when the user logs in, or no longer. */
export async function setStartAtLogin(isWanted: boolean): Promise<void> {
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: isWanted, args: ['--hidden'] })
    return
  }
  // Electron has no login items on Linux; desktops read this folder.
  const folder = join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'autostart')
  const file = join(folder, 'sluice.desktop')
  if (!isWanted) {
    await rm(file, { force: true })
    return
  }
  await mkdir(folder, { recursive: true })
  await writeFile(file, desktopEntry(process.env.APPIMAGE ?? process.execPath))
}

/** Freedesktop autostart: the program quoted as its specification asks. */
function desktopEntry(program: string): string {
  const quoted = `"${program.replaceAll(/["`$\\]/g, (sign) => `\\${sign}`)}"`
  return `[Desktop Entry]\nType=Application\nName=Sluice\nExec=${quoted} --hidden\nX-GNOME-Autostart-enabled=true\n`
}
