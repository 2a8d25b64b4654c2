import { type Locale, LOCALES } from "@watchword/db/locale";
import type { Mail } from "@watchword/db/mail-queue";
import { defaultBrand } from "@watchword/emails/brand";
import { STATES } from "@watchword/emails/previews";
import { writeMail } from "@watchword/emails/write";
import { quantile } from "simple-statistics";

/*
 * What writing each kind of mail costs in each language, printed as JSON. A program of its own: templates
 * want tsx, and React as it is in production.
 */

export interface Rendering {
  kind: string;
  locale: string;
  /** Milliseconds. */
  p50: number;
  p99: number;
  htmlBytes: number;
  textBytes: number;
}

const ROUNDS = Number(process.argv[2] ?? 200);
const WARM_UP = 20;
const options = { brand: defaultBrand, from: "Watchword <sign-in@watchword.example>" };

/** The first state of each kind. */
const firsts = STATES.filter(
  ({ kind }, index) => STATES.findIndex((state) => state.kind === kind) === index,
);
const renderings: Rendering[] = [];
for (const { mail } of firsts)
  for (const locale of LOCALES) renderings.push(await measure(mail, locale));
console.log(JSON.stringify(renderings));

async function measure(mail: Mail, locale: Locale): Promise<Rendering> {
  const said = { ...mail, locale };
  const times: number[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const startedAt = performance.now();
    await writeMail(said, options);
    if (round >= 0) times.push(performance.now() - startedAt);
  }
  const { html, text } = await writeMail(said, options);
  return {
    kind: mail.kind,
    locale,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    htmlBytes: Buffer.byteLength(html),
    textBytes: Buffer.byteLength(text),
  };
}
