import { createHash } from "node:crypto";

export interface BreachedPasswordsOptions {
  /** The range API of Pwned Passwords or one like it, without the prefix: `https://…/range`. */
  rangeUrl: string;
  /** 1 s by default: somebody is waiting for their new account. */
  timeoutMs?: number;
}

/**
 * For the option `isBreached` of `createAuth`: asks a range API by k-anonymity, so the password never leaves the
 * process: only five of the forty characters of its SHA-1 do. False if the service doesn't answer in time: an outage
 * keeps nobody from choosing a password.
 */
export function breachedPasswords(options: BreachedPasswordsOptions) {
  const { rangeUrl, timeoutMs = 1_000 } = options;
  return async (password: string): Promise<boolean> => {
    const digest = createHash("sha1").update(password.normalize("NFC")).digest("hex").toUpperCase();
    const [prefix, suffix] = [digest.slice(0, 5), digest.slice(5)];
    try {
      const response = await fetch(`${rangeUrl}/${prefix}`, {
        // Padding hides from the network how many suffixes there are; its entries count zero.
        headers: { "Add-Padding": "true" },
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (!response.ok) return false;
      const lines = (await response.text()).split(/\r?\n/);
      return lines.some((line) => line.startsWith(`${suffix}:`) && !line.endsWith(":0"));
    } catch {
      return false;
    }
  };
}
