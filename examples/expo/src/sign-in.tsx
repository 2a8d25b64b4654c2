import { useEmailCode } from "@watchword/client/react";
import { useState } from "react";
import { Button, Text, TextInput, View } from "react-native";
import { keepSession, signInByBrowser, watchword } from "./session";

/** Signing in with a mailed code, or with the session that the phone's browser has. */
export function SignIn({ onSignedIn }: { onSignedIn: () => void }) {
  const [typed, setTyped] = useState("");
  const code = useEmailCode({
    client: watchword,
    transport: "token",
    onSignedIn: ({ token }) => void keepSession(token ?? "").then(onSignedIn),
  });
  const asksCode = code.phase === "code";

  async function send(): Promise<void> {
    await (asksCode ? code.signIn(typed) : code.request(typed));
    setTyped("");
  }

  async function useBrowser(): Promise<void> {
    if (await signInByBrowser()) onSignedIn();
  }

  return (
    <View style={{ padding: 24, gap: 16 }}>
      <Text>{asksCode ? `Enter the code that we mailed to ${code.email}` : "Email address"}</Text>
      <TextInput
        value={typed}
        onChangeText={setTyped}
        autoCapitalize="none"
        inputMode={asksCode ? "numeric" : "email"}
        autoComplete={asksCode ? "one-time-code" : "email"}
        textContentType={asksCode ? "oneTimeCode" : "emailAddress"}
        style={{ borderWidth: 1, borderRadius: 8, padding: 12 }}
      />
      <Button title="Continue" disabled={code.pending !== null} onPress={() => void send()} />
      {code.problem && <Text accessibilityRole="alert">{code.problem.reason}</Text>}
      {asksCode ? (
        <Button
          title={code.resendIn ? `Send it again in ${code.resendIn} s` : "Send it again"}
          disabled={code.resendIn !== 0}
          onPress={() => void code.resend()}
        />
      ) : (
        <Button title="Sign in with the browser" onPress={() => void useBrowser()} />
      )}
    </View>
  );
}
