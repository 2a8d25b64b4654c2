/** Tells password managers which account a form is about. */
export function Username({ email }: { email: string }) {
  return (
    <input
      name="username"
      type="text"
      autoComplete="username"
      defaultValue={email}
      readOnly
      hidden
    />
  );
}
