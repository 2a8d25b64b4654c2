/** A page's form as a browser without scripts sends it. */
export interface PlainForm {
  fields: FormData;
  /** Posts it to the page it is on; follows no redirect. */
  submit(headers?: Record<string, string>): Promise<Response>;
}

/** The form that has a field of this name, with `typed` in its fields. */
export async function openPlainForm(
  page: string,
  field: string,
  typed: Record<string, string>,
  cookie = "",
): Promise<PlainForm> {
  const html = await (await fetch(page, { headers: { accept: "text/html", cookie } })).text();
  const form = html
    .split("<form")
    .map((part) => part.split("</form>")[0] ?? "")
    .find((part) => part.includes(`name="${field}"`));
  if (form === undefined) throw new Error(`No form with ${field} at ${page}:\n${html}`);
  const fields = new FormData();
  for (const [input] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1] ?? "";
    fields.append(name, unescapeHtml(/value="([^"]*)"/.exec(input)?.[1] ?? ""));
  }
  for (const [name, value] of Object.entries(typed)) fields.append(name, value);
  const { origin } = new URL(page);
  return {
    fields,
    submit: (headers = { origin }) =>
      fetch(page, { method: "POST", body: fields, headers, redirect: "manual" }),
  };
}

function unescapeHtml(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
}
