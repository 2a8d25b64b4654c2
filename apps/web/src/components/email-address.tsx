/** An address by itself, which reads from the left in every script. */
export function EmailAddress({ children }: { children: string }) {
  return (
    <bdi dir="ltr" translate="no" className="font-semibold wrap-anywhere">
      {children}
    </bdi>
  );
}
