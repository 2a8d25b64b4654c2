/** An address, which is read from the left in every script. It isn't broken at hyphens, only where it has to be. */
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
