import { afterAll, afterEach, expect } from "vitest";

const printError = console.error;
const printed: unknown[][] = [];

console.error = (...words: unknown[]) => {
  printed.push(words);
  printError(...words);
};

afterEach(() => {
  expect(printed.splice(0), "console.error was called").toEqual([]);
});

// The next file in the same process has its own.
afterAll(() => {
  console.error = printError;
});
