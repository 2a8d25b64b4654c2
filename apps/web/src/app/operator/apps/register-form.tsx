import { Button } from "../../../components/ui/button.tsx";
import { registerApp } from "./actions.ts";
import { AppForm } from "./app-form.tsx";
import { Check } from "./fields.tsx";

/** Registers an app; its key is shown in the answer and nowhere else. */
export function RegisterForm() {
  return (
    <AppForm action={registerApp} app={null} choosesId>
      <Check label="It has a server that can keep a key secret" name="makeKey" defaultChecked />
      <Button className="mt-4">Register</Button>
    </AppForm>
  );
}
