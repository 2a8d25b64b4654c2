import { buttonStyle } from "../../../components/ui/button.tsx";
import { FIELDS, type FilterFields } from "./filter.ts";

/** Not a server action, because the response is a file. */
export function ExportForm({ fields }: { fields: FilterFields }) {
  return (
    <form action="/operator/events/export" method="post" encType="multipart/form-data">
      {FIELDS.map((name) => (
        <input key={name} type="hidden" name={name} value={fields[name]} />
      ))}
      <p className="max-w-prose">
        Downloads every event that the filter shows. The export itself is recorded too.
      </p>
      <p className="mt-4 flex flex-wrap gap-3">
        <button name="format" value="csv" className={buttonStyle({ look: "plain" })}>
          As CSV
        </button>
        <button name="format" value="jsonl" className={buttonStyle({ look: "plain" })}>
          As JSON lines
        </button>
      </p>
    </form>
  );
}
