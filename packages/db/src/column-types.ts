import type pg from "pg";
// @ts-expect-error -- The package declares types for its main module only.
import untypedParsers from "pg-types/lib/textParsers.js";

type Parse = (text: string) => unknown;

const textParsers = untypedParsers as {
  init(register: (oid: number, parse: Parse) => void): void;
};

/*
 * How columns are read: as pg does, but for these. `pg.types` is the whole process's, and an app that
 * has its own timestamps read as strings must not have ours read so.
 */
const parsers = new Map<number, Parse>();
textParsers.init((oid, parse) => parsers.set(oid, parse));

export const COLUMN_TYPES: pg.CustomTypesConfig = {
  getTypeParser: (oid: number) => parsers.get(oid) ?? String,
};
