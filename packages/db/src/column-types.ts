import type pg from "pg";
// @ts-expect-error -- The package declares types for its main module only.
import untypedParsers from "pg-types/lib/textParsers.js";

type Parse = (text: string) => unknown;

const textParsers = untypedParsers as {
  init(register: (oid: number, parse: Parse) => void): void;
};

/*
 * How columns are read: as pg reads them by default. `pg.types` belongs to the whole process, and an app that reads its
 * own timestamps as strings mustn't change how ours are read.
 */
const parsers = new Map<number, Parse>();
textParsers.init((oid, parse) => parsers.set(oid, parse));

export const COLUMN_TYPES: pg.CustomTypesConfig = {
  getTypeParser: (oid: number) => parsers.get(oid) ?? String,
};
