import type { OperationNode, QueryCompiler, RawNode, ValueNode } from "kysely";

/** More than a program's statements come to: lists of any length mustn't fill the memory. */
const MOST_STEPS = 20_000;

/** Where the parts of statements lead, one after the other: to a text that is known, or further. */
interface Step {
  next: Map<unknown, Step>;
  text?: string;
}

const VALUE = Symbol("value");

/**
 * The compiler, which writes a statement of `sql` templates once. The next time its parts, in order, lead
 * to the same text, and only its values are gathered: writing it anew, and finding out that it is the
 * same, took a quarter of a sign-in's time here.
 */
export function compilingOnce(compiler: QueryCompiler): QueryCompiler {
  const start: Step = { next: new Map() };
  let steps = 0;

  function follow(from: Step, key: unknown): Step {
    const known = from.next.get(key);
    if (known) return known;
    const step: Step = { next: new Map() };
    if (steps < MOST_STEPS) {
      from.next.set(key, step);
      steps += 1;
    }
    return step;
  }

  /** The step after `node` and all in it, or null where it isn't made of templates alone. */
  function walk(node: OperationNode, from: Step, values: unknown[]): Step | null {
    if (node.kind === "ValueNode") {
      const { value, immediate } = node as ValueNode;
      if (immediate) return follow(from, `${typeof value} ${String(value)}`);
      values.push(value);
      return follow(from, VALUE);
    }
    if (node.kind !== "RawNode") return null;
    const { sqlFragments, parameters } = node as RawNode;
    let step: Step | null = follow(from, keyOf(sqlFragments));
    for (const child of parameters) step &&= walk(child, step, values);
    return step;
  }

  return {
    compileQuery(node, queryId) {
      const parameters: unknown[] = [];
      const end = walk(node, start, parameters);
      if (!end) return compiler.compileQuery(node, queryId);
      end.text ??= compiler.compileQuery(node, queryId).sql;
      return { query: node, queryId, sql: end.text, parameters };
    },
  };
}

/** A template's own strings, which are the same each time; of others what they say. */
function keyOf(fragments: readonly string[]): unknown {
  return "raw" in fragments ? fragments : `template ${JSON.stringify(fragments)}`;
}
