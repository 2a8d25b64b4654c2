import { describe, expect, it } from "vitest";
import { findWeakness } from "../src/passwords/strength.ts";

const weaknessOf = (password: string, productName = "Watchword") =>
  findWeakness(password, { email: "ada.byron@example.com", productName });

describe("a password", () => {
  it.each([
    "Password1!",
    "P4ssw0rd!",
    "p@$$word99",
    "!!dragon84",
    "Monkey2024",
    "Summer2026!",
    "Winter2025",
    "Herbst2024!",
    "Januar2026",
    "septembre1",
    "Domingo99",
    "abcdefgh",
    "zyxwvuts",
    "qwertzuiop",
    "asdfghjk",
    "1qaz2wsx",
    "abcd1234",
    "aaaabbbb",
  ])("%s is a common one", (password) => {
    expect(weaknessOf(password)).toBe("common");
  });

  it.each([
    ["acmeacme1", "Acme"],
    ["Acme Corp 1", "Acme Corp"],
    ["acmecorp!!", "Acme Corp"],
    ["watchword1", "Acme"],
    ["byron1815", "Acme"],
  ])("%s is a contextual one for a product named %s", (password, productName) => {
    expect(weaknessOf(password, productName)).toBe("contextual");
  });

  it.each([
    "seven lamps over the harbour",
    "a long enough phrase",
    "correct horse battery staple",
    "kX9#mQ2p",
    "tr0ub4dor&3",
    "blue-otter-stairs",
    "summer rain on tin",
    "winterling aus bern",
    "acme makes good umbrellas",
    "Пять капель дождя",
    "雨が窓を叩いている",
    "password-less-lamp",
  ])("%s is a good one", (password) => {
    expect(weaknessOf(password, "Acme")).toBeNull();
  });
});
