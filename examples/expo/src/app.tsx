import type { User } from "@watchword/client";
import { useEffect, useState } from "react";
import { Button, Text, View } from "react-native";
import { endSession, watchword } from "./session";
import { SignIn } from "./sign-in";

/** A phone's app: whoever is signed in, or the way to sign in. */
export function App() {
  const [user, setUser] = useState<User | null>(null);
  useEffect(() => void currentUser().then(setUser), []);
  if (user === null) return <SignIn onSignedIn={() => void currentUser().then(setUser)} />;
  return (
    <View style={{ padding: 24, gap: 16 }}>
      <Text>Hello, {user.email}</Text>
      <Button title="Sign out" onPress={() => void endSession().then(() => setUser(null))} />
    </View>
  );
}

/** Null for nobody, and where Watchword can’t be reached. */
async function currentUser(): Promise<User | null> {
  const current = await watchword.session.current.query().catch(() => null);
  return current?.user ?? null;
}
