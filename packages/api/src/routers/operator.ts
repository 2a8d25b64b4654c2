import { invite } from "@watchword/auth/invitation";
import {
  collectionOfAccount,
  collectionOfSession,
  createAccount,
  disableAccount,
  enableAccount,
  endAccountSession,
  listEvents,
  RANGES,
  viewAddress,
  viewOverview,
} from "@watchword/auth/operator";
import { rowOf } from "@watchword/auth/purposes";
import { endAllSessions } from "@watchword/auth/session";
import { z } from "zod";
import { noteUser } from "../audited.ts";
import type { ApiContext } from "../context.ts";
import { collection, email, id } from "../inputs.ts";
import { before, eventFilter, limit } from "../operator-inputs.ts";
import * as outputs from "../operator-outputs.ts";
import { type OperatorScope, requireOperated } from "../operator-scope.ts";
import { ok, proven } from "../outputs.ts";
import { invalidInput, RefusalError } from "../refusal.ts";
import { collectionOperatorProcedure, operatorProcedure, router } from "../trpc.ts";
import { operatorApps } from "./operator-apps.ts";
import { operatorMails } from "./operator-mails.ts";

const account = z.object({ user: outputs.accountState });
const ofUser = z.strictObject({ userId: id });

export const operatorRouter = router({
  ...operatorMails,
  ...operatorApps,

  overview: operatorProcedure
    .meta({
      summary: "Chart the last hour, day or week",
      description: "For operators of the whole deployment.",
    })
    .input(z.strictObject({ range: z.enum(RANGES) }))
    .output(outputs.overview)
    .query(({ ctx, input }) => viewOverview(ctx.auth, input.range)),

  address: collectionOperatorProcedure
    .meta({
      summary: "Show everything about an address",
      description: "For operators. Who looked is written down.",
      recorded: true,
    })
    .input(z.strictObject({ email, collection, before, limit }))
    .output(outputs.addressView)
    .query(async ({ ctx, input }) => {
      ctx.note.address = input;
      requireOperated(ctx, input.collection);
      const ownSessionId = ctx.signedIn.session.id;
      const view = await viewAddress(ctx.auth, { ...input, ownSessionId, scope: ctx.scope });
      ctx.note.userId = view.user?.id ?? null;
      return view;
    }),

  events: collectionOperatorProcedure
    .meta({ summary: "List what happened, the newest first", description: "For operators." })
    .input(eventFilter.extend({ before, limit }))
    .output(outputs.eventPage)
    .query(({ ctx, input: { before: after, limit: atMost, ...filter } }) => {
      requireOperated(ctx, filter.collection);
      return listEvents(ctx.auth, filter, { before: after, limit: atMost, scope: ctx.scope });
    }),

  exportEvents: collectionOperatorProcedure
    .meta({
      summary: "Record that events are exported to a file",
      description: "For operators. The file itself is the page's.",
    })
    .input(eventFilter)
    .output(ok)
    .mutation(({ ctx, input: { collection: of, email: about } }) => {
      if (about !== undefined) ctx.note.address = { collection: of, email: about };
      requireOperated(ctx, of);
      return { ok: true as const };
    }),

  createUser: collectionOperatorProcedure
    .meta({
      summary: "Make an account",
      description: "For operators. `emailVerified` if its owner proved the address elsewhere.",
    })
    .input(z.strictObject({ email, collection, emailVerified: z.boolean().default(false) }))
    .output(proven)
    .mutation(async ({ ctx, input }) => {
      requireOperated(ctx, input.collection);
      const created = await createAccount(ctx.auth, input);
      if (!created.ok) throw invalidInput("email", "Has an account, or is reserved for one");
      noteUser(ctx.note, created.user);
      return { user: created.user };
    }),

  invite: collectionOperatorProcedure
    .meta({
      summary: "Invite an address into a collection",
      description:
        "For operators. By mail or, with `deliver: \"link\"`, by a link to deliver yourself: a credential, which only operators of the whole deployment are given. It doesn't verify the address. It works for the policy's `invitation.ttlSeconds`, once.",
    })
    .input(z.strictObject({ email, collection, deliver: z.enum(["mail", "link"]).default("mail") }))
    .output(outputs.invitation)
    .mutation(async ({ ctx, input: { deliver, ...invited } }) => {
      ctx.note.address = invited;
      requireOperated(ctx, invited.collection);
      // Whoever holds the link can sign in with it.
      if (deliver === "link" && ctx.scope !== null) throw new RefusalError({ reason: "FORBIDDEN" });
      const { locale } = ctx.client;
      const made = await invite(ctx.auth, { ...invited, locale, mailed: deliver === "mail" });
      const { tokenId, token, expiresAt, isCapped } = made;
      ctx.note.token = { id: tokenId };
      const url = token && `${ctx.publicUrl}${rowOf("invitation").link.path}/${token}`;
      return { invitationId: tokenId, expiresAt, mailed: token === null && !isCapped, url };
    }),

  disableUser: collectionOperatorProcedure
    .meta({
      summary: "Keep an account from being used",
      description: "For operators, and not their own. Its sessions, codes and links end at once.",
    })
    .input(ofUser)
    .output(account)
    .mutation(async ({ ctx, input }) => {
      ctx.note.userId = input.userId;
      if (input.userId === ctx.signedIn.user.id) throw new RefusalError({ reason: "FORBIDDEN" });
      await requireAccount(ctx, input.userId);
      const disabled = await disableAccount(ctx.auth, input.userId);
      if (!disabled) throw invalidInput("userId", "No such account");
      noteUser(ctx.note, disabled);
      return { user: disabled };
    }),

  enableUser: collectionOperatorProcedure
    .meta({ summary: "Let a disabled account be used again", description: "For operators." })
    .input(ofUser)
    .output(account)
    .mutation(async ({ ctx, input }) => {
      await requireAccount(ctx, input.userId);
      const enabled = await enableAccount(ctx.auth, input.userId);
      if (!enabled) throw invalidInput("userId", "No such account");
      noteUser(ctx.note, enabled);
      return { user: enabled };
    }),

  endSession: collectionOperatorProcedure
    .meta({ summary: "End any session", description: "For operators." })
    .input(z.strictObject({ sessionId: id }))
    .output(ok)
    .mutation(async ({ ctx, input }) => {
      await requireSession(ctx, input.sessionId);
      const ended = await endAccountSession(ctx.auth, input.sessionId);
      if (!ended) throw invalidInput("sessionId", "No such session");
      ctx.note.userId = ended.userId;
      return { ok: true as const };
    }),

  endSessions: collectionOperatorProcedure
    .meta({ summary: "End every session of an account", description: "For operators." })
    .input(ofUser)
    .output(ok)
    .mutation(async ({ ctx, input }) => {
      await requireAccount(ctx, input.userId);
      if (!(await endAllSessions(ctx.auth, input.userId)))
        throw invalidInput("userId", "No such account");
      ctx.note.userId = input.userId;
      return { ok: true as const };
    }),
});

type Operating = Pick<ApiContext, "auth"> & { scope: OperatorScope };

/** Operators of a single collection learn nothing about accounts outside it. */
async function requireAccount({ auth, scope }: Operating, userId: string): Promise<void> {
  if (scope !== null && (await collectionOfAccount(auth, userId)) !== scope)
    throw invalidInput("userId", "No such account");
}

async function requireSession({ auth, scope }: Operating, sessionId: string): Promise<void> {
  if (scope !== null && (await collectionOfSession(auth, sessionId)) !== scope)
    throw invalidInput("sessionId", "No such session");
}
