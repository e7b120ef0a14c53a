import { lockDataFolder } from './lock.ts'

/** Takes the folder's lock, says so and holds it until it is killed. */
const [folder = ''] = process.argv.slice(2)
lockDataFolder({ folder, clock: { now: () => new Date(), sleep: () => Promise.resolve() } })
process.stdout.write('locked\n')
setInterval(() => {}, 60_000)
