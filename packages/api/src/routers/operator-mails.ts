import {
  listFailedMails,
  listSuppressedAddresses,
  releaseAddress,
  resendMail,
} from "@watchword/auth/delivery";
import { refillMailbox } from "@watchword/auth/operator";
import { z } from "zod";
import { collection, email, id } from "../inputs.ts";
import { mailKind } from "../operator-inputs.ts";
import * as outputs from "../operator-outputs.ts";
import { requireOperated } from "../operator-scope.ts";
import { grant } from "../refusal.ts";
import { collectionOperatorProcedure, noInput, operatorProcedure } from "../trpc.ts";

/** The procedures with which operators look at mails and act on them. */
export const operatorMails = {
  failedMails: collectionOperatorProcedure
    .meta({ summary: "List the mails that failed", description: "For operators." })
    .input(noInput)
    .output(outputs.failedMail.array())
    .query(({ ctx }) => listFailedMails(ctx.auth, { collection: ctx.scope })),

  resendMail: collectionOperatorProcedure
    .meta({
      refuses: ["INVALID_TOKEN"],
      summary: "Send a failed mail again, once",
      description: "For operators. `INVALID_TOKEN` if it has expired.",
    })
    .input(z.strictObject({ mailId: id }))
    .output(z.object({ mailId: z.guid() }))
    .mutation(async ({ ctx, input }) => {
      const resent = await resendMail(ctx.auth, input.mailId, ctx.scope);
      const { mailId, tokenId, userId } = grant(resent);
      ctx.note.userId = userId;
      ctx.note.token = tokenId === null ? null : { id: tokenId };
      return { mailId };
    }),

  suppressed: operatorProcedure
    .meta({
      summary: "List the addresses that aren't mailed",
      description: "For operators of the whole deployment.",
    })
    .input(noInput)
    .output(outputs.suppressedAddress.array())
    .query(({ ctx }) => listSuppressedAddresses(ctx.auth)),

  release: operatorProcedure
    .meta({
      summary: "Lift the suppression of an address",
      description: "For operators of the whole deployment, since it is mailed by all of it.",
    })
    .input(z.strictObject({ email, reason: z.enum(["bounce", "complaint"]).optional() }))
    .output(z.object({ released: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      ctx.note.address = { collection: "users", email: input.email };
      return { released: await releaseAddress(ctx.auth, input.email, input.reason) };
    }),

  refillMailbox: collectionOperatorProcedure
    .meta({
      summary: "Allow an address one more mail now",
      description: "For operators. `refilled` is false if nothing was used up.",
    })
    .input(z.strictObject({ email, collection, kind: mailKind }))
    .output(z.object({ refilled: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      ctx.note.address = input;
      requireOperated(ctx, input.collection);
      const refilled = await refillMailbox(ctx.auth, { ...input, ofMailbox: ctx.scope === null });
      return { refilled };
    }),
};
