/** What the environment gives and, where it is silent, the file `.env` of the current folder, if there is one. */
export const readEnvironment = (): Readonly<Record<string, string | undefined>> => {
  try {
    process.loadEnvFile()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  return process.env
}
