import { spawnSync } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const root = dirname(import.meta.dirname)
let project: string

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'kram-generate-'))
  await mkdir(join(project, 'prisma'))
  await copyFile(join(root, 'prisma', 'generate.ts'), join(project, 'prisma', 'generate.ts'))
  await writeFile(join(project, 'package.json'), '{ "type": "module" }')
})

afterEach(() => rm(project, { recursive: true }))

const installCli = async (schema: string): Promise<void> => {
  await symlink(join(root, 'node_modules'), join(project, 'node_modules'))
  await copyFile(join(root, 'prisma.config.ts'), join(project, 'prisma.config.ts'))
  await writeFile(join(project, 'prisma', 'schema.prisma'), schema)
}

const generate = () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['prisma/generate.ts'], {
    cwd: project,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

const SCHEMA = `
generator client {
  provider            = "prisma-client"
  output              = "./generated"
  importFileExtension = "ts"
}
datasource db {
  provider = "postgresql"
}
`

test('the client is generated without a word and without a download', async () => {
  await installCli(`${SCHEMA}model Goods {\n  id String @id\n}\n`)
  expect(generate()).toEqual({ status: 0, stdout: '', stderr: '' })
  expect(await readFile(join(project, 'prisma', 'generated', 'client.ts'), 'utf8')).toContain('Goods')
})

test('a faulty schema fails the install with the reason', async () => {
  await installCli(`${SCHEMA}model Goods {\n  name String\n}\n`)
  const { status, stderr } = generate()
  expect(status).toBe(1)
  expect(stderr).toContain('must have at least one unique criteria')
})

test('an install without development packages says in one line that nothing is generated, and goes on', async () => {
  const bare = generate()
  expect(bare).toMatchObject({ status: 0, stderr: '' })
  expect(bare.stdout.trim().split('\n')).toEqual([expect.stringMatching(/^prisma\/generated is missing/)])
  await mkdir(join(project, 'prisma', 'generated'))
  await writeFile(join(project, 'prisma', 'generated', 'client.ts'), '')
  expect(generate().stdout).toMatch(/^prisma\/generated is kept as it is/)
})
