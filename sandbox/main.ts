import { startSandbox } from './sandbox.ts'

/** The sandbox as a process of its own: `npm start` is its parent, and tells it where by arguments. */
const [port = '3001', dataFile, token = ''] = process.argv.slice(2)

const sandbox = await startSandbox({ port: Number(port), ...(dataFile ? { dataFile } : {}), token })
process.send?.({ url: sandbox.url })
process.once('disconnect', () => void sandbox.close().then(() => process.exit(0)))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)
