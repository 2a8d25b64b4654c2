import { Button } from "../../../components/ui/button.tsx";
import { registerApp } from "./actions.ts";
import { AppForm } from "./app-form.tsx";

/** Registers an app; its key is shown in the answer and nowhere else. */
export function RegisterForm() {
  return (
    <AppForm action={registerApp} app={null} choosesId>
      <Button className="mt-4">Register</Button>
    </AppForm>
  );
}
