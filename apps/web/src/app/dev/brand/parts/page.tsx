import type { Metadata } from "next";
import { Row, PageLayout } from "../../../../components/page-layout.tsx";
import { Button, TextButton } from "../../../../components/ui/button.tsx";
import { FieldError } from "../../../../components/ui/field-error.tsx";
import { Input } from "../../../../components/ui/input.tsx";
import { developmentOnly } from "../../development-only.ts";

export const metadata: Metadata = { title: "Parts" };

/** What pages are made of, in each of its states. */
export default function Page() {
  developmentOnly();
  return (
    <PageLayout title="A heading" lead="A sentence under the heading, in the muted colour.">
      <Row note="A note">
        <p>
          Text in the ink, with <TextButton type="button">a link</TextButton> in the accent.
        </p>
      </Row>
      <Row note={<label htmlFor="email">A field</label>}>
        <Input id="email" type="email" defaultValue="ada@example.com" />
      </Row>
      <Row note={<label htmlFor="wrong">A refusal</label>}>
        <Input id="wrong" aria-invalid aria-describedby="wrong-problem" defaultValue="ada" />
        <FieldError id="wrong-problem">An address contains an @.</FieldError>
      </Row>
      <Row note={<label htmlFor="code">A code</label>}>
        <Input id="code" look="code" defaultValue="482915" className="max-w-80" />
      </Row>
      <Row note="Buttons">
        <div className="flex flex-wrap gap-3">
          <Button type="button">Primary</Button>
          <Button type="button" look="plain">
            Plain
          </Button>
          <Button type="button" look="plain" aria-disabled="true">
            Not yet
          </Button>
        </div>
      </Row>
    </PageLayout>
  );
}
