/** What is read off this screen and typed elsewhere. */
export function ReadOff({ children }: { children: string }) {
  return (
    <strong
      dir="ltr"
      translate="no"
      className="mt-2 block font-mono text-code font-normal tracking-[0.14em] rtl:text-end"
    >
      {children}
    </strong>
  );
}
