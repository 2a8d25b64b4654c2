import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE users ADD COLUMN tokens_void_until timestamptz`.execute(db);

  await sql`
    ALTER TABLE mails
      ADD COLUMN user_id uuid REFERENCES users ON DELETE CASCADE,
      ADD COLUMN sealed bytea`.execute(db);
  await sql`CREATE INDEX mails_user_id ON mails (user_id) WHERE user_id IS NOT NULL`.execute(db);

  await sql`
    CREATE TABLE known_devices (
      user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
      name text NOT NULL,
      first_seen_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (user_id, name)
    )`.execute(db);

  await sql`
    CREATE TABLE reserved_addresses (
      collection text NOT NULL,
      email text NOT NULL,
      user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
      reserved_until timestamptz NOT NULL,
      PRIMARY KEY (collection, email)
    )`.execute(db);
  await sql`CREATE INDEX reserved_addresses_user_id ON reserved_addresses (user_id)`.execute(db);

  // After the row is in, when the statement has waited for whoever gave the address up: a check
  // before would miss a reservation that commits in between.
  await sql`
    CREATE FUNCTION refuse_reserved_address() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (
        SELECT FROM reserved_addresses AS reserved
        WHERE reserved.collection = NEW.collection AND reserved.email = NEW.email
          AND reserved.user_id <> NEW.id AND reserved.reserved_until > now()
      ) THEN
        RAISE unique_violation USING MESSAGE = 'the address is reserved', CONSTRAINT = 'users_reserved_address';
      END IF;
      RETURN NULL;
    END $$`.execute(db);
  await sql`
    CREATE TRIGGER refuse_reserved_address AFTER INSERT OR UPDATE OF email ON users
    FOR EACH ROW EXECUTE FUNCTION refuse_reserved_address()`.execute(db);
}
