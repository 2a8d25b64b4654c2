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
 * The cell has the colour, because every client paints cells. Word, which renders Outlook's mail, ignores a link's
 * padding. It reads the cell's own, and only from `mso-padding-alt`, which other clients ignore. The edge is visible if
 * a reader's own colours replace ours.
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
