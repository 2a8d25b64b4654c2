/** @jsxRuntime automatic */
import { Link, Section, Text } from "react-email";
import type { Translator } from "../translator.ts";
import type { LinkCopy } from "./mail-copy.ts";
import { BUTTON, flow, SMALL, write } from "./theme.ts";

type ActionProps = Pick<LinkCopy, "action" | "url"> & { translator: Translator; isQuiet: boolean };

/** A button, and a plain link for clients that don't show it as one. */
export function ActionLink({
  lifetime,
  ...button
}: ActionProps & { lifetime: LinkCopy["lifetime"] }) {
  const { translator, url } = button;
  const below = { ...SMALL, margin: "8px 0 0" };
  return (
    <Section {...flow(translator)} style={{ marginTop: 16 }}>
      <Button {...button} />
      {lifetime && (
        <Text {...write(translator, "muted", { ...SMALL, margin: "16px 0 0" })}>{lifetime}</Text>
      )}
      <Text {...write(translator, "muted", lifetime ? below : { ...below, marginTop: 16 })}>
        <Link href={url} {...write(translator, "muted", { ...SMALL, textDecoration: "underline" })}>
          {translator.t("link.no-button")}
        </Link>
      </Text>
    </Section>
  );
}

/**
 * The colour is the cell's, which every client paints. Word, which draws Outlook's mail, ignores a link's
 * padding: it reads the cell's own, and only `mso-padding-alt`, which the others don't know. The edge shows
 * where a reader's own colours replace ours.
 */
function Button({ translator, action, url, isQuiet }: ActionProps) {
  const role = isQuiet ? "ink" : "button";
  const padding = "13px 27px";
  const radius = { borderRadius: translator.brand.radius };
  const edge = { ...radius, border: "1px solid", msoPaddingAlt: padding };
  const cell = write(translator, role, edge);
  const link = { ...BUTTON, ...radius, padding, display: "inline-block", textDecoration: "none" };
  return (
    <table {...flow(translator)} role="presentation" border={0} cellPadding={0} cellSpacing={0}>
      <tbody>
        <tr>
          <td {...cell} align="center" style={{ ...cell.style, textAlign: "center" }}>
            <Link href={url} {...write(translator, role, link)}>
              {action}
            </Link>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
