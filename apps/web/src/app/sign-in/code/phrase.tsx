import { Row } from "../../../components/sheet.tsx";

/** The words that prove the mail is the one this page asked for. */
export function Phrase({ phrase, door }: { phrase: string | undefined; door: "code" | "link" }) {
  if (!phrase) return null;
  return (
    <Row note="Security phrase">
      <p id="phrase" className="border-l-3 border-mark pl-4">
        Only use the {door} if the mail shows:{" "}
        <strong className="mt-1 block font-mono text-words font-normal">{phrase}</strong>
      </p>
    </Row>
  );
}
