import { defineConfig } from 'prisma/config'

/** For `prisma generate`, `validate`, `format` and editors. Migrations go through prisma/migrate.ts. */
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
})
