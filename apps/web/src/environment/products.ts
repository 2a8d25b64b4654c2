import type { RegisteredApp } from "@watchword/api/context";
import type { Brand } from "@watchword/emails/brand";
import { defaultSender } from "@watchword/emails/sender";
import type { OwnProduct } from "./policy-variable.ts";
import type { OwnWords, Words } from "../catalogues/messages-folder.ts";

/** A collection as people see it: the product of pages and mails. */
export interface Product {
  collection: string;
  /** An origin, without a trailing slash. */
  publicUrl: string;
  brand: Brand;
  emailFrom: string;
  /** Other apps of the environment that its sessions may be handed to. */
  apps: readonly RegisteredApp[];
  /** The addresses of those who run it and nothing else of the deployment, normalized. */
  operators: readonly string[];
  /** The words of its pages and mails that differ from the catalogues. */
  words: Words;
  /** The ids of the only apps that they may be handed to; null for all. */
  appIds: readonly string[] | null;
}

/**
 * The deployment's own product, which is that of the collection `users`, and those of collections with settings of
 * their own.
 */
export interface Products {
  first: Product;
  others: Product[];
}

const CATALOGUES_WORDS: OwnWords = { pages: {}, mails: {}, collections: {} };

/** The products, made of the deployment's settings and of those that each collection overrides. */
export function productsOf(
  first: Pick<Product, "publicUrl" | "brand" | "emailFrom" | "apps">,
  collections: Record<string, OwnProduct>,
  { collections: ownWords, ...words }: OwnWords = CATALOGUES_WORDS,
): Products {
  const names = Object.keys({ ...collections, ...ownWords });
  const others = names.map((collection) => {
    const own = collections[collection] ?? {};
    const { protocol } = new URL(first.publicUrl);
    return {
      collection,
      publicUrl: own.host === undefined ? first.publicUrl : `${protocol}//${own.host}`,
      brand: own.brand ?? first.brand,
      emailFrom: own.emailFrom ?? (own.brand ? senderOf(own.brand, first) : first.emailFrom),
      appIds: own.apps ?? null,
      apps: own.apps ? first.apps.filter(({ id }) => own.apps?.includes(id)) : first.apps,
      operators: own.operators ?? [],
      words: ownWords[collection] ?? words,
    };
  });
  const ofUsers = others.find(({ collection }) => collection === "users");
  return {
    first: ofUsers ?? { ...first, collection: "users", operators: [], words, appIds: null },
    others: others.filter((product) => product !== ofUsers),
  };
}

/** The deployment's address under another product's name. */
function senderOf(brand: Brand, { emailFrom }: Pick<Product, "emailFrom">): string {
  const address = /<([^<>]+)>$/.exec(emailFrom)?.[1] ?? emailFrom;
  return defaultSender(brand).replace(/<[^<>]+>$/, `<${address}>`);
}

/** The product of a collection's mails. */
export function productOf({ first, others }: Products, collection: string): Product {
  return others.find((other) => other.collection === collection) ?? first;
}

/** The product whose pages a host has; the deployment's own for an unknown host. */
export function productAt({ first, others }: Products, host: string | null | undefined): Product {
  const named = host?.trim().toLowerCase();
  return others.find(({ publicUrl }) => isAt(publicUrl, first, named)) ?? first;
}

function isAt(publicUrl: string, first: Product, host: string | undefined): boolean {
  return publicUrl !== first.publicUrl && new URL(publicUrl).host === host;
}

/** The origins of the deployment's pages, the first product's first. */
export function originsOf({ first, others }: Products): [string, ...string[]] {
  return [first.publicUrl, ...new Set(others.map(({ publicUrl }) => publicUrl))];
}
