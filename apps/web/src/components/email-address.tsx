/** An address by itself, which reads from the left in every script. It is broken at no hyphen, only where it has to be. */
export function EmailAddress({ children }: { children: string }) {
  const parts = children.split(/((?:[^-]-+)+[^-]?)/);
  return (
    <bdi dir="ltr" translate="no" className="font-semibold wrap-anywhere">
      {parts.map((part, index) =>
        part.includes("-") ? (
          <span key={index} className="whitespace-nowrap">
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </bdi>
  );
}
