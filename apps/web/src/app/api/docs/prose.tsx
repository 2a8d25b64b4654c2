/** Words in which what stands between backticks is code. */
export function Prose({ children }: { children: string }) {
  return children.split("`").map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <code key={index} className="font-mono wrap-anywhere">
        {part}
      </code>
    ),
  );
}

/** The same in paragraphs, which an empty line divides. */
export function Paragraphs({ children }: { children: string }) {
  return children.split("\n\n").map((paragraph) => (
    <p key={paragraph} className="mb-3 last:mb-0">
      <Prose>{paragraph}</Prose>
    </p>
  ));
}
