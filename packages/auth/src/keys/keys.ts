import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from "node:crypto";

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What a code is bound to: it is worthless together with any other value of these. */
export interface CodeBinding {
  purpose: string;
  collection: string;
  /** The id of its challenge, or of its account if it is presented together with that. */
  holder: string;
}

/** The secret's uses. Secrets rotate: the first signs and seals, all of them verify and open. */
export interface Keys {
  /** HMAC-SHA-256 of a code, one per secret, the signing one first. */
  hashCode(binding: CodeBinding, code: string): [Buffer, ...Buffer[]];
  /** AES-256-GCM, bound to `context`. */
  seal(plaintext: string, context: string): Buffer;
  /** Null if no secret decrypts it or `context` is another. */
  unseal(sealed: Buffer, context: string): string | null;
  /** Whether the signing secret sealed it. */
  isNewest(sealed: Buffer, context: string): boolean;
  /** HMAC-SHA-256 of a known device's name, one per secret, the signing one first. */
  hashDevice(message: string): [Buffer, ...Buffer[]];
}

/** How long a deployment's secret is at least: so many bytes nobody tries through. */
export const MIN_SECRET_BYTES = 32;

/** Whether a deployment's secret has too few bytes. */
export function isShortSecret(secret: string): boolean {
  return Buffer.byteLength(secret) < MIN_SECRET_BYTES;
}

/** Derives every key from one or more secrets of at least 32 bytes, by HKDF-SHA-256. */
export function deriveKeys(secrets: readonly [string, ...string[]]): Keys {
  for (const secret of secrets) {
    if (isShortSecret(secret)) throw new Error("A secret has fewer than 32 bytes.");
  }
  const [signing, ...older] = secrets.map((secret) => ({
    code: derive(secret, "watchword/code"),
    seal: derive(secret, "watchword/seal"),
    device: derive(secret, "watchword/device"),
  })) as [KeyPair, ...KeyPair[]];

  return {
    hashCode({ purpose, collection, holder }, code) {
      const message = JSON.stringify([purpose, collection, holder, code]);
      return [hmac(signing.code, message), ...older.map((key) => hmac(key.code, message))];
    },
    seal: (plaintext, context) => encrypt(signing.seal, plaintext, context),
    unseal(sealed, context) {
      for (const key of [signing, ...older]) {
        const plaintext = decrypt(key.seal, sealed, context);
        if (plaintext !== null) return plaintext;
      }
      return null;
    },
    isNewest: (sealed, context) => decrypt(signing.seal, sealed, context) !== null,
    hashDevice: (message) => [
      hmac(signing.device, message),
      ...older.map((key) => hmac(key.device, message)),
    ],
  };
}

interface KeyPair {
  code: KeyObject;
  seal: KeyObject;
  device: KeyObject;
}

/** 256 random bits in 43 URL-safe characters, for a session's secret or a device's code. */
export function createSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** SHA-256: enough for a secret of 128 random bits or more, which nobody can try out. */
export function hashSecret(secret: string): Buffer {
  return hash("sha256", secret, "buffer");
}

/** SHA-256 in base64url: PKCE's S256 of a verifier (RFC 7636, 4.2). */
export function s256(text: string): string {
  return hash("sha256", text, "base64url");
}

function derive(secret: string, use: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync("sha256", secret, "", use, 32)));
}

/** Takes a key object: Node takes twice as long to hash with a key given as bytes. */
export function hmac(key: KeyObject, message: string): Buffer {
  return createHmac("sha256", key).update(message).digest();
}

function encrypt(key: KeyObject, plaintext: string, context: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

function decrypt(key: KeyObject, sealed: Buffer, context: string): string | null {
  if (sealed.length < IV_BYTES + TAG_BYTES) return null;
  const iv = sealed.subarray(0, IV_BYTES);
  const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", key, iv, { authTagLength: TAG_BYTES });
  try {
    decipher.setAAD(Buffer.from(context)).setAuthTag(tag);
    const body = decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES));
    return Buffer.concat([body, decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
