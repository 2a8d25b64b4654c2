/** Text in which words between backticks are code. */
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

/** Text in paragraphs, separated by empty lines. */
export function Paragraphs({ children }: { children: string }) {
  return children.split("\n\n").map((paragraph) => (
    <p key={paragraph} className="mb-3 last:mb-0">
      <Prose>{paragraph}</Prose>
    </p>
  ));
}
