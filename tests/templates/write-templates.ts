// npm run templates: writes the ready-made flows of assets/templates anew from their recipes.
import { writeFileSync } from 'node:fs'
import { makeAllTemplates } from './make-all.ts'

const folder = new URL('../../assets/templates/', import.meta.url)
const files = await makeAllTemplates()
for (const [name, text] of files) writeFileSync(new URL(name, folder), text)
process.stdout.write(`${files.size} ready-made flows written.\n`)
