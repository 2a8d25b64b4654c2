import { describeReference, type Reference } from "@watchword/api/openapi/reference";
import { getBrand } from "../../../brand/get-brand.ts";
import { Link } from "../../../components/link.tsx";
import { Row, PageLayout } from "../../../components/page-layout.tsx";
import { OperationDetails } from "./operation.tsx";
import { Paragraphs, Prose } from "./prose.tsx";
import { SchemaDetails } from "./schema.tsx";

const PAGES = {
  v1: { title: "API", document: "/api/openapi.json" },
  operators: { title: "API for operators", document: "/api/openapi/operators.json" },
} as const;

/** An OpenAPI document for people, without scripts of its own. It is in English, whatever the visitor's language. */
export async function ReferencePage({ view }: { view: keyof typeof PAGES }) {
  const { name } = await getBrand();
  const { title, document } = PAGES[view];
  const { about, sections, schemas, refusals } = describeReference(view);
  return (
    <div lang="en" dir="ltr" data-wide data-english>
      <PageLayout dense title={`${name} ${title}`} lead={<Paragraphs>{about}</Paragraphs>}>
        <Row note="Documents">
          <Documents view={view} document={document} />
        </Row>
        {sections.map((section) => (
          <Section key={section.name} section={section} />
        ))}
        <Row note={<h2 id="refusals">Refusals</h2>}>
          <Refusals refusals={refusals} />
        </Row>
        <Row note={<h2 id="shapes">Shapes</h2>}>
          {Object.entries(schemas).map(([id, schema]) => (
            <SchemaDetails key={id} id={id} schema={schema} />
          ))}
        </Row>
      </PageLayout>
    </div>
  );
}

function Documents({ view, document }: { view: keyof typeof PAGES; document: string }) {
  const isOperators = view === "operators";
  return (
    <ul className="space-y-1">
      <li>
        <a href={document} className="link">
          OpenAPI 3.1
        </a>
        , for programs that generate clients
      </li>
      <li>
        <Link href={isOperators ? "/api/docs" : "/api/docs/operators"} className="link">
          {isOperators ? PAGES.v1.title : PAGES.operators.title}
        </Link>
      </li>
    </ul>
  );
}

function Section({ section }: { section: Reference["sections"][number] }) {
  return (
    <Row note={<h2 id={section.name}>{section.name}</h2>}>
      <p className="mb-3 text-muted">{section.description}</p>
      {section.operations.map((operation) => (
        <OperationDetails key={operation.path} operation={operation} />
      ))}
    </Row>
  );
}

function Refusals({ refusals }: Pick<Reference, "refusals">) {
  return (
    <dl>
      {refusals.map(({ reason, status, meaning }) => (
        <div key={reason} id={reason} className="mb-3">
          <dt>
            <code className="font-mono wrap-anywhere">{reason}</code> <span>{status}</span>
          </dt>
          <dd className="text-muted">
            <Prose>{meaning}</Prose>
          </dd>
        </div>
      ))}
    </dl>
  );
}
