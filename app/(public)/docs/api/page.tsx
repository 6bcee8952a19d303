import type { Metadata } from "next";
import { openApiDocument } from "@/app/api/v1/_api/openapi/document";
import type { Method, OpenApiDocument } from "@/app/api/v1/_api/openapi/types";
import { CodeWords } from "@/components/ui/code-words";
import { Disclosure } from "@/components/ui/disclosure";
import { PageHeader } from "@/components/ui/page-header";
import { env } from "@/lib/env";
import { urls } from "@/lib/urls";
import { Basics } from "./basics";
import { ErrorsChapter } from "./errors-chapter";
import { OperationBlock } from "./operation-block";
import { SchemaFields, schemaAnchor } from "./schema-fields";

export const metadata: Metadata = {
  title: "Programming interface",
  description:
    "Plugins, versions, scans, findings, rules, uploads and dry runs for programs: every address, its parameters, answers and errors.",
};

const anchorOf = (tag: string): string => tag.toLowerCase().replace(/[^a-z]+/g, "-");

export default function ApiDocsPage() {
  const { publicUrl } = env();
  const document = openApiDocument(publicUrl);
  const chapters = [
    { id: "basics", title: "How to ask" },
    ...document.tags.map(({ name }) => ({ id: anchorOf(name), title: name })),
    { id: "schemas", title: "Shapes" },
    { id: "errors", title: "Errors" },
  ];
  return (
    <>
      <PageHeader
        title="Programming interface"
        lead={
          <>
            Every address for programs, from the same source that answers them. As a document for generators:{" "}
            <a href={urls.openApi()}>OpenAPI 3.1</a>.
          </>
        }
        crumbs={[{ label: "Security scanning", href: urls.docs() }]}
      />
      <div className="grid items-start gap-8 lg:grid-cols-[1fr_16rem] [&>*]:min-w-0">
        <nav aria-label="Contents" className="rounded-card border border-line bg-surface p-4 lg:sticky lg:top-4 lg:order-last">
          <ul className="grid gap-1.5 text-[0.9375rem]">
            {chapters.map((chapter) => (
              <li key={chapter.id}>
                <a href={`#${chapter.id}`}>{chapter.title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="grid gap-10">
          <Basics origin={publicUrl} />
          {document.tags.map(({ name }) => (
            <Operations key={name} tag={name} document={document} origin={publicUrl} />
          ))}
          <Schemas document={document} />
          <ErrorsChapter />
        </div>
      </div>
    </>
  );
}

const chapterTitle = "mb-3 scroll-mt-4 text-xl font-bold";

function Operations({ tag, document, origin }: { tag: string; document: OpenApiDocument; origin: string }) {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags.includes(tag))
      .map(([method, operation]) => ({ path, method: method as Method, operation })),
  );
  return (
    <section aria-labelledby={anchorOf(tag)}>
      <h2 id={anchorOf(tag)} className={chapterTitle}>
        {tag}
      </h2>
      <div className="grid gap-2.5 [&>*]:min-w-0">
        {operations.map((one) => (
          <OperationBlock key={one.operation.operationId} {...one} origin={origin} />
        ))}
      </div>
    </section>
  );
}

function Schemas({ document }: { document: OpenApiDocument }) {
  return (
    <section aria-labelledby="schemas">
      <h2 id="schemas" className={chapterTitle}>
        Shapes
      </h2>
      <div className="grid gap-2.5 [&>*]:min-w-0">
        {Object.entries(document.components.schemas).map(([name, schema]) => (
          <Disclosure
            key={name}
            id={schemaAnchor(name)}
            summary={
              <>
                <code className="font-semibold">{name}</code>{" "}
                <span className="text-[0.9375rem] text-muted">
                  <CodeWords text={schema.description ?? ""} />
                </span>
              </>
            }
          >
            <SchemaFields schema={schema} />
          </Disclosure>
        ))}
      </div>
    </section>
  );
}
