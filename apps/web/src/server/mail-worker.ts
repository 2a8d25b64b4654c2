import { createAuth } from "@watchword/auth";
import { cleanUp } from "@watchword/auth/clean-up";
import { resolveMail } from "@watchword/auth/resolve-mail";
import { noteSent, settleMail } from "@watchword/db/mail-delivery";
import { SEND_MAIL } from "@watchword/db/mail-queue";
import { startWorker } from "@watchword/db/worker";
import { defaultBrand } from "@watchword/emails/brand";
import { mailboxProvider } from "@watchword/emails/mailbox";
import { writeMail } from "@watchword/emails/write";
import { z } from "zod";
import type { Config } from "../config.ts";
import { log } from "../log.ts";

const sendMailPayload = z.object({ mailId: z.uuid() });

export interface RunningWorker {
  /** Finishes what it holds, takes nothing more. */
  stop(): Promise<void>;
}

/** Writes and sends queued mail and cleans up, in this process, until stopped. */
export async function startMailWorker(config: Config): Promise<RunningWorker> {
  const { databaseUrl, secrets, policy, publicUrl } = config;
  const auth = createAuth({
    databaseUrl,
    secret: secrets,
    policy,
    onIdleError: (error) => log.warn(error.message),
  });
  const provider = mailboxProvider(config.mailboxDir);

  const worker = await startWorker({
    databaseUrl,
    tasks: {
      [SEND_MAIL]: async (payload) => {
        const { mailId } = sendMailPayload.parse(payload);
        const mail = await resolveMail(auth, publicUrl, mailId);
        if (!mail) return settleMail(auth.db, mailId, "skipped");
        const message = await writeMail(mail, { brand: defaultBrand, from: config.emailFrom });
        const result = await provider.deliver(message, AbortSignal.timeout(30_000));
        if (!result.ok) throw new Error(result.reason);
        await noteSent(auth.db, mailId, result);
      },
      "clean-up": () => cleanUp(auth),
    },
    crontab: "* * * * * clean-up ?jobKey=clean-up",
    onProblem: (message) => log.warn(message),
  });
  return {
    stop: async () => {
      await worker.stop();
      await auth.close();
    },
  };
}
