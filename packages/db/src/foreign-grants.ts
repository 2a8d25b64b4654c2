import { type QueryExecutorProvider, sql } from "kysely";
import { ownObjects } from "./own-objects.ts";

/*
 * Rights on our objects that roles other than the owner and the serving role have. PUBLIC may call every new function,
 * and a database's default privileges may let other roles read and write every new table, as Supabase's do for the
 * roles of its public API. Whoever may write `sessions` can sign in as anybody.
 */

/** The owner of our tables, the roles that serve, and the current role; superusers may do everything anyway. */
const trusted = sql`(
  rolsuper OR pg_roles.oid = current_user::regrole OR rolname IN (SELECT name FROM serving_roles)
  OR pg_roles.oid IN (SELECT owner FROM ${ownObjects} AS own WHERE kind = 'TABLE')
)`;

interface ForeignGrant {
  /** Quoted if necessary. */
  name: string;
  grantee: string;
  privileges: string;
  /** The statement that revokes them; null if the current role may not. */
  revoke: string | null;
}

async function findForeignGrants(db: QueryExecutorProvider): Promise<ForeignGrant[]> {
  if (!(await isMigrated(db))) return [];
  const { rows } = await sql<ForeignGrant>`
    WITH own AS MATERIALIZED (SELECT * FROM ${ownObjects} AS object), granted AS (
      SELECT kind, name, owner, given.grantee, given.privilege_type AS privilege
      FROM own, aclexplode(acl) AS given
      UNION
      SELECT kind, name, owner, given.grantee, given.privilege_type
      FROM own JOIN pg_attribute ON kind = 'TABLE' AND attrelid = own.oid, aclexplode(attacl) AS given
    ), named AS (
      SELECT kind, name, owner, privilege, coalesce(quote_ident(rolname), 'PUBLIC') AS grantee
      FROM granted LEFT JOIN pg_roles ON pg_roles.oid = grantee
      WHERE grantee <> owner AND coalesce(NOT ${trusted}, true)
    )
    SELECT name, grantee, string_agg(privilege, ', ' ORDER BY privilege) AS privileges,
      CASE WHEN pg_has_role(owner, 'USAGE')
        THEN format('REVOKE ALL ON %s %s FROM %s CASCADE', kind, name, grantee) END AS revoke
    FROM named GROUP BY kind, name, owner, grantee ORDER BY grantee, name`.execute(db);
  return rows;
}

/**
 * Revokes what others may do with our objects, as far as the current role owns them. Returns in words what that was,
 * except for the right to call a new function, which Postgres grants to everybody.
 */
export async function revokeForeignGrants(db: QueryExecutorProvider): Promise<string[]> {
  const grants = await findForeignGrants(db);
  for (const { revoke } of grants) if (revoke !== null) await sql.raw(revoke).execute(db);
  const isDefault = ({ grantee, privileges }: ForeignGrant) =>
    grantee === "PUBLIC" && privileges === "EXECUTE";
  return inWords(grants.filter((grant) => grant.revoke !== null && !isDefault(grant)));
}

/** What others may do with our objects, in words, by role; empty if nothing. */
export async function foreignGrants(db: QueryExecutorProvider): Promise<string[]> {
  return inWords(await findForeignGrants(db));
}

/** Before that, nothing there is ours. */
async function isMigrated(db: QueryExecutorProvider): Promise<boolean> {
  const { rows } = await sql<{ migrated: boolean }>`
    SELECT to_regclass('serving_roles') IS NOT NULL AS migrated`.execute(db);
  return rows[0]?.migrated ?? false;
}

const NAMED = 3;

function inWords(grants: readonly ForeignGrant[]): string[] {
  return [...Map.groupBy(grants, ({ grantee }) => grantee)].map(([grantee, theirs]) => {
    const privileges = new Set(theirs.flatMap((grant) => grant.privileges.split(", ")));
    const more = theirs.length > NAMED ? ` and ${theirs.length - NAMED} more` : "";
    const names = theirs.slice(0, NAMED).map(({ name }) => name);
    return `${grantee}: ${[...privileges].join(", ")} on ${names.join(", ")}${more}`;
  });
}
