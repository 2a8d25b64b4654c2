import type { MarkedCaller } from "./marked.ts";

/** Goes through every flow with secrets that are marked, right and wrong, so that each is seen somewhere. */
export interface MarkedFlows {
  ada: string;
  bea: string;
  /** What asks for mail, before a worker sends any. */
  ask(): Promise<void>;
  signIn(): Promise<void>;
  passwords(): Promise<void>;
  changeAddress(): Promise<void>;
  handOver(): Promise<void>;
  leave(): Promise<void>;
}

export function markedFlows(caller: MarkedCaller, url: string): MarkedFlows {
  const { call, mail, mark } = caller;
  const ada = mark("address", "marked-ada@watchword-marked.example");
  const bea = mark("address", "marked-bea@watchword-marked.example");
  const chosen = mark("password", "a marked Password: chosen +1");
  const later = mark("password", "a marked Password: later /2");
  const wrong = mark("password", "a marked Password: wrong %3");
  let challenge = { ada: "", bea: "" };
  let adas = { cookie: "", authorization: "" };
  let beas = { authorization: "" };

  const open = async (link: string) => (await fetch(link, { redirect: "manual" })).text();

  return {
    ada,
    bea,
    async ask() {
      const asked = await call("emailOtp.request", { email: ada, phrase: true });
      const signUp = await call("password.signUp", { email: bea });
      await call("passwordReset.request", { email: ada });
      challenge = { ada: asked.data.otpId, bea: signUp.data.otpId };
    },
    async signIn() {
      const { code } = await mail(ada, "email-otp");
      const guess = String((Number(code) + 1) % 1e6).padStart(6, "0");
      caller.codes.add(guess);
      const otpId = challenge.ada;
      await call("emailOtp.signIn", { otpId, code: guess });
      await call("emailOtp.resend", { otpId });
      const signedIn = await call("emailOtp.signIn", { otpId, code });
      adas = { ...adas, cookie: signedIn.cookie };
      await call("session.current", undefined, { cookie: adas.cookie });
      await call("session.list", undefined, { cookie: adas.cookie });
      await call("emailOtp.request", { email: ada }, { cookie: adas.cookie });
      const { link, token } = await mail(ada, "email-otp", 1);
      await open(link);
      const byLink = await call("emailOtp.signInWithLink", { token, transport: "token" });
      await call("emailOtp.signInWithLink", { token });
      adas = { ...adas, ...byLink.bearer };
    },
    async passwords() {
      const { code } = await mail(bea, "password-sign-up");
      const signUp = { otpId: challenge.bea, code, transport: "token" };
      await call("password.confirmSignUp", { ...signUp, password: "123456789" });
      beas = (await call("password.confirmSignUp", { ...signUp, password: chosen })).bearer;
      await call("password.signIn", { email: bea, password: wrong });
      await call("password.signIn", { email: bea, password: chosen });
      await call("password.change", { currentPassword: wrong, newPassword: later }, beas);
      await call("passwordReset.request", { email: bea });
      const { link, token } = await mail(bea, "password-reset");
      await open(link);
      await call("passwordReset.inspect", { token });
      const reset = await call("passwordReset.complete", {
        token,
        password: later,
        transport: "token",
      });
      beas = reset.bearer;
    },
    async changeAddress() {
      const email = mark("address", "marked-moved@watchword-marked.example");
      const { data } = await call("emailChange.request", { email }, beas);
      const { code } = await mail(email, "email-change");
      await call("emailChange.confirm", { otpId: data.otpId, code }, beas);
      const { link, token } = await mail(bea, "email-changed");
      await open(link);
      await call("emailChange.undo", { token });
    },
    async handOver() {
      const { data } = await call("oneTimeToken.generate", {}, adas);
      const token = mark("one-time token", data.token);
      const verified = await call("oneTimeToken.verify", { token, transport: "token" });
      await call("session.current", undefined, verified.bearer);
      await call("oneTimeToken.verify", { token });
      await call("oneTimeToken.verify", {
        token: mark("one-time token", "marked-and-made-up-7Qx"),
      });
      await call("operator.address", { email: bea }, { cookie: adas.cookie });
      await call("operator.exportEvents", { email: bea }, { cookie: adas.cookie });
      await call("operator.release", { email: bea }, { cookie: adas.cookie });
      await open(`${url}/operator/address?email=${encodeURIComponent(bea)}`);
    },
    async leave() {
      await call("account.delete", { confirm: bea }, adas);
      await call("account.delete", { confirm: ada }, { authorization: adas.authorization });
      await call("session.signOut", {}, { cookie: adas.cookie });
    },
  };
}
